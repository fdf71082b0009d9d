import type { DurationRange } from '../times/duration-range';

const MINUTE = 60;
/** Below this, seconds say more than parts of a minute. */
const MINUTES_FROM_SECONDS = 100;

/** A range in words: `3 to 30 s`, `1.4 to 2 min`, `45 s to 3 min`. */
export function inWords({ minSeconds, maxSeconds }: DurationRange): string {
  const [min, max] = [minSeconds, maxSeconds].map(length);
  if (min.join() === max.join()) return min.join(' ');
  return min[1] === max[1] ? `${min[0]} to ${max.join(' ')}` : `${min.join(' ')} to ${max.join(' ')}`;
}

/** A whole deployment in words, without digits that promise too much. */
export function about({ minSeconds, maxSeconds }: DurationRange): string {
  if (maxSeconds === 0) return 'nothing to wait for';
  if (maxSeconds < MINUTE) return 'less than a minute';
  const [min, max] = [Math.floor(minSeconds / MINUTE), Math.ceil(maxSeconds / MINUTE)];
  return min === max ? `about ${max} min` : `about ${min} to ${max} min`;
}

function length(seconds: number): [number: string, unit: string] {
  return seconds < MINUTES_FROM_SECONDS
    ? [String(Math.round(seconds)), 's']
    : [String(Math.round(seconds / MINUTE * 10) / 10), 'min'];
}
