import { Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import {
  areKnown, contradiction, inWords, oneOf, port, relation, retentionProblems, variableProblems,
  type CapacityRange, type Problem,
} from '../core';
import { hasInternetEgress, type AwsService } from '../network';
import { scalingProblems } from '../scaling';
import { workloadNetworkProblems } from '../workload';
import { hasCapacityProviders } from './cluster';
import { containerProblems } from './container-options';
import type { FargateServiceProps } from './fargate-service-props';
import type { ServiceImage } from './service-image';
import type { Sidecar } from './sidecar';
import { drainProblems } from './stop-timeout';
import type { TaskSize } from './task-size';
import { APP, MIGRATION } from './task';

/** What the rules look at besides the props: defaults that depend on the profile. */
export interface Effective {
  readonly port: number;
  readonly size: TaskSize;
  readonly capacity: CapacityRange;
  readonly services: readonly AwsService[];
  readonly ingress: readonly Problem[];
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_CONTAINERS = 10;

export function fargateServiceProblems(props: FargateServiceProps, effective: Effective): Problem[] {
  const { sidecars = [], migration, container = {}, ingress } = props;
  const hasIngress = ingress !== undefined;
  return [
    ...workloadNetworkProblems(props.vpc, effective.services, () => egressProblems(props)),
    ...clusterProblems(props),
    ...port('port', props.port),
    ...props.size?._problems('size') ?? [],
    ...oneOf(
      'architecture', props.architecture?._cpuArchitecture,
      [CpuArchitecture.X86_64, CpuArchitecture.ARM64].map((a) => a._cpuArchitecture),
    ),
    ...variableProblems('', props),
    ...retentionProblems('logRetention', props.logRetention),
    ...containerProblems('container', container),
    ...contradiction(props.enableExecuteCommand === true && container.readonlyRootFilesystem === true, {
      prop: 'enableExecuteCommand', must: 'be left out with "container.readonlyRootFilesystem"', got: true,
      advice: 'the agent of ECS Exec writes to the file system of the container',
    }),
    ...props.capacity?._problems('capacity') ?? [],
    ...scalingProblems('scaling', props.scaling, effective.capacity, hasIngress),
    ...effective.ingress,
    ...drainProblems(container.stopTimeout, ingress?._variant.deregistrationDelay),
    ...props.deployment?._problems('deployment', hasIngress) ?? [],
    ...migration?._problems('migration') ?? [],
    ...props.spot?._problems('spot') ?? [],
    ...props.serviceConnect?._problems('serviceConnect') ?? [],
    ...contradiction(sidecars.length + (migration ? 2 : 1) > MAX_CONTAINERS, {
      prop: 'sidecars', must: `be at most ${MAX_CONTAINERS - (migration ? 2 : 1)}`, got: sidecars.length,
      advice: `a task has at most ${MAX_CONTAINERS} containers, and the others are its own`,
    }),
    ...sidecarProblems(sidecars, effective),
    ...props.image._problems('image'),
    ...ownImageProblems('migration.image', migration?._options.image),
    ...sidecars.flatMap((sidecar, i) => ownImageProblems(`sidecars[${i}].image`, sidecar._options.image)),
  ];
}

function clusterProblems({ cluster, vpc, spot }: FargateServiceProps): Problem[] {
  if (!cluster) return [];
  return [
    ...contradiction(isElsewhere(cluster.vpc, vpc), {
      prop: 'cluster', must: 'be in the VPC of the service', got: inWords(`one in ${cluster.vpc.node.path}`),
      advice: `the service is in ${vpc.node.path}`,
    }),
    ...contradiction(spot !== undefined && hasCapacityProviders(cluster) === false, {
      prop: 'spot', must: 'be used in a cluster with the capacity providers FARGATE and FARGATE_SPOT',
      got: inWords(`${cluster.node.path} without them`),
      advice: 'set "enableFargateCapacityProviders" of the cluster',
    }),
  ];
}

/**
 * Two VPCs that the app makes are never the same; an imported one and a made one are compared by id where both are
 * known.
 */
function isElsewhere(one: IVpc, other: IVpc): boolean {
  if (one === other) return false;
  return areKnown(one.vpcId, other.vpcId) ? one.vpcId !== other.vpcId : one instanceof Vpc && other instanceof Vpc;
}

function sidecarProblems(sidecars: readonly Sidecar[], { size, port: appPort }: Effective): Problem[] {
  const options = sidecars.map((sidecar) => sidecar._options);
  const names = options.map(({ name }) => name);
  const ports = [appPort, ...options.flatMap((option) => option.port === undefined ? [] : [option.port])];
  const memory = options.map(({ memoryMiB }) => memoryMiB);
  const cpu = options.flatMap((option) => option.cpu === undefined ? [] : [option.cpu]);
  return [
    ...sidecars.flatMap((sidecar, i) => sidecar._problems(`sidecars[${i}]`)),
    ...names.flatMap((name, i) => contradiction([APP, MIGRATION].includes(name) || names.indexOf(name) < i, {
      prop: `sidecars[${i}].name`, must: `be unique in the task, and neither "${APP}" nor "${MIGRATION}"`, got: name,
    })),
    ...options.flatMap((option, i) => relation({
      prop: `sidecars[${i}].port`, must: 'be a port that no other container of the task listens on', got: option.port,
    }, [option.port, ...ports], () => ports.filter((other) => other === option.port).length === 1)),
    ...relation({
      prop: 'sidecars', must: `leave the application memory of the ${size.memoryMiB} MiB of the task`,
      got: inWords(`${sum(memory)} MiB for sidecars`), advice: 'give a larger "size"',
    }, [size.memoryMiB, ...memory], () => sum(memory) < size.memoryMiB),
    ...relation({
      prop: 'sidecars', must: `have together at most the ${size.cpu} CPU units of the task`, got: sum(cpu),
      advice: 'give a larger "size"',
    }, [size.cpu, ...cpu], () => sum(cpu) <= size.cpu),
  ];
}

function ownImageProblems(prop: string, image: ServiceImage | undefined): Problem[] {
  return contradiction(image?._isManaged === true, {
    prop, must: 'come from a repository that exists', got: inWords('ServiceImage.managedRepository'),
    advice: 'use ServiceImage.fromRepository',
  });
}

/**
 * An image of a public registry cannot be pulled from a VPC that has no way to the internet, and no endpoint exists for
 * it.
 */
function egressProblems({ vpc, image, migration, sidecars = [] }: FargateServiceProps): Problem[] {
  if (hasInternetEgress(vpc)) return [];
  const images: [string, ServiceImage | undefined][] = [
    ['image', image], ['migration.image', migration?._options.image],
    ...sidecars.map((sidecar, i): [string, ServiceImage] => [`sidecars[${i}].image`, sidecar._options.image]),
  ];
  return images.flatMap(([prop, from]) => contradiction(from?._isPublic === true, {
    prop, must: 'come from a private ECR repository in a VPC without a way to the internet',
    got: inWords(from?._isManaged ? 'the placeholder of an empty repository' : 'one of a public registry'),
    advice: from?._isManaged
      ? 'make an ImageRepository in a stack of its own, push an image to it, and use ServiceImage.fromRepository'
      : 'copy it to a repository of yours and use ServiceImage.fromRepository, or give the VPC a NAT gateway',
  }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
