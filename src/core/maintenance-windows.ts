import type { Problem } from './problem';
import { relation, text } from './validation';

const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MINUTES_A_DAY = 24 * 60;
const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

const TIME = /(?:[01]\d|2[0-3]):[0-5]\d/;
const DAILY = new RegExp(`${TIME.source}-${TIME.source}`);
const MOMENT = `(?:${DAY_NAMES.join('|')}):${TIME.source}`;
const WEEKLY = new RegExp(`${MOMENT}-${MOMENT}`, 'i');

/** A span of the week, in minutes since Monday 00:00 UTC; the end may lie in the next week. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/** When a managed data store does what interrupts it, as the user wrote it. */
export interface Windows {
  /** Prop and value of the daily window of backups. */
  readonly backup: readonly [prop: string, value: string | undefined];
  /** Prop and value of the weekly window of maintenance. */
  readonly maintenance: readonly [prop: string, value: string | undefined];
  /** Shortest window, in minutes. */
  readonly shortest: number;
  /** Longest window of maintenance, in minutes. */
  readonly longest: number;
}

/** Rules for a daily window `hh:mm-hh:mm` and a weekly window `ddd:hh:mm-ddd:hh:mm` in UTC, which must not overlap. */
export function windowProblems({ backup, maintenance, shortest, longest }: Windows): Problem[] {
  const [[backupProp, nightly], [maintenanceProp, upkeep]] = [backup, maintenance];
  const shape = [
    ...text(backupProp, nightly, DAILY, 'be a time span in UTC such as "01:00-02:00"'),
    ...text(maintenanceProp, upkeep, WEEKLY, 'be a span of the week in UTC such as "sun:03:00-sun:04:00"'),
  ];
  if (shape.length > 0) return shape;
  return [
    ...relation({ prop: backupProp, must: `last at least ${shortest} minutes`, got: nightly }, [nightly],
      () => daily(nightly!).length >= shortest),
    ...relation({ prop: maintenanceProp, must: `last at least ${shortest} minutes`, got: upkeep }, [upkeep],
      () => weekly(upkeep!).length >= shortest),
    ...relation({ prop: maintenanceProp, must: `last at most ${longest} minutes`, got: upkeep }, [upkeep],
      () => weekly(upkeep!).length <= longest),
    ...relation(
      {
        prop: maintenanceProp, must: `not overlap "${backupProp}" ("${nightly}")`, got: upkeep,
        advice: 'AWS does one thing at a time',
      },
      [nightly, upkeep],
      () => !DAY_NAMES.some((_, day) => overlap(shifted(daily(nightly!), day * MINUTES_A_DAY), weekly(upkeep!))),
    ),
  ];
}

function minutes(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return hour * 60 + minute;
}

function span(start: number, end: number, cycle: number): Span {
  return { start, length: (end - start + cycle) % cycle };
}

function daily(window: string): Span {
  const [start, end] = window.split('-').map(minutes);
  return span(start, end, MINUTES_A_DAY);
}

function weekly(window: string): Span {
  const [start, end] = window.toLowerCase().split('-')
    .map((moment) => DAY_NAMES.indexOf(moment.slice(0, 3)) * MINUTES_A_DAY + minutes(moment.slice(4)));
  return span(start, end, MINUTES_A_WEEK);
}

function shifted({ start, length }: Span, by: number): Span {
  return { start: start + by, length };
}

function overlap(a: Span, b: Span): boolean {
  const gap = (from: Span, to: Span) => (to.start - from.start + MINUTES_A_WEEK) % MINUTES_A_WEEK;
  return gap(a, b) < a.length || gap(b, a) < b.length;
}
