import type { CronOptions } from 'aws-cdk-lib/aws-autoscaling';
import { contradiction, inWords, isKnown, relation, type Problem } from '../core';

interface Field {
  readonly min: number;
  readonly max: number;
  /** Names that stand for numbers, the first for `min`. */
  readonly names?: readonly string[];
  /** Whether numbers are refused, because they mean different things in different places. */
  readonly onlyNames?: boolean;
  readonly must: string;
  readonly advice?: string;
}

const form = (what: string) => `be "*", ${what}, a range, a step such as "*/2", or a list of those`;

const FIELDS: Readonly<Record<'minute' | 'hour' | 'day' | 'month' | 'weekDay', Field>> = {
  minute: { min: 0, max: 59, must: form('a minute from 0 to 59') },
  hour: { min: 0, max: 23, must: form('an hour from 0 to 23') },
  day: { min: 1, max: 31, must: form('a day from 1 to 31') },
  month: {
    min: 1, max: 12, names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
    must: form('a month from 1 to 12 or JAN to DEC'),
  },
  weekDay: {
    min: 0, max: 6, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'], onlyNames: true,
    must: 'name its days, such as MON-FRI or SAT,SUN',
    advice: 'the number of a day means another one on ECS than on EC2, and a range does not go beyond SAT',
  },
};

/** Days of each month, in a leap year. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * What EC2 Auto Scaling, Application Auto Scaling and EventBridge Scheduler understand: the fields of cron without the
 * extensions of any of them.
 */
export function cronProblems(prop: string, cron: CronOptions): Problem[] {
  return [
    ...contradiction(cron.day !== undefined && cron.weekDay !== undefined, {
      prop, must: 'have either "day" or "weekDay"', got: inWords('both'),
    }),
    ...fieldProblems(prop, cron),
  ];
}

function fieldProblems(prop: string, cron: CronOptions): Problem[] {
  const fields = Object.entries(FIELDS).flatMap(([name, field]) => {
    const value = cron[name as keyof typeof FIELDS];
    return relation({ prop: `${prop}.${name}`, must: field.must, got: value, advice: field.advice }, [value],
      () => isKnown(value) && String(value).split(',').every((item) => isItem(item, field)));
  });
  return fields.length > 0 ? fields : dateProblems(prop, cron);
}

/** Days that no month of the schedule has, such as 31 February. */
function dateProblems(prop: string, { day, month = '*' }: CronOptions): Problem[] {
  return relation({
    prop: `${prop}.day`, must: `be a day that month ${month} has`, got: day, advice: 'the schedule would never begin',
  }, [day, month], () => {
    const first = Math.min(...day!.split(',').map((item) => firstOf(item, FIELDS.day)));
    return month.split(',').some((item) => monthsOf(item).some((number) => DAYS[number - 1] >= first));
  });
}

function firstOf(item: string, field: Field): number {
  const first = numberOf(item.split(/[-/]/)[0], field);
  return Number.isNaN(first) ? field.min : first;
}

function monthsOf(item: string): number[] {
  const field = FIELDS.month;
  const [range, step] = item.split('/');
  const [from, to] = range.split('-').map((value) => numberOf(value, field));
  const [first, last] = Number.isNaN(from) ? [field.min, field.max] : [from, to ?? (step ? field.max : from)];
  const months = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return months.filter((month) => (month - first) % Number(step ?? 1) === 0);
}

function isItem(item: string, field: Field): boolean {
  const match = /^(?:\*|(\w+)(?:-(\w+))?)(?:\/([1-9]\d?))?$/.exec(item);
  if (!match) return false;
  const [, from, to, step] = match;
  if (step !== undefined && field.onlyNames) return false;
  if (from === undefined) return true;
  const [first, last] = [from, to ?? from].map((value) => numberOf(value, field));
  return first >= field.min && first <= last && last <= field.max;
}

/** Not a number where the text is none. */
function numberOf(value: string, { min, names = [], onlyNames = false }: Field): number {
  const index = names.indexOf(value.toUpperCase());
  if (index >= 0) return min + index;
  return !onlyNames && /^\d{1,2}$/.test(value) ? Number(value) : NaN;
}
