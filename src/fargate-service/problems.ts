import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture, type ICluster } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import {
  contradiction, inWords, oneOf, port, retentionProblems, variableProblems, type Problem,
} from '../core';
import { areDifferentVpcs, hasInternetEgress } from '../network';
import { scalingProblems } from '../scaling';
import { workloadNetworkProblems } from '../workload';
import { hasCapacityProviders } from './cluster';
import type { FargateServiceProps } from './fargate-service-props';
import type { ServiceImage } from './image/service-image';
import type { ResolvedProps } from './resolved-props';
import { containerProblems } from './task/container-options';
import { sidecarProblems } from './task/sidecar-problems';
import { drainProblems } from './task/stop-timeout';

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
    ...workloadNetworkProblems(props.vpc, resolved.services, () => egressProblems(resolved)),
    ...clusterProblems(props),
    ...port('port', props.port),
    ...props.size?._problems('size') ?? [],
    ...oneOf(
      'architecture', props.architecture?._cpuArchitecture,
      [CpuArchitecture.X86_64, CpuArchitecture.ARM64].map((a) => a._cpuArchitecture),
    ),
    ...variableProblems('', props),
    ...retentionProblems('logRetention', props.logRetention),
    ...containerProblems('container', resolved.container),
    ...sessionProblems(resolved),
    ...props.capacity?._problems('capacity') ?? [],
    ...scalingProblems('scaling', props.scaling, resolved.capacity, hasIngress),
    ...ingressProblems,
    ...drainProblems(props.container?.stopTimeout, resolved.deregistrationDelay),
    ...resolved.deployment._variant.problems('deployment', hasIngress, rule),
    ...props.migration?._variant.problems('migration') ?? [],
    ...props.spot?._variant.problems('spot') ?? [],
    ...props.serviceConnect?._variant.problems('serviceConnect') ?? [],
    ...sidecarProblems(resolved),
    ...props.image._variant.problems('image'),
    ...managedImageProblems(resolved),
  ];
}

function sessionProblems({ enableExecuteCommand, container }: ResolvedProps): Problem[] {
  return contradiction(enableExecuteCommand === true && container.readonlyRootFilesystem === true, {
    prop: 'enableExecuteCommand', must: 'be left out with "container.readonlyRootFilesystem"', got: true,
    advice: 'the agent of ECS Exec writes to the file system of the container',
  });
}

function clusterProblems({ cluster, vpc, spot }: FargateServiceProps): Problem[] {
  if (!cluster) return [];
  return [
    ...clusterVpcProblems('cluster', cluster, vpc),
    ...contradiction(spot !== undefined && hasCapacityProviders(cluster) === false, {
      prop: 'spot', must: 'be used in a cluster with the capacity providers FARGATE and FARGATE_SPOT',
      got: inWords(`${cluster.node.path} without them`),
      advice: 'set "enableFargateCapacityProviders" of the cluster',
    }),
  ];
}

/** Tasks run in the VPC of their cluster. */
export function clusterVpcProblems(prop: string, cluster: ICluster, vpc: IVpc): Problem[] {
  return contradiction(areDifferentVpcs(cluster.vpc, vpc), {
    prop, must: 'be in the VPC of the service', got: inWords(`one in ${cluster.vpc.node.path}`),
    advice: `the service is in ${vpc.node.path}`,
  });
}

/** The images of the containers beside the application, by prop. */
function otherImages({ migration, sidecars }: ResolvedProps): [prop: string, image: ServiceImage | undefined][] {
  return [
    ['migration.image', migration?._variant.image],
    ...sidecars.map(({ _variant }, i): [string, ServiceImage] => [`sidecars[${i}].image`, _variant.image]),
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
