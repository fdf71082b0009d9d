import { DangerKind } from './danger';
import { isObject } from './possible';
import { setting, type Setting } from './setting';

const DAYS_A_YEAR = 365;
/** Whoever has the right may delete in the first one, and nobody in the second one. */
const MODES = ['GOVERNANCE', 'COMPLIANCE'];

/**
 * How long new objects of a bucket are locked: a number of days or of years.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export function defaultRetention(path: string): Setting {
  return setting(DangerKind.UNPROTECT, path, (then, now) => {
    if (!isObject(then)) return undefined;
    if (!isObject(now)) return 'removed';
    const [old, next] = [then, now].map(({ Days, Years }) => Number(Days ?? Number(Years) * DAYS_A_YEAR));
    if (next < old) return `from ${old} to ${next} days`;
    const [before, after] = [then, now].map(({ Mode }) => String(Mode));
    return MODES.indexOf(after) < MODES.indexOf(before) ? `from ${before} to ${after}` : undefined;
  });
}
