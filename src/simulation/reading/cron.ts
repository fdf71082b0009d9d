/** A moment of a calendar, in some time zone. */
export interface CalendarMoment {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  /** 0 is Sunday. */
  readonly weekDay: number;
  readonly year: number;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Whether a moment fits a rule; nothing for a rule that is not understood. */
export type Fits = (moment: CalendarMoment) => boolean;

/**
 * A rule of EC2 Auto Scaling: minute, hour, day, month and day of the week, as cron has them. With a day of the month
 * and one of the week, either of them is enough.
 */
export function unixCron(text: string): Fits | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minute, hour, day, month, weekDay] = [
    field(fields[0], 0, 59), field(fields[1], 0, 23), field(fields[2], 1, 31), field(fields[3], 1, 12, MONTHS, 1),
    field(fields[4], 0, 7, DAYS),
  ];
  if (!minute || !hour || !day || !month || !weekDay) return undefined;
  const isWeekDay = (at: CalendarMoment) => weekDay(at.weekDay) || (at.weekDay === 0 && weekDay(7));
  const anyDay = fields[2] !== '*' && fields[4] !== '*'
    ? (at: CalendarMoment) => day(at.day) || isWeekDay(at)
    : (at: CalendarMoment) => day(at.day) && isWeekDay(at);
  return (at) => minute(at.minute) && hour(at.hour) && month(at.month) && anyDay(at);
}

/** A rule of Application Auto Scaling, `cron(...)` or `at(...)`; days of the week count from 1, Sunday. */
export function scheduleExpression(text: string): Fits | undefined {
  const at = /^at\((\d+)-(\d+)-(\d+)T(\d+):(\d+)(?::\d+)?\)$/.exec(text.trim());
  if (at) {
    const [year, month, day, hour, minute] = at.slice(1).map(Number);
    return (moment) => moment.year === year && moment.month === month && moment.day === day && moment.hour === hour
      && moment.minute === minute;
  }
  const fields = /^cron\((.*)\)$/.exec(text.trim())?.[1].trim().split(/\s+/) ?? [];
  if (fields.length !== 6) return undefined;
  const [minute, hour, day, month, weekDay, year] = [
    field(fields[0], 0, 59), field(fields[1], 0, 23), field(fields[2], 1, 31), field(fields[3], 1, 12, MONTHS, 1),
    field(fields[4], 1, 7, DAYS, 1), field(fields[5], 1970, 2199),
  ];
  if (!minute || !hour || !day || !month || !weekDay || !year) return undefined;
  return (moment) => minute(moment.minute) && hour(moment.hour) && day(moment.day) && month(moment.month)
    && weekDay(moment.weekDay + 1) && year(moment.year);
}

/** One field: a list of values, ranges and steps. */
function field(
  text: string, min: number, max: number, names: readonly string[] = [], base = 0,
): ((value: number) => boolean) | undefined {
  const allowed = new Set<number>();
  for (const part of text.toUpperCase().split(',')) {
    const [, range, step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    if (range === undefined) return undefined;
    const [from, to = step === undefined ? from : max] = range === '*' || range === '?'
      ? [min, max]
      : range.split('-').map((value) => names.includes(value) ? names.indexOf(value) + base : Number(value));
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < min || to > max) return undefined;
    for (let value = from; value <= to; value += Number(step ?? 1) || max) allowed.add(value);
  }
  return (value) => allowed.has(value);
}
