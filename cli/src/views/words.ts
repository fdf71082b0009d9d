import type { Paint } from '../terminal';
import { Health } from '../aws/verdict';

const UNITS: readonly (readonly [seconds: number, name: string])[] = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];

/** How long something is ago, in one unit: "3 min ago". */
export function ago(at: Date | undefined, now: Date): string {
  if (at === undefined) return '';
  const seconds = Math.max(0, Math.round((now.getTime() - new Date(at).getTime()) / 1000));
  const [size, name] = UNITS.find(([unit]) => seconds >= unit) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${name} ago`;
}

/** A count with its noun. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Words of AWS in capitals, as people write them. */
export function plain(word: string): string {
  return word.toLowerCase().replaceAll('_', ' ');
}

/** A mark in front of a line. */
export function markOf(health: Health, paint: Paint): string {
  return colorOf(health, paint)({
    [Health.HEALTHY]: '✔', [Health.CHANGING]: '…', [Health.UNKNOWN]: '?', [Health.UNHEALTHY]: '✖',
  }[health]);
}

/** The colour of a state. */
export function colorOf(health: Health, paint: Paint): (text: string) => string {
  return {
    [Health.HEALTHY]: paint.green, [Health.CHANGING]: paint.yellow, [Health.UNKNOWN]: paint.yellow,
    [Health.UNHEALTHY]: paint.red,
  }[health];
}

/** A text in one line of a width, with an ellipsis in place of what does not fit. */
export function cut(text: string, width: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= width ? line : `${line.slice(0, Math.max(1, width - 1))}…`;
}
