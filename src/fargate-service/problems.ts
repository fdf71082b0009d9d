import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import type { Construct, IConstruct } from 'constructs';
import {
  type CapacityRange, contradiction, injectedSecretProblems, inWords, oneOf, port, type Problem, secretPlaceProblems,
  variableProblems,
} from '../core';
import { fetchedSecrets, hasInternetEgress, otherRegionProblems, vpcPlaceProblems, type Fetched } from '../network';
import { scalingProblems, type ScalingPolicy } from '../scaling';
import { repositoryPlaceProblems, rollbackAlarmProblems, workloadNetworkProblems } from '../workload';
import { clusterProblems } from './cluster-problems';
import type { FargateServiceProps } from './fargate-service-props';
import type { ServiceImage } from './image/service-image';
import { policiesOf, type ResolvedProps } from './resolved-props';
import { hookPlaceProblems } from './rollout/lifecycle-hooks';
import { containerProblems } from './task/container-options';
import { definitionSizeProblems } from './task/definition-size';
import { sidecarProblems } from './task/sidecar-problems';
import { drainProblems } from './task/stop-timeout';
import { mountProblems, type ContainerMounts } from './task/volume';

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html */
const MOST_SCHEDULES = 200;
/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html */
const MOST_SUBNETS = 16;

/**
 * Everything that is wrong with the props.
 *
 * @param props as the user gave them
 * @param resolved the same with the defaults of the profile
 */
export function fargateServiceProblems(
  scope: Construct, props: FargateServiceProps, resolved: ResolvedProps,
): Problem[] {
  const { hasIngress } = resolved;
  const ingress = props.ingress?._variant;
  const ingressProblems = ingress?.problems('ingress', scope, resolved.target) ?? [];
  // a rule with mistakes of its own cannot be compared with others.
  const rule = ingressProblems.length > 0 ? undefined : ingress?.rule?.(scope);
  return [
    ...vpcPlaceProblems(scope, 'vpc', props.vpc),
    ...networkProblems(scope, resolved),
    ...clusterProblems(scope, props),
    ...port('port', props.port),
    ...props.task?.size?._problems('task.size') ?? [],
    ...oneOf(
      'task.architecture', props.task?.architecture?._cpuArchitecture,
      [CpuArchitecture.X86_64, CpuArchitecture.ARM64].map((a) => a._cpuArchitecture),
    ),
    ...variableProblems('', props),
    ...containerProblems('container', resolved.container),
    ...sessionProblems(resolved),
    ...props.capacity?._problems('capacity') ?? [],
    ...taskScalingProblems(scope, 'scaling', props.scaling, resolved.capacity, hasIngress),
    ...ingressProblems,
    ...drainProblems(props.container?.stopTimeout, resolved.deregistrationDelay),
    ...resolved.deployment._variant.problems('deployment', hasIngress, rule, resolved.range),
    ...alarmProblems(scope, resolved),
    ...props.migration?._variant.problems('migration') ?? [],
    ...props.spot?._variant.problems('spot') ?? [],
    ...props.serviceConnect?._variant.problems('serviceConnect', scope, hasIngress) ?? [],
    ...sidecarProblems(resolved),
    ...resolved.logging.problems('task.logging', scope),
    ...mountProblems(scope, resolved.target, mountsOf(resolved)),
    ...props.image._variant.problems('image', scope),
    ...imagePlaceProblems(scope, reachedFrom(resolved), [['image', props.image], ...otherImages(resolved)]),
    ...secretProblems(scope, resolved),
    ...managedImageProblems(resolved),
    ...definitionSizeProblems(resolved),
  ];
}

/** The subnets of the tasks, and their way to what they call. */
function networkProblems(scope: IConstruct, resolved: ResolvedProps): Problem[] {
  const { vpc, services, placed } = resolved;
  const problems = workloadNetworkProblems(scope, vpc, services, () => egressProblems(resolved), placed);
  // only subnets that there are can be counted.
  if (problems.length > 0) return problems;
  const { length } = vpc.selectSubnets(placed.subnetsOf(vpc)).subnets;
  return contradiction(length > MOST_SUBNETS, {
    prop: 'placement.vpcSubnets', must: `select at most ${MOST_SUBNETS} subnets`, got: length,
    advice: 'Amazon ECS takes no more; name one group of them',
  });
}

/** Policies that do not fit the number of tasks, or each other. */
export function taskScalingProblems(
  scope: IConstruct, prop: string, scaling: ScalingPolicy[] | undefined, capacity: CapacityRange, hasTargets: boolean,
): Problem[] {
  return scalingProblems(prop, {
    scope, policies: scaling, usual: policiesOf(capacity, scaling), capacity, hasTargets, mostSchedules: MOST_SCHEDULES,
  });
}

