import { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { DeploymentStrategy, type FargateServiceProps, type IDeploymentLifecycleHookTarget } from 'aws-cdk-lib/aws-ecs';
import type { IApplicationListener, ListenerCondition } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { contradiction, decimal, duration, integer, isKnown, relation, type Problem } from '../core';

/** What every kind of deployment has. */
export interface DeploymentOptions {
  /**
   * How long the load balancer's verdict on a new task is ignored, from 0 to 86400 seconds. Rejected without an
   * ingress.
   *
   * @default - 60 seconds with an ingress
   */
  readonly healthCheckGracePeriod?: Duration;
  /**
   * Further alarms that roll a deployment back, besides those that the library makes from the signals of the ingress.
   *
   * An alarm on a metric of the service itself depends on the service and cannot be used: give one on what the users
   * see.
   *
   * @default - only the library's own
   */
  readonly rollbackAlarms?: IAlarm[];
}

/** How tasks are replaced. */
export interface RollingDeploymentOptions extends DeploymentOptions {
  /**
   * Share of the tasks that keeps running during a deployment, from 0 to 100 %.
   *
   * @default 100 - no loss of capacity
   */
  readonly minHealthyPercent?: number;
  /**
   * Share of the tasks that may run at most during a deployment, from 100 to 200 % and above `minHealthyPercent`.
   *
   * @default 200 - all new tasks at once: the shortest deployment
   */
  readonly maxHealthyPercent?: number;
}

/** Where testers reach the new version before users do. */
export interface TestTraffic {
  /** A further listener of the same load balancer, for example on port 8443. */
  readonly listener: IApplicationListener;
  /**
   * Which requests on it go to the new version.
   *
   * @default - all
   */
  readonly conditions?: ListenerCondition[];
  /**
   * Priority of the rule on it, from 1 to 50000 and unique on the listener.
   *
   * @default 1
   */
  readonly priority?: number;
}

/** What every deployment that shifts traffic has. */
export interface TrafficShiftOptions extends DeploymentOptions {
  /**
   * How long both versions run after all traffic has moved, so that a rollback is instant: 0 to 1440 whole minutes.
   *
   * @default Duration.minutes(10)
   */
  readonly bakeTime?: Duration;
  /**
   * Lambda functions that ECS asks at the stages of a deployment, and that can stop it.
   *
   * @default - ECS asks nobody
   */
  readonly hooks?: IDeploymentLifecycleHookTarget[];
  /**
   * A way to the new version for testers.
   *
   * @default - none: nobody reaches the new version before users do
   */
  readonly testTraffic?: TestTraffic;
}

/** How a canary deployment shifts traffic. */
export interface CanaryDeploymentOptions extends TrafficShiftOptions {
  /**
   * Share of the traffic that the new version gets first, from 0.1 to 100 % in steps of 0.1.
   *
   * @default 10 - enough requests to show errors, few enough users to meet them
   */
  readonly percent?: number;
  /**
   * How long it stays at that share, from 0 to 1440 whole minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly stepBakeTime?: Duration;
}

/** How a linear deployment shifts traffic. */
export interface LinearDeploymentOptions extends TrafficShiftOptions {
  /**
   * Share of the traffic that moves with each step, from 3 to 100 % in steps of 0.1.
   *
   * @default 20 - five steps, so that all traffic has moved after 20 minutes
   */
  readonly stepPercent?: number;
  /**
   * Time between two steps, from 0 to 1440 whole minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly stepBakeTime?: Duration;
}

const MIN_HEALTHY_PERCENT = 100;
const MAX_HEALTHY_PERCENT = 200;
const GRACE_PERIOD = Duration.seconds(60);
const BAKE_TIME = Duration.minutes(10);
const STEP_BAKE_TIME = Duration.minutes(5);
const CANARY_PERCENT = 10;
const LINEAR_PERCENT = 20;
/** Limit of Amazon ECS. */
const LONGEST_BAKE_TIME = Duration.minutes(1440);

type Shift = Pick<FargateServiceProps, 'linearConfiguration' | 'canaryConfiguration'>;

/**
 * How a new version takes over.
 *
 * Every kind keeps the full capacity, and rolls back by itself: when tasks do not start or fail their health checks
 * (circuit breaker),
 * and when an alarm on errors or latency goes off.
 *
 * @example
 * const deployment = Deployment.canary({ percent: 5, stepBakeTime: Duration.minutes(15) });
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
 */
export class Deployment {
  /** Task by task: both versions answer at the same time for as long as the replacement takes. */
  public static rolling(options: RollingDeploymentOptions = {}): Deployment {
    return new Deployment(DeploymentStrategy.ROLLING, options, {}, options, (prop) => rollingProblems(prop, options));
  }

  /**
   * A full second set of tasks, then all traffic at once. Needs an ingress, and twice the tasks for the time of the
   * deployment.
   */
  public static blueGreen(options: TrafficShiftOptions = {}): Deployment {
    return new Deployment(
      DeploymentStrategy.BLUE_GREEN, options, {}, {}, (prop) => shiftProblems(prop, options), options,
    );
  }

  /** A full second set of tasks, a small share of the traffic first, then the rest. Needs an ingress. */
  public static canary(options: CanaryDeploymentOptions = {}): Deployment {
    const shift = {
      stepPercent: options.percent ?? CANARY_PERCENT, stepBakeTime: options.stepBakeTime ?? STEP_BAKE_TIME,
    };
    return new Deployment(DeploymentStrategy.CANARY, options, { canaryConfiguration: shift }, {}, (prop) => [
      ...percentage(`${prop}.percent`, options.percent, 0.1),
      ...minutes(`${prop}.stepBakeTime`, options.stepBakeTime),
      ...shiftProblems(prop, options),
    ], options);
  }

  /** A full second set of tasks, and the traffic in equal steps. Needs an ingress. */
  public static linear(options: LinearDeploymentOptions = {}): Deployment {
    const shift = {
      stepPercent: options.stepPercent ?? LINEAR_PERCENT, stepBakeTime: options.stepBakeTime ?? STEP_BAKE_TIME,
    };
    return new Deployment(DeploymentStrategy.LINEAR, options, { linearConfiguration: shift }, {}, (prop) => [
      ...percentage(`${prop}.stepPercent`, options.stepPercent, 3),
      ...minutes(`${prop}.stepBakeTime`, options.stepBakeTime),
      ...shiftProblems(prop, options),
    ], options);
  }

  private constructor(
    private readonly strategy: DeploymentStrategy,
    private readonly common: DeploymentOptions,
    private readonly shift: Shift,
    private readonly rolling: RollingDeploymentOptions,
    private readonly problems: (prop: string) => Problem[],
    /** @internal */
    public readonly _traffic?: TrafficShiftOptions,
  ) {}

  /** @internal */
  public get _shiftsTraffic(): boolean {
    return this._traffic !== undefined;
  }

  /** @internal */
  public get _rollbackAlarms(): IAlarm[] {
    return [...this.common.rollbackAlarms ?? []];
  }

  /** @internal */
  public _problems(prop: string, hasIngress: boolean): Problem[] {
    return [
      ...this.problems(prop),
      ...duration(`${prop}.healthCheckGracePeriod`, this.common.healthCheckGracePeriod, {
        min: Duration.seconds(0), max: Duration.seconds(86_400),
      }),
      ...contradiction(!hasIngress && this.common.healthCheckGracePeriod !== undefined, {
        prop: `${prop}.healthCheckGracePeriod`, must: 'be left out without an ingress',
        got: this.common.healthCheckGracePeriod,
        advice: 'use "container.healthCheck.startPeriod" for a worker that starts slowly',
      }),
      ...contradiction(!hasIngress && this._shiftsTraffic, {
        prop, must: 'be Deployment.rolling without an ingress', got: this.strategy,
        advice: 'there is no traffic to shift',
      }),
    ];
  }

  /** @internal */
  public _render(hasIngress: boolean): Partial<FargateServiceProps> {
    return {
      deploymentStrategy: this.strategy,
      circuitBreaker: { enable: true, rollback: true },
      minHealthyPercent: this.rolling.minHealthyPercent ?? MIN_HEALTHY_PERCENT,
      maxHealthyPercent: this.rolling.maxHealthyPercent ?? MAX_HEALTHY_PERCENT,
      healthCheckGracePeriod: hasIngress ? this.common.healthCheckGracePeriod ?? GRACE_PERIOD : undefined,
      bakeTime: this._traffic && (this._traffic.bakeTime ?? BAKE_TIME),
      ...this.shift,
    };
  }

  /** @internal */
  public get _rebalances(): boolean {
    const max = this.rolling.maxHealthyPercent ?? MAX_HEALTHY_PERCENT;
    return isKnown(max) && max > 100;
  }
}

function rollingProblems(prop: string, options: RollingDeploymentOptions): Problem[] {
  const min = options.minHealthyPercent ?? MIN_HEALTHY_PERCENT;
  const max = options.maxHealthyPercent ?? MAX_HEALTHY_PERCENT;
  return [
    ...integer(`${prop}.minHealthyPercent`, options.minHealthyPercent, { min: 0, max: 100, unit: '%' }),
    ...integer(`${prop}.maxHealthyPercent`, options.maxHealthyPercent, { min: 100, max: 200, unit: '%' }),
    ...relation({
      prop: `${prop}.maxHealthyPercent`, must: `be above "${prop}.minHealthyPercent" (${min})`, got: max,
      advice: 'no task may be stopped and none added, so none could ever be replaced',
    }, [min, max], () => max > min || max < 100 || min > 100),
  ];
}

function shiftProblems(prop: string, options: TrafficShiftOptions): Problem[] {
  return [
    ...minutes(`${prop}.bakeTime`, options.bakeTime),
    ...integer(`${prop}.testTraffic.priority`, options.testTraffic?.priority, { min: 1, max: 50_000 }),
  ];
}

function percentage(prop: string, value: number | undefined, min: number): Problem[] {
  const outside = decimal(prop, value, { min, max: 100, unit: '%' });
  return outside.length > 0
    ? outside
    : relation({ prop, must: 'be a multiple of 0.1 %', got: value }, [value], () => Number.isInteger(value! * 10));
}

function minutes(prop: string, value: Duration | undefined): Problem[] {
  const outside = duration(prop, value, { min: Duration.minutes(0), max: LONGEST_BAKE_TIME });
  return outside.length > 0
    ? outside
    : relation({ prop, must: 'be whole minutes', got: value }, [value],
        () => Number.isInteger(value!.toMinutes({ integral: false })));
}
