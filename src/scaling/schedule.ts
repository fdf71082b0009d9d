import { TimeZone } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import {
  contradiction, integer, inWords, relation, text, timeZoneProblems, type CapacityRange, type Problem,
} from '../core';
import { cronProblems } from './cron';
import type { ScalableGroup, ScalableService } from './scalable';
import type { PlannedSchedule, ScalingVariant } from './scaling-variant';

/** Options of `ScalingPolicy.schedule`. */
export interface ScalingScheduleOptions {
  /** Name of the schedule in PascalCase, unique in its service, for example `BusinessHours`. */
  readonly name: string;

  /**
   * When the new bounds begin.
   *
   * A field is `*`, a number, a range such as `8-18`, a step such as `0-20/2`, or a list of those. Minutes are 0 to 59,
   * hours 0 to 23, days 1 to 31, months 1 to 12 or `JAN` to `DEC`. Week days need names, as in `MON-FRI`, because the
   * same number means different days on ECS and on EC2. Without a minute the schedule begins on the full hour. `day`
   * and `weekDay` together are rejected.
   */
  readonly cron: autoscaling.CronOptions;

  /**
   * Time zone of `cron`; it follows daylight saving time.
   *
   * @default TimeZone.ETC_UTC
   */
  readonly timeZone?: TimeZone;

  /**
   * New lower bound, an integer of at least 0. Fewer tasks or instances are raised to it at once.
   *
   * @default - the bound stays as it is; rejected if `maxCapacity` is left out too
   */
  readonly minCapacity?: number;

  /**
   * New upper bound, an integer of at least 0 and not below the lower one. More tasks or instances are cut to it at
   * once.
   *
   * @default - the bound stays as it is; rejected if `minCapacity` is left out too
   */
  readonly maxCapacity?: number;
}

const ON_THE_HOUR = '0';

/** Moves the bounds at a given time; the policies go on choosing the number between them. */
export class CapacitySchedule implements ScalingVariant {
  public readonly name = 'schedule';
  public readonly id: string;
  public readonly minCapacity?: number;
  public readonly startsFromZero: boolean;
  private readonly cron: autoscaling.CronOptions;

  constructor(private readonly options: ScalingScheduleOptions) {
    this.id = options.name;
    this.minCapacity = options.minCapacity;
    this.startsFromZero = options.minCapacity !== undefined && options.minCapacity !== 0;
    this.cron = { ...options.cron, minute: options.cron.minute ?? ON_THE_HOUR };
  }

  public problems(prop: string, _hasTargets: boolean, capacity?: CapacityRange): Problem[] {
    const { name, cron, timeZone, minCapacity, maxCapacity } = this.options;
    return [
      ...text(`${prop}.name`, name, /[A-Z][A-Za-z0-9]*/, 'be a name in PascalCase'),
      ...cronProblems(`${prop}.cron`, cron),
      ...timeZoneProblems(`${prop}.timeZone`, timeZone),
      ...contradiction(minCapacity === undefined && maxCapacity === undefined, {
        prop, must: 'have "minCapacity", "maxCapacity" or both', got: inWords('neither'),
      }),
      ...integer(`${prop}.minCapacity`, minCapacity, { min: 0 }),
      ...integer(`${prop}.maxCapacity`, maxCapacity, { min: 0 }),
      ...boundProblems(prop, this.options, capacity),
    ];
  }

  public get schedule(): PlannedSchedule {
    const { minute, hour = '*', day = '*', month = '*', weekDay = '*' } = this.cron;
    const zone = this.options.timeZone?.timezoneName ?? TimeZone.ETC_UTC.timezoneName;
    const { name, minCapacity, maxCapacity } = this.options;
    return { name, minCapacity, maxCapacity, moment: [minute, hour, day, month, weekDay, zone].join(' ') };
  }

  public bindService(_scope: Construct, { taskCount }: ScalableService): Alarm[] {
    const { timeZone, minCapacity, maxCapacity } = this.options;
    taskCount.scaleOnSchedule(this.id, {
      schedule: appscaling.Schedule.cron(this.cron), timeZone, minCapacity, maxCapacity,
    });
    return [];
  }

  public bindGroup(scope: Construct, { group }: ScalableGroup): Alarm[] {
    const { timeZone, minCapacity, maxCapacity } = this.options;
    const parent = scope.node.tryFindChild('Schedules') ?? new Construct(scope, 'Schedules');
    new autoscaling.ScheduledAction(parent as Construct, this.id, {
      autoScalingGroup: group, schedule: autoscaling.Schedule.cron(this.cron), timeZone: timeZone?.timezoneName,
      minCapacity, maxCapacity,
    });
    return [];
  }
}

/**
 * A bound that the schedule does not change counts as well. AWS rejects crossed bounds only when the schedule begins,
 * not when it is made.
 */
function boundProblems(
  prop: string, { minCapacity, maxCapacity }: ScalingScheduleOptions, capacity?: CapacityRange,
): Problem[] {
  const [min, max] = [minCapacity ?? capacity?.min, maxCapacity ?? capacity?.max];
  const upperBound = maxCapacity === undefined ? 'capacity.max' : 'maxCapacity';
  const given = minCapacity !== undefined
    ? { prop: `${prop}.minCapacity`, must: `be at most "${upperBound}" (${max})`, got: minCapacity }
    : {
        prop: `${prop}.maxCapacity`, must: `be at least "capacity.min" (${min})`, got: maxCapacity,
        advice: 'give "minCapacity" too',
      };
  return relation(given, [min, max], () => min! <= max!);
}
