import { AwsService, servicesOfSecrets } from '../network';
import type { FargateServiceProps } from './fargate-service-props';

/** What a task calls, or ECS for it, before and while it runs: without NAT each needs an endpoint. */
export function servicesOf(props: FargateServiceProps, hasOwnKey: boolean): AwsService[] {
  const { migration, sidecars = [], enableExecuteCommand = false } = props;
  const containers = [props, ...migration ? [migration._options] : [], ...sidecars.map((sidecar) => sidecar._options)];
  const isPrivate = containers.some(({ image }) => image !== undefined && !image._isPublic);
  return [
    AwsService.LOGS,
    ...isPrivate ? [AwsService.ECR_API, AwsService.ECR_DOCKER, AwsService.S3] : [],
    ...servicesOfSecrets(containers.flatMap(({ secrets }) => Object.values(secrets ?? {}))),
    ...enableExecuteCommand ? [AwsService.SSM_MESSAGES, ...hasOwnKey ? [AwsService.KMS] : []] : [],
  ];
}
