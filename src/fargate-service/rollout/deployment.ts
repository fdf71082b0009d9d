import type {
  CanaryDeploymentOptions, LinearDeploymentOptions, RollingDeploymentOptions, TrafficShiftOptions,
} from './deployment-options';
import type { DeploymentVariant } from './deployment-variant';
import { RollingDeployment } from './rolling-deployment';
import { CANARY, LINEAR, ShiftingDeployment } from './shifting-deployment';
import { guardFactories } from '../../core';

/**
 * How a new version takes over.
 *
 * Every deployment keeps the full capacity unless you say otherwise, and rolls back by itself: when tasks do not start
 * or fail their health checks (circuit breaker), and when an alarm on errors or latency goes off.
 *
 * @example
 * const deployment = Deployment.canary({ percent: 5, stepBakeTime: Duration.minutes(15) });
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
 */
export class Deployment {
  /** Task by task. Both versions answer at the same time for as long as the replacement takes. */
  public static rolling(options: RollingDeploymentOptions = {}): Deployment {
    return new Deployment(new RollingDeployment(options));
  }

  /**
   * A full second set of tasks, then all traffic at once. Needs an ingress, and twice the tasks for the time of the
   * deployment.
   */
  public static blueGreen(options: TrafficShiftOptions = {}): Deployment {
    return new Deployment(new ShiftingDeployment(options));
  }

  /** A full second set of tasks, a small share of the traffic first, then the rest. Needs an ingress. */
  public static canary(options: CanaryDeploymentOptions = {}): Deployment {
    const { percent, stepBakeTime: bakeTime } = options;
    return new Deployment(new ShiftingDeployment(options, { shift: CANARY, percent, bakeTime }));
  }

  /** A full second set of tasks, and the traffic in equal steps. Needs an ingress. */
  public static linear(options: LinearDeploymentOptions = {}): Deployment {
    const { stepPercent: percent, stepBakeTime: bakeTime } = options;
    return new Deployment(new ShiftingDeployment(options, { shift: LINEAR, percent, bakeTime }));
  }

  private constructor(
    /** @internal */
    public readonly _variant: DeploymentVariant,
  ) {}
}

guardFactories(Deployment);
