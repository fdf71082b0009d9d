import type { Duration } from 'aws-cdk-lib';
import type { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { CapacityRange } from '../../core';
import type { ScalingPolicy } from '../../scaling';
import type { InstancePurchase } from './instance-purchase';
import type { Replacement } from './replacement';

/** A group of instances that follows the load. */
export interface AutoScalingOptions {
  /**
   * Type of the instances. A Graviton type such as `t4g.medium` runs arm64 images.
   *
   * @default - t3.medium; t3.micro with Profile.DEVELOPMENT and t3.small with Profile.STAGING
   */
  readonly instanceType?: InstanceType;

  /**
   * How many instances may run. A deployment never resets the number inside of the range.
   *
   * @default - 2 to 10; 1 to 2 with Profile.DEVELOPMENT and 1 to 4 with Profile.STAGING
   */
  readonly capacity?: CapacityRange;

  /**
   * Policies that change the number of instances: at least one for a range, none for a fixed number.
   *
   * @default [ScalingPolicy.cpuSteps()] - its alarms stand in the stack, so anybody can see what scales and why
   */
  readonly scaling?: ScalingPolicy[];

  /**
   * How you pay for the instances, and which other types may run besides `instanceType`.
   *
   * @default InstancePurchase.onDemand() - no instance is taken away
   */
  readonly purchase?: InstancePurchase;

  /**
   * How instances are replaced when their launch template changes.
   *
   * @default Replacement.instanceRefresh() - the new instance is healthy before the old one goes
   */
  readonly replacement?: Replacement;

  /**
   * How long a new instance may be unhealthy before the group replaces it, 0 to 2 hours, and at least `startTimeout`
   * of the bootstrap.
   *
   * @default Duration.minutes(5) - time for the boot, besides the 3 minutes that an application may take to start
   */
  readonly healthCheckGracePeriod?: Duration;

  /**
   * How long the group leaves the load of a new instance out of the average, 0 to 1 hour. The work of its start is not
   * demand.
   *
   * @default Duration.minutes(5) - as long as a new instance may be unhealthy
   */
  readonly instanceWarmup?: Duration;

  /**
   * Age at which the group replaces an instance, 1 to 365 days.
   *
   * @default - no such age
   */
  readonly maxInstanceLifetime?: Duration;
}
