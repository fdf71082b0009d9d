import type { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IDeploymentLifecycleHookTarget } from 'aws-cdk-lib/aws-ecs';
import type { IApplicationListener, ListenerCondition } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** What every kind of deployment has. */
export interface DeploymentOptions {
  /**
   * How long ECS ignores what the load balancer says about a new task, from 0 to 86400 seconds. Rejected without an
   * ingress.
   *
   * @default - 60 seconds with an ingress
   */
  readonly healthCheckGracePeriod?: Duration;
  /**
   * Further alarms that roll a deployment back, besides those that the library makes from the signals of the ingress.
   *
   * An alarm on a metric of the service itself depends on the service, and cannot be used: give an alarm on what users
   * see.
   *
   * @default - only the library's own
   */
  readonly rollbackAlarms?: IAlarm[];
}

/** How tasks are replaced. */
export interface RollingDeploymentOptions extends DeploymentOptions {
  /**
   * Smallest share of the tasks that runs during a deployment, from 0 to 100 %.
   *
   * @default 100 - no loss of capacity
   */
  readonly minHealthyPercent?: number;
  /**
   * Largest share of the tasks that runs during a deployment, from 100 to 200 % and above `minHealthyPercent`.
   *
   * @default 200 - all new tasks at once: the shortest deployment
   */
  readonly maxHealthyPercent?: number;
}

/** Where testers see the new version before users do. */
export interface TestTraffic {
  /**
   * A further listener of the same load balancer, for example on port 8443. The listener of the users needs
   * `conditions`, and one of another load balancer is rejected.
   */
  readonly listener: IApplicationListener;
  /**
   * Which requests on it go to the new version.
   *
   * @default - all
   */
  readonly conditions?: ListenerCondition[];
  /**
   * Priority of the rule on the listener, from 1 to 50000 and unique there.
   *
   * @default 1
   */
  readonly priority?: number;
}

/** What every deployment that shifts traffic has. */
export interface TrafficShiftOptions extends DeploymentOptions {
  /**
   * How long both versions run after all traffic has moved, 0 to 1440 whole minutes. Until then a rollback is instant.
   *
   * @default Duration.minutes(10) - long enough to show errors that only many requests bring about
   */
  readonly bakeTime?: Duration;
  /**
   * Lambda functions that ECS calls at the stages of a deployment, and that can stop it. Each has an id of its own,
   * unless it has a role of its own.
   *
   * @default - ECS calls none
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
   * Share of the traffic that goes to the new version first, from 0.1 to 100 % in steps of 0.1.
   *
   * @default 10 - enough requests to show errors, and few users see them
   */
  readonly percent?: number;
  /**
   * How long the traffic stays at that share, from 0 to 1440 whole minutes.
   *
   * @default Duration.minutes(5) - the alarm on errors of the targets needs up to 4 minutes
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
   * @default Duration.minutes(5) - the alarm on errors of the targets needs up to 4 minutes
   */
  readonly stepBakeTime?: Duration;
}
