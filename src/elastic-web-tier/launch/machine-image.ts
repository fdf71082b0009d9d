import { Annotations, Token } from 'aws-cdk-lib';
import { InstanceArchitecture, MachineImage, type IMachineImage } from 'aws-cdk-lib/aws-ec2';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { cpuTypeOf } from './instance-type';

/**
 * Amazon Linux 2023.
 *
 * A group takes the newest image with each deployment, and replaces its instances without loss. A single instance must
 * not be replaced
 * by surprise: its image is looked up once and kept in `cdk.context.json`, until `cdk context --reset` or an image of
 * yours.
 */
export function amazonLinux(scope: Construct, architecture: InstanceArchitecture, isPinned: boolean): IMachineImage {
  const { account, region } = Stack.of(scope);
  const canPin = !Token.isUnresolved(account) && !Token.isUnresolved(region);
  if (isPinned && !canPin) {
    Annotations.of(scope).addWarningV2('cdk-elastic-web:floatingMachineImage',
      'the stack has no environment, so its machine image cannot be kept: a new release of Amazon Linux replaces the '
      + 'instance at the next deployment. '
      + 'Give the stack account and region, or give a "machineImage" with a fixed id');
  }
  return MachineImage.latestAmazonLinux2023({ cpuType: cpuTypeOf(architecture), cachedInContext: isPinned && canPin });
}
