import { DangerKind } from './danger';
import { setting, type Setting } from './setting';

const LINE = /^\s*log\.retention\.(hours|minutes|ms|bytes)\s*=\s*(-?\d+)/;
const MS: { readonly [unit: string]: number } = { hours: 3_600_000, minutes: 60_000, ms: 1 };
/** A week, unless the properties of the brokers say otherwise. */
const HOURS = 168;

/**
 * Properties of brokers, a line each, that delete messages sooner.
 *
 * @see https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html
 */
export function kafkaRetention(path: string): Setting {
  return setting(DangerKind.EXPIRE, path, (then, now) => {
    const [old, next] = [then, now].map(retentionIn);
    if (next.hours < old.hours) return `after ${next.hours} hours`;
    return next.bytes < old.bytes ? `beyond ${next.bytes} bytes` : undefined;
  }, 'messages');
}

function retentionIn(text: unknown): { readonly hours: number; readonly bytes: number } {
  const found = new Map(String(text).split('\n').flatMap((line) => {
    const [, unit, amount] = LINE.exec(line) ?? [];
    return unit === undefined ? [] : [[unit, amount === '-1' ? Infinity : Number(amount)] as const];
  }));
  // the finest unit wins.
  const unit = ['ms', 'minutes', 'hours'].find((name) => found.has(name));
  const hours = unit === undefined ? HOURS : found.get(unit)! * MS[unit] / MS.hours;
  return { hours, bytes: found.get('bytes') ?? Infinity };
}
