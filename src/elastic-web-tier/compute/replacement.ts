import {
  instanceRefresh, rollingReplacement, type InstanceRefreshReplacementOptions, type ReplacementVariant,
  type RollingReplacementOptions,
} from './replacement-variant';
import { guardFactories } from '../../core';

/**
 * How a group replaces its instances when their launch template changes. Without it only new instances would get the
 * new version.
 *
 * @example
 * const compute = Compute.autoScaling({ replacement: Replacement.instanceRefresh({ maxHealthyPercent: 150 }) });
 */
export class Replacement {
  /**
   * EC2 Auto Scaling starts new instances, waits until they are ready, and only then ends old ones. Alarms stop the
   * refresh, and CloudFormation rolls back.
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
   */
  public static instanceRefresh(options: InstanceRefreshReplacementOptions = {}): Replacement {
    return new Replacement(instanceRefresh(options));
  }

  /**
   * CloudFormation replaces batch after batch, and waits for the signal of each new instance. The group does not scale
   * and does not balance its zones during that time.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
   */
  public static rolling(options: RollingReplacementOptions = {}): Replacement {
    return new Replacement(rollingReplacement(options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: ReplacementVariant,
  ) {}
}

guardFactories(Replacement);
