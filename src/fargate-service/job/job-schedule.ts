import { Duration, Tokenization, type TimeZone } from 'aws-cdk-lib';
import type { CronOptions } from 'aws-cdk-lib/aws-autoscaling';
import {
  contradiction, duration, guardFactories, ifTold, inWords, isKnown, type Problem, relation, timeZoneProblems,
} from '../../core';
import { cronProblems } from '../../scaling';

/**
 * When a job starts.
 *
 * A field is `*`, a number, a range such as `8-18`, a step such as `0-20/2`, or a list of those. Minutes are 0 to 59,
 * hours 0 to 23, days 1 to 31, months 1 to 12 or `JAN` to `DEC`. Week days need names, as in `MON-FRI`. Without a
 * minute the job starts on the full hour. `day` and `weekDay` together are rejected.
 */
export interface JobTimes extends CronOptions {
  /**
   * Time zone of the fields; it follows daylight saving time. An hour that is skipped in spring starts no job, an hour
   * that comes twice in autumn starts one.
   *
   * @default TimeZone.ETC_UTC
   */
  readonly timeZone?: TimeZone;
}

/** What the ways to say when a job starts differ in. */
export interface JobScheduleVariant {
  readonly expression: string;
  readonly timeZone?: string;
  /** Longest time between two starts; nothing where it is longer than a day, or known at deployment only. */
  readonly gap?: Duration;
  problems(prop: string): Problem[];
}

/**
 * When a job starts, by EventBridge Scheduler.
 *
 * @example
 * const schedule = JobSchedule.at({ hour: '3', minute: '30', timeZone: TimeZone.EUROPE_BERLIN });
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export class JobSchedule {
  /** At times of the clock. */
  public static at(times: JobTimes): JobSchedule {
    return new JobSchedule(atTimes(times));
  }

  /**
   * Again and again.
   *
   * @param interval time from one start to the next, whole minutes from 1 minute to 365 days; the first start is when
   *   the schedule is made
   */
  public static every(interval: Duration): JobSchedule {
    return new JobSchedule(atIntervals(interval));
  }

  private constructor(
    /** @internal */
    public readonly _variant: JobScheduleVariant,
  ) {}
}

guardFactories(JobSchedule);

const ON_THE_HOUR = '0';
const ANY = '*';
const HOUR = Duration.hours(1);
const DAY = Duration.days(1);
const YEAR = Duration.days(365);

/** `JobSchedule.at`. */
function atTimes({ timeZone, ...times }: JobTimes): JobScheduleVariant {
  const { minute = ON_THE_HOUR, hour = ANY, day = ANY, month = ANY, weekDay = ANY } = times;
  // one of the two has to be a question mark.
  const days = weekDay === ANY ? [day, month, '?'] : ['?', month, weekDay];
  const isDaily = [day, month, weekDay].every((field) => field === ANY);
  return {
    expression: `cron(${[minute, hour, ...days, ANY].map(spelledOut).join(' ')})`,
    timeZone: timeZone?.timezoneName,
    gap: isDaily ? (hour === ANY ? HOUR : DAY) : undefined,
    problems: (prop) => [
      ...contradiction(Object.values(times).every((field) => field === undefined), {
        prop, must: 'have at least one field, such as "hour"', got: inWords('none'),
        advice: 'use JobSchedule.every for a job of each hour',
      }),
      ...cronProblems(prop, { ...times, minute }),
      ...timeZoneProblems(`${prop}.timeZone`, timeZone),
    ],
  };
}

/** `JobSchedule.every`. */
function atIntervals(interval: Duration): JobScheduleVariant {
  // nothing where the rule below finds another unit, or no length of time at all.
  const minutes = ifTold(() => interval.toMinutes({ integral: false }));
  return {
    // the language of schedules has a singular.
    expression: `rate(${minutes === 1 ? '1 minute' : `${Tokenization.stringifyNumber(minutes ?? 0)} minutes`})`,
    gap: isKnown(minutes) && minutes <= DAY.toMinutes() ? interval : undefined,
    problems: (prop) => {
      const outside = duration(prop, interval, { min: Duration.minutes(1), max: YEAR, laterIn: 'minutes' });
      return outside.length > 0
        ? outside
        : relation({ prop, must: 'be whole minutes', got: interval }, [minutes], () => Number.isInteger(minutes));
    },
  };
}

/** EventBridge knows steps of all and steps from a number, so the steps of a range become a list. */
function spelledOut(field: string): string {
  return isKnown(field) ? String(field).split(',').map((item) => listOf(item)).join(',') : field;
}

function listOf(item: string): string {
  const [, from, to, step] = /^(\d+)-(\d+)\/(\d+)$/.exec(item)?.map(Number) ?? [];
  if (step === undefined || !(step > 0)) return item;
  const list = [];
  for (let value = from; value <= to; value += step) list.push(value);
  return list.join(',');
}
