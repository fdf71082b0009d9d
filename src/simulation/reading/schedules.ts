import type { Resource, Template, Value } from '../../template';
import type { Schedule } from '../engine/simulate';
import { scheduleExpression, unixCron, type CalendarMoment, type Fits } from './cron';

/** A schedule that waits for the moment at which a trace begins. */
export interface TimedSchedule extends Omit<Schedule, 'beginsAt'> {
  readonly timeZone: string;
  /** Nothing where the rule is not understood. */
  readonly fits?: Fits;
  /** Moments in milliseconds between which it holds. */
  readonly from: number;
  readonly until: number;
}

const UTC = 'Etc/UTC';

/** Schedules of an Auto Scaling group. */
export function groupSchedules(template: Template, group: Resource): TimedSchedule[] {
  return template.ofType('AWS::AutoScaling::ScheduledAction')
    .filter((action) => template.target(action.get('AutoScalingGroupName')) === group)
    .map((action) => {
      const [start, end] = ['StartTime', 'EndTime'].map((name) => Date.parse(action.get(name).text ?? ''));
      const recurrence = action.get('Recurrence').text;
      return {
        name: action.path, min: action.get('MinSize').number, max: action.get('MaxSize').number,
        desired: action.get('DesiredCapacity').number, timeZone: action.get('TimeZone').text ?? UTC,
        // one without a recurrence happens once, at its start.
        fits: recurrence === undefined ? once(start) : unixCron(recurrence),
        from: Number.isNaN(start) ? -Infinity : start, until: Number.isNaN(end) ? Infinity : end,
      };
    });
}

/** Schedules of a scalable target. */
export function targetSchedules(target: Resource): TimedSchedule[] {
  return target.get('ScheduledActions').items.map((action: Value) => {
    const [start, end] = ['StartTime', 'EndTime'].map((name) => Date.parse(action.at(name).text ?? ''));
    return {
      name: `${target.path}: ${action.at('ScheduledActionName').text ?? 'a schedule'}`,
      min: action.at('ScalableTargetAction', 'MinCapacity').number,
      max: action.at('ScalableTargetAction', 'MaxCapacity').number,
      timeZone: action.at('Timezone').text ?? UTC, fits: scheduleExpression(action.at('Schedule').text ?? ''),
      from: Number.isNaN(start) ? -Infinity : start, until: Number.isNaN(end) ? Infinity : end,
    };
  });
}

/** Schedules for a trace that begins at a moment, in milliseconds. */
export function startedAt(schedules: readonly TimedSchedule[], start: number): Schedule[] {
  return schedules.map(({ fits = () => false, timeZone, from, until, ...schedule }) => {
    const calendar = calendarOf(zoneOf(schedule.name, timeZone));
    return {
      ...schedule,
      beginsAt: (seconds) => {
        const moment = start + seconds * 1000;
        return moment >= from && moment <= until && fits(calendar(moment));
      },
    };
  });
}

function once(start: number): Fits {
  const moment = Number.isNaN(start) ? undefined : calendarOf(UTC)(start);
  return (at) => moment !== undefined && Object.entries(moment).every(([name, value]) =>
    at[name as keyof CalendarMoment] === value);
}

/** A time zone that Node knows; an error names the schedule of any other. */
function zoneOf(schedule: string, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    throw new Error(`${schedule} has a time zone that is not known: ${timeZone}`);
  }
}

function calendarOf(timeZone: string): (moment: number) => CalendarMoment {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
    weekday: 'short',
  });
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  return (moment) => {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    return {
      minute: Number(parts.minute), hour: Number(parts.hour), day: Number(parts.day), month: Number(parts.month),
      weekDay: days.indexOf(parts.weekday), year: Number(parts.year),
    };
  };
}
