import { AwsService, servicesOfSecrets } from '../network';
import type { FargateServiceProps } from './fargate-service-props';

/** What a task, or ECS on its behalf, calls before and while it runs. Without NAT each service needs an endpoint. */
export function servicesOf(props: FargateServiceProps, hasOwnKey: boolean): AwsService[] {
  const { migration, task } = props;
  const sidecars = task?.sidecars ?? [];
  const router = task?.logging?._variant.router;
  const calling = [...router ? [router] : [], ...sidecars.map(({ _variant }) => _variant)];
  const containers = [props, ...migration ? [migration._variant] : [], ...calling];
  const isPrivate = containers.some(({ image }) => image?._variant.isPublic === false);
  return [
    AwsService.LOGS,
    ...isPrivate ? [AwsService.ECR_API, AwsService.ECR_DOCKER, AwsService.S3] : [],
    ...servicesOfSecrets(containers.flatMap(({ secrets }) => Object.values(secrets ?? {}))),
    ...calling.flatMap(({ services }) => services),
    ...task?.enableExecuteCommand ? [AwsService.SSM_MESSAGES, ...hasOwnKey ? [AwsService.KMS] : []] : [],
  ];
}
