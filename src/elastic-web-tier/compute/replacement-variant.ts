import { Duration } from 'aws-cdk-lib';
import { InstanceRefreshStrategy, ScalingProcess, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { contradiction, duration, integer, isKnown, relation, type CapacityRange, type Problem } from '../../core';

/** How an instance refresh replaces the instances of a group. */
export interface InstanceRefreshReplacementOptions {
  /**
   * Smallest share of the capacity that stays in service, an integer from 0 to 100 percent.
   *
   * @default 100 - users lose no capacity
   */
  readonly minHealthyPercent?: number;

  /**
   * Largest share of the capacity that runs during the refresh, an integer from 100 to 200 percent, at most 100 above
   * `minHealthyPercent`. If both are 100, one instance is replaced at a time.
   *
   * @default 200 - all instances are replaced at once: you pay for twice the capacity for some minutes, and the
   *   deployment takes as long as one instance
   */
  readonly maxHealthyPercent?: number;

  /**
   * How long the refresh watches the alarms after it has replaced the last instance, 0 to 48 hours.
   *
   * @default Duration.minutes(5) - as long as the slower alarm of the ingress looks back
   */
  readonly bakeTime?: Duration;

  /**
   * Alarms that stop the refresh and roll the deployment back, at most 8. The ingress adds two of its own, on errors
   * and response times.
   *
   * @default - only the two alarms of the ingress
   */
  readonly rollbackAlarms?: IAlarm[];
}

/** How a rolling update replaces the instances of a group. */
export interface RollingReplacementOptions {
  /**
   * Number of instances that are replaced at once, an integer of at least 1.
   *
   * @default 1 - a bad version takes down one instance only
   */
  readonly replacedInstances?: number;

  /**
   * Number of instances that stay in service, an integer of at least 0 and less than the largest capacity.
   *
   * @default - the smallest capacity, or one less than the largest if both are the same
   */
  readonly minInstances?: number;
}

/** What a replacement depends on besides its options. */
export interface ReplacementSpec {
  readonly capacity: CapacityRange;
  /** Alarms of the ingress. */
  readonly alarms: readonly IAlarm[];
  /** How long an instance may take to signal. Undefined if it signals nothing. */
  readonly signalTimeout?: Duration;
}

/** What the ways to replace instances differ in. */
export interface ReplacementVariant {
  /** Whether alarms stop the replacement. */
  readonly takesAlarms: boolean;
  problems(prop: string, capacity: CapacityRange): Problem[];
  /** Alarms of the user that stop it. */
  readonly rollbackAlarms: readonly IAlarm[];
  bind(spec: ReplacementSpec): UpdatePolicy;
}

const MIN_HEALTHY_PERCENT = 100;
const MAX_HEALTHY_PERCENT = 200;
const BAKE_TIME = Duration.minutes(5);
/** Most alarms that an instance refresh watches. */
const MAX_ALARMS = 10;
/** Alarms of the ingress that roll back. */
const OWN_ALARMS = 2;
const REPLACED_INSTANCES = 1;
/** How long CloudFormation waits after each batch if the instances signal nothing. */
const PAUSE = Duration.minutes(5);
/** Processes that would start or end instances while CloudFormation counts them. It still replaces unhealthy ones. */
const SUSPENDED = [ScalingProcess.ALARM_NOTIFICATION, ScalingProcess.AZ_REBALANCE, ScalingProcess.SCHEDULED_ACTIONS];

/** `Replacement.instanceRefresh`. */
export function instanceRefresh(options: InstanceRefreshReplacementOptions): ReplacementVariant {
  const {
    minHealthyPercent: min = MIN_HEALTHY_PERCENT, maxHealthyPercent: max = MAX_HEALTHY_PERCENT, bakeTime = BAKE_TIME,
    rollbackAlarms = [],
  } = options;
  return {
    takesAlarms: true,
    rollbackAlarms,
    problems: (prop) => [
      ...integer(`${prop}.minHealthyPercent`, min, { min: 0, max: 100, unit: 'percent' }),
      ...integer(`${prop}.maxHealthyPercent`, max, { min: 100, max: 200, unit: 'percent' }),
      ...relation(
        {
          prop: `${prop}.maxHealthyPercent`, must: `be at most 100 above "${prop}.minHealthyPercent" (${min})`,
          got: max,
        },
        [min, max], () => max - min <= 100,
      ),
      ...duration(`${prop}.bakeTime`, bakeTime, { min: Duration.seconds(0), max: Duration.hours(48) }),
      ...contradiction(rollbackAlarms.length > MAX_ALARMS - OWN_ALARMS, {
        prop: `${prop}.rollbackAlarms`, must: `have at most ${MAX_ALARMS - OWN_ALARMS} alarms`,
        got: rollbackAlarms.length,
        advice: 'an instance refresh watches 10, and the ingress has 2; combine yours to a composite alarm',
      }),
    ],
    bind: ({ alarms }) => UpdatePolicy.instanceRefresh({
      strategy: InstanceRefreshStrategy.ROLLING,
      minHealthyPercentage: min,
      maxHealthyPercentage: max,
      bakeTime,
      skipMatching: true,
      alarms: [...alarms, ...rollbackAlarms],
    }),
  };
}

/** `Replacement.rolling`. */
export function rollingReplacement(
  { replacedInstances = REPLACED_INSTANCES, minInstances }: RollingReplacementOptions,
): ReplacementVariant {
  return {
    takesAlarms: false,
    rollbackAlarms: [],
    problems: (prop, { max }) => [
      ...integer(`${prop}.replacedInstances`, replacedInstances, { min: 1 }),
      ...integer(`${prop}.minInstances`, minInstances, { min: 0 }),
      ...relation(
        { prop: `${prop}.minInstances`, must: `be less than "capacity.max" (${max})`, got: minInstances },
        [minInstances, max], () => minInstances! < max,
      ),
    ],
    bind: ({ capacity, signalTimeout }) => UpdatePolicy.rollingUpdate({
      maxBatchSize: replacedInstances,
      minInstancesInService: minInstances ?? fewestInService(capacity),
      suspendProcesses: SUSPENDED,
      waitOnResourceSignals: signalTimeout !== undefined,
      pauseTime: signalTimeout ?? PAUSE,
      minSuccessPercentage: signalTimeout === undefined ? undefined : 100,
    }),
  };
}

function fewestInService({ min, max, isFixed }: CapacityRange): number {
  return isKnown(max) && isFixed ? Math.max(0, max - 1) : min;
}
