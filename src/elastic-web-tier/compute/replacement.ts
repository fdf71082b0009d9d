import { Duration } from 'aws-cdk-lib';
import { InstanceRefreshStrategy, ScalingProcess, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { contradiction, duration, integer, isKnown, relation, type CapacityRange, type Problem } from '../../core';

/** How an instance refresh replaces the instances of a group. */
export interface InstanceRefreshReplacementOptions {
  /**
   * Smallest share of the capacity that stays in service, an integer from 0 to 100 percent.
   *
   * @default 100 - nobody notices
   */
  readonly minHealthyPercent?: number;

  /**
   * Largest share of the capacity that runs meanwhile, an integer from 100 to 200 percent, at most 100 above
   * `minHealthyPercent`.
   * With 100 for both one instance is replaced at a time.
   *
   * @default 200 - all at once: the capacity is paid twice for some minutes, and the deployment takes as long as one
   *   instance
   */
  readonly maxHealthyPercent?: number;

  /**
   * How long the alarms are watched after the last instance was replaced, 0 to 48 hours.
   *
   * @default Duration.minutes(5) - as long as the slower of those alarms looks back
   */
  readonly bakeTime?: Duration;

  /**
   * Alarms that stop the replacement and roll the deployment back, besides those on errors and response times of the
   * ingress; together
   * at most 10.
   *
   * @default - only those of the ingress
   */
  readonly rollbackAlarms?: IAlarm[];
}

/** How a rolling update replaces the instances of a group. */
export interface RollingReplacementOptions {
  /**
   * Number of instances that are replaced at once, an integer of at least 1.
   *
   * @default 1 - the fewest that a bad version can take down
   */
  readonly replacedInstances?: number;

  /**
   * Number of instances that stay in service, an integer of at least 0 and less than the largest capacity.
   *
   * @default - the smallest capacity, or one less than the largest if both are the same
   */
  readonly minInstances?: number;
}

/** What a replacement is told about its group. */
export interface ReplacementRequest {
  readonly capacity: CapacityRange;
  /** On what users get. */
  readonly alarms: readonly IAlarm[];
  /** How long an instance may take to signal, if it signals at all. */
  readonly signalTimeout?: Duration;
}

interface Kind {
  readonly takesAlarms: boolean;
  problems(prop: string, capacity: CapacityRange): Problem[];
  render(request: ReplacementRequest): UpdatePolicy;
}

const REFRESH = { minHealthyPercent: 100, maxHealthyPercent: 200, bakeTime: Duration.minutes(5) };
const REPLACED_INSTANCES = 1;
const MAX_ALARMS = 10;
/** Alarms of the ingress that roll back. */
const OWN_ALARMS = 2;
/** How long CloudFormation waits after each batch where nothing signals. */
const PAUSE = Duration.minutes(5);
/** What would move instances while CloudFormation counts them. Unhealthy ones are still replaced. */
const SUSPENDED = [ScalingProcess.ALARM_NOTIFICATION, ScalingProcess.AZ_REBALANCE, ScalingProcess.SCHEDULED_ACTIONS];

/**
 * How the instances of a group are replaced when their launch template changes. Without it only new instances would get
 * the new version.
 *
 * @example
 * const compute = Compute.autoScaling({ replacement: Replacement.instanceRefresh({ maxHealthyPercent: 150 }) });
 */
export class Replacement {
  /**
   * EC2 Auto Scaling starts new instances, waits until they are ready, and only then ends old ones. Alarms stop it, and
   * CloudFormation
   * rolls back.
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
   */
  public static instanceRefresh(options: InstanceRefreshReplacementOptions = {}): Replacement {
    const { minHealthyPercent: min, maxHealthyPercent: max, bakeTime } = { ...REFRESH, ...given(options) };
    return new Replacement({
      takesAlarms: true,
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
        ...contradiction((options.rollbackAlarms ?? []).length > MAX_ALARMS - OWN_ALARMS, {
          prop: `${prop}.rollbackAlarms`, must: `have at most ${MAX_ALARMS - OWN_ALARMS} alarms`,
          got: options.rollbackAlarms?.length,
          advice: 'an instance refresh watches 10, and the ingress has 2; combine yours to a composite alarm',
        }),
      ],
      render: ({ alarms }) => UpdatePolicy.instanceRefresh({
        strategy: InstanceRefreshStrategy.ROLLING,
        minHealthyPercentage: min,
        maxHealthyPercentage: max,
        bakeTime,
        skipMatching: true,
        alarms: [...alarms, ...options.rollbackAlarms ?? []],
      }),
    });
  }

  /**
   * CloudFormation replaces batch after batch, and waits for the signal of each new instance. Scaling and balancing
   * between the zones pause
   * meanwhile.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
   */
  public static rolling(options: RollingReplacementOptions = {}): Replacement {
    return new Replacement({
      takesAlarms: false,
      problems: (prop, capacity) => [
        ...integer(`${prop}.replacedInstances`, options.replacedInstances, { min: 1 }),
        ...integer(`${prop}.minInstances`, options.minInstances, { min: 0 }),
        ...relation(
          {
            prop: `${prop}.minInstances`, must: `be less than "capacity.max" (${capacity.max})`,
            got: options.minInstances,
          },
          [options.minInstances, capacity.max], () => options.minInstances! < capacity.max,
        ),
      ],
      render: ({ capacity, signalTimeout }) => UpdatePolicy.rollingUpdate({
        maxBatchSize: options.replacedInstances ?? REPLACED_INSTANCES,
        minInstancesInService: options.minInstances
          ?? (isKnown(capacity.max) && capacity.isFixed ? capacity.max - 1 : capacity.min),
        suspendProcesses: SUSPENDED,
        waitOnResourceSignals: signalTimeout !== undefined,
        pauseTime: signalTimeout ?? PAUSE,
        minSuccessPercentage: signalTimeout === undefined ? undefined : 100,
      }),
    });
  }

  private constructor(private readonly kind: Kind) {}

  /** @internal */
  public get _takesAlarms(): boolean {
    return this.kind.takesAlarms;
  }

  /** @internal */
  public _problems(prop: string, capacity: CapacityRange): Problem[] {
    return this.kind.problems(prop, capacity);
  }

  /** @internal */
  public _render(request: ReplacementRequest): UpdatePolicy {
    return this.kind.render(request);
  }
}

/** Without the keys that are there but undefined, which would hide a default. */
function given<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