function sessionProblems({ enableExecuteCommand, container }: ResolvedProps): Problem[] {
  return contradiction(enableExecuteCommand && container.readonlyRootFilesystem === true, {
    prop: 'task.enableExecuteCommand', must: 'be left out with "container.readonlyRootFilesystem"', got: true,
    advice: 'the agent of ECS Exec writes to the file system of the container',
  });
}

function alarmProblems(scope: Construct, { deployment }: ResolvedProps): Problem[] {
  const { options: { rollbackAlarms = [] }, hooks = [] } = deployment._variant;
  return [
    ...rollbackAlarmProblems(
      scope, 'deployment.rollbackAlarms', rollbackAlarms, 'ECS looks for alarms where the service is',
    ),
    ...hookPlaceProblems(scope, 'deployment.hooks', hooks),
  ];
}

/** The images of the containers beside the application, by prop. */
function otherImages(
  { migration, sidecars, logging }: ResolvedProps,
): [prop: string, image: ServiceImage | undefined][] {
  return [
    ['migration.image', migration?._variant.image],
    ['task.logging.image', logging.router?.image],
    ...sidecars.map(({ _variant }, i): [string, ServiceImage] => [`task.sidecars[${i}].image`, _variant.image]),
  ];
}

/** The VPC whose ways out count; nothing where tasks have addresses of their own in the internet. */
function reachedFrom({ vpc, placed }: ResolvedProps): IVpc | undefined {
  return placed.isPublic ? undefined : vpc;
}

/** Repositories that the tasks cannot pull from, and credentials that they cannot read. */
export function imagePlaceProblems(
  scope: IConstruct, vpc: IVpc | undefined,
  images: readonly (readonly [prop: string, image: ServiceImage | undefined])[],
): Problem[] {
  return images.flatMap(([prop, image]) => {
    const { repository, credentials } = image?._variant ?? {};
    return [
      ...repository ? repositoryPlaceProblems(`${prop}.repository`, scope, repository) : [],
      ...secretPlaceProblems(scope, `${prop}.credentials`, credentials?.secretArn),
      ...otherRegionProblems(scope, vpc, [
        [`${prop}.repository`, repository?.repositoryArn], [`${prop}.credentials`, credentials?.secretArn],
      ]),
    ];
  });
}

/** The secrets that ECS fetches for each container, by prop. */
function fetchedOf({ secrets, migration, sidecars, logging }: ResolvedProps): Fetched[] {
  return [
    ...fetchedSecrets('', secrets),
    ...fetchedSecrets('migration.', migration?._variant.secrets),
    ...fetchedSecrets('task.logging.output.', logging.router?.secrets),
    ...sidecars.flatMap(({ _variant }, i) => fetchedSecrets(`task.sidecars[${i}].`, _variant.secrets)),
  ];
}

/** Places and fields of secrets that are injected into each container. */
function secretProblems(scope: Construct, resolved: ResolvedProps): Problem[] {
  const { secrets, migration, sidecars } = resolved;
  return [
    ...otherRegionProblems(scope, reachedFrom(resolved), fetchedOf(resolved)),
    ...injectedSecretProblems(scope, '', secrets),
    ...injectedSecretProblems(scope, 'migration.', migration?._variant.secrets),
    ...sidecars.flatMap(({ _variant }, i) => injectedSecretProblems(scope, `task.sidecars[${i}].`, _variant.secrets)),
  ];
}

/** The volumes that each container mounts, by prop. */
function mountsOf({ container, migration, sidecars }: ResolvedProps): ContainerMounts[] {
  return [
    { prop: 'container.mounts', mounts: container.mounts ?? [] },
    { prop: 'migration.mounts', mounts: migration?._variant.mounts ?? [] },
    ...sidecars.map(({ _variant }, i) => ({ prop: `task.sidecars[${i}].mounts`, mounts: _variant.mounts ?? [] })),
  ];
}

/** Only the application may run from the repository that the service makes. */
function managedImageProblems(props: ResolvedProps): Problem[] {
  return otherImages(props).flatMap(([prop, image]) => contradiction(image?._variant.isManaged === true, {
    prop, must: 'come from a repository that exists', got: inWords('ServiceImage.managedRepository'),
    advice: 'use ServiceImage.fromRepository',
  }));
}

/** Without internet access no task can pull from a public registry, and there is no endpoint for one. */
function egressProblems(props: ResolvedProps): Problem[] {
  if (hasInternetEgress(props.vpc)) return [];
  const images: [string, ServiceImage | undefined][] = [['image', props.image], ...otherImages(props)];
  return images.flatMap(([prop, image]) => contradiction(image?._variant.isPublic === true, {
    prop, must: 'come from a private ECR repository in a VPC without a way to the internet',
    got: inWords(image?._variant.isManaged ? 'the placeholder of an empty repository' : 'one of a public registry'),
    advice: image?._variant.isManaged
      ? 'make an ImageRepository in a stack of its own, push an image to it, and use ServiceImage.fromRepository'
      : 'copy it to a repository of yours and use ServiceImage.fromRepository, or give the VPC a NAT gateway',
  }));
}
