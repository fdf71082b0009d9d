import { AwsService, servicesOfSecrets } from '../network';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { Bootstrap } from './bootstrap/bootstrap';
import type { ComputeKind } from './compute/compute-variant';

/** What an instance calls while it starts and runs: without NAT each needs an endpoint. */
export function servicesOf(
  bootstrap: Bootstrap, compute: ComputeKind, secrets: readonly Secret[], hasOwnKey: boolean,
): AwsService[] {
  const session = [AwsService.SSM, AwsService.SSM_MESSAGES];
  if (bootstrap._isNone) return session;
  return [
    ...session,
    // packages of Amazon Linux come from Amazon S3.
    AwsService.S3, AwsService.EC2, AwsService.LOGS, AwsService.MONITORING, AwsService.CLOUDFORMATION,
    ...compute.services,
    ...bootstrap._pullsPrivately ? [AwsService.ECR_API, AwsService.ECR_DOCKER] : [],
    ...hasOwnKey ? [AwsService.KMS] : [],
    ...servicesOfSecrets(secrets),
  ];
}
