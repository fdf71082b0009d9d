import { Duration, TimeZone } from 'aws-cdk-lib';
import { AlarmMuteRule, ScheduleExpression, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { contradiction, guardFactories, type Problem, text, timeZoneProblems } from '../../core';

/** When people work. */
export interface WeekdaysOptions {
  /** Start of the day, `hh:mm`. */
  readonly from: string;
  /** End of the day, `hh:mm`, later than `from`. */
  readonly to: string;
  /** Zone of both times. */
  readonly timeZone: TimeZone;
}

const TIME = /(?:[01]\d|2[0-3]):[0-5]\d/;
const MINUTES_A_DAY = 24 * 60;

/**
 * When warnings are sent. What is still wrong when the next day begins is sent then; what ended meanwhile is not.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules-behaviour.html
 * @example
 * const hours = BusinessHours.weekdays({ from: '08:00', to: '18:00', timeZone: TimeZone.EUROPE_BERLIN });
 */
export class BusinessHours {
  /** From Monday to Friday. */
  public static weekdays({ from, to, timeZone }: WeekdaysOptions): BusinessHours {
    const night = (end: string, start: string) => (minutesOf(start) - minutesOf(end) + MINUTES_A_DAY) % MINUTES_A_DAY;
    return new BusinessHours({
      problems: (prop) => [
        ...text(`${prop}.from`, from, TIME, 'be a time hh:mm'),
        ...text(`${prop}.to`, to, TIME, 'be a time hh:mm'),
        ...timeZoneProblems(`${prop}.timeZone`, timeZone),
        ...contradiction(TIME.test(from) && TIME.test(to) && from >= to, {
          prop: `${prop}.to`, must: `be later than "${prop}.from" (${from})`, got: to,
        }),
      ],
      mutes: () => [
        { id: 'Night', weekDay: 'MON-THU', minutes: night(to, from), start: to, timeZone },
        { id: 'Weekend', weekDay: 'FRI', minutes: night(to, from) + 2 * MINUTES_A_DAY, start: to, timeZone },
      ],
    });
  }

  private constructor(/** @internal */ public readonly _variant: BusinessHoursVariant) {}
}

guardFactories(BusinessHours);

/** What the ways to say business hours differ in. */
export interface BusinessHoursVariant {
  problems(prop: string): Problem[];
  mutes(): Mute[];
}

/** A time of silence that comes back every week. */
export interface Mute {
  readonly id: string;
  readonly weekDay: string;
  /** When it starts, `hh:mm`. */
  readonly start: string;
  readonly minutes: number;
  readonly timeZone: TimeZone;
}

/** Keeps an alarm silent outside of business hours. */
export function muteOutside(scope: Construct, hours: BusinessHours, alarm: IAlarm): void {
  for (const { id, weekDay, start, minutes, timeZone } of hours._variant.mutes()) {
    const [hour, minute] = start.split(':').map(Number);
    new AlarmMuteRule(scope, id, {
      description: 'Warnings wait for business hours',
      alarms: [alarm],
      schedule: ScheduleExpression.cron({ weekDay, hour: String(hour), minute: String(minute), timeZone }),
      duration: Duration.minutes(minutes),
    });
  }
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
