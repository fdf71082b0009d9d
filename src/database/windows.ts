import { relation, text, type Problem } from '../core';

const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MINUTES_A_DAY = 24 * 60;
const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;
const SHORTEST = 30;

const TIME = /(?:[01]\d|2[0-3]):[0-5]\d/;
const DAILY = new RegExp(`${TIME.source}-${TIME.source}`);
const MOMENT = `(?:${DAY_NAMES.join('|')}):${TIME.source}`;
const WEEKLY = new RegExp(`${MOMENT}-${MOMENT}`, 'i');

/** A span of the week, in minutes since Monday 00:00 UTC; the end may lie in the next week. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/**
 * The windows of backups and of maintenance.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html
 */
export function windowProblems(backup: string | undefined, maintenance: string | undefined): Problem[] {
  const shape = [
    ...text('backupWindow', backup, DAILY, 'be a time span in UTC such as "01:00-01:30"'),
    ...text('maintenanceWindow', maintenance, WEEKLY, 'be a span of the week in UTC such as "sun:03:00-sun:03:30"'),
  ];
  if (shape.length > 0) return shape;
  return [
    ...relation({ prop: 'backupWindow', must: `last at least ${SHORTEST} minutes`, got: backup }, [backup],
      () => daily(backup!).length >= SHORTEST),
    ...relation({ prop: 'maintenanceWindow', must: `last at least ${SHORTEST} minutes`, got: maintenance }, [maintenance],
      () => weekly(maintenance!).length >= SHORTEST),
    ...relation(
      { prop: 'maintenanceWindow', must: `not overlap "backupWindow" ("${backup}")`, got: maintenance, advice: 'RDS does one thing at a time' },
      [backup, maintenance], () => !DAY_NAMES.some((_, day) => overlap(shifted(daily(backup!), day * MINUTES_A_DAY), weekly(maintenance!))),
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
