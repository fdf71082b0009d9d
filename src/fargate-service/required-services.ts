import { AwsService, servicesOfSecrets } from '../network';
import type { FargateServiceProps } from './fargate-service-props';

/** What a task, or ECS on its behalf, calls before and while it runs. Without NAT each service needs an endpoint. */
export function servicesOf(props: FargateServiceProps, hasOwnKey: boolean): AwsService[] {
  const { migration, sidecars = [], logRouter, enableExecuteCommand = false } = props;
  const others = [...migration ? [migration] : [], ...logRouter ? [logRouter] : [], ...sidecars];
  const containers = [props, ...others.map(({ _variant }) => _variant)];
  const calling = [...logRouter ? [logRouter] : [], ...sidecars];
  const isPrivate = containers.some(({ image }) => image?._variant.isPublic === false);
  return [
    AwsService.LOGS,
    ...isPrivate ? [AwsService.ECR_API, AwsService.ECR_DOCKER, AwsService.S3] : [],
    ...servicesOfSecrets(containers.flatMap(({ secrets }) => Object.values(secrets ?? {}))),
    ...calling.flatMap(({ _variant }) => _variant.services),
    ...enableExecuteCommand ? [AwsService.SSM_MESSAGES, ...hasOwnKey ? [AwsService.KMS] : []] : [],
  ];
}
