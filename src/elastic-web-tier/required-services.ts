import type { Secret } from 'aws-cdk-lib/aws-ecs';
import { AwsService, servicesOfSecrets } from '../network';
import type { ComputeVariant } from './compute/compute-variant';
import type { ResolvedTier } from './launch/resolved-tier';

/** AWS services that an instance calls while it starts and runs. Without NAT each of them needs an endpoint. */
export function servicesOf(
  { bootstrap, defaults }: ResolvedTier, compute: ComputeVariant, secrets: { readonly [name: string]: Secret } = {},
): AwsService[] {
  const session = [AwsService.SSM, AwsService.SSM_MESSAGES];
  if (bootstrap.isNone) return session;
  return [
    ...session,
    // packages of Amazon Linux come from Amazon S3.
    AwsService.S3, AwsService.EC2, AwsService.LOGS, AwsService.MONITORING, AwsService.CLOUDFORMATION,
    ...compute.services,
    ...bootstrap.pullsPrivately ? [AwsService.ECR_API, AwsService.ECR_DOCKER] : [],
    ...defaults.customerManagedKeys ? [AwsService.KMS] : [],
    ...servicesOfSecrets(Object.values(secrets)),
  ];
}
