import type { InstanceType, IVolume } from 'aws-cdk-lib/aws-ec2';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { BootLifecycle } from '../boot/lifecycle';

/** What the launch of an instance takes from the way it is run. */
export interface InstancePlan {
  /** Data that outlives the instance. */
  readonly dataVolume?: IVolume;
  /** What the first boot does because of the way the instance is run. */
  readonly lifecycle: BootLifecycle;
  /** Rights that the first boot needs because of it. */
  readonly statements: readonly PolicyStatement[];
  /** Instance types that may run besides that of the tier. */
  readonly otherInstanceTypes: readonly InstanceType[];
  /** Whether the machine image must stay the same, because a new one would replace the instance. */
  readonly pinsImage: boolean;
  /** Smallest number of instances that always run. */
  readonly fewest: number;
}
