import type { Duration } from 'aws-cdk-lib';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { CapacityRange, ifTold, Profile } from '../core';
import type { TargetSpec } from '../ingress';
import type { AwsService } from '../network';
import { ScalingPolicy } from '../scaling';
import { alwaysRunning, APPLICATION_PORT, PRIVATE_PLACEMENT, type PlacementVariant } from '../workload';
import type { FargateServiceProps } from './fargate-service-props';
import { servicesOf } from './required-services';
import { Deployment } from './rollout/deployment';
import type { ContainerOptions } from './task/container-options';
import { APP } from './task/containers';
import { CLOUD_WATCH, type LoggingVariant } from './task/logging';
import type { Sidecar } from './task/sidecar';
import { TaskSize } from './task/task-size';

/** The props with every default filled in. */
export interface ResolvedProps extends FargateServiceProps {
  readonly port: number;
  readonly size: TaskSize;
  readonly architecture: CpuArchitecture;
  readonly container: ContainerOptions;
  readonly sidecars: Sidecar[];
  readonly logging: LoggingVariant;
  readonly enableExecuteCommand: boolean;
  readonly capacity: CapacityRange;
  /** None with a fixed capacity. */
  readonly policies: readonly ScalingPolicy[];
  /** How many tasks always run. */
  readonly fewest: number;
  /** How many tasks may run, those that schedules ask for included. */
  readonly range: CapacityRange;
  readonly deployment: Deployment;
  readonly hasIngress: boolean;
  /** What an ingress is told about the tasks. */
  readonly target: TargetSpec;
  /** Container that the load balancer sends requests to. */
  readonly targetContainer: string;
  /** Subnets and further security groups. */
  readonly placed: PlacementVariant;
  /** How long the load balancer waits for open requests; nothing without an ingress. */
  readonly deregistrationDelay?: Duration;
  /** What tasks call before and while they run. */
  readonly services: readonly AwsService[];
  readonly containerInsights: boolean;
}

/** The policies that work in the end. */
export function policiesOf(capacity: CapacityRange, scaling?: ScalingPolicy[]): ScalingPolicy[] {
  return capacity.isFixed ? [] : scaling ?? [ScalingPolicy.cpuTarget()];
}

export function resolveProps(scope: Construct, props: FargateServiceProps): ResolvedProps {
  const defaults = Profile.of(scope)._defaults;
  const port = props.port ?? APPLICATION_PORT;
  const deployment = props.deployment ?? Deployment.rolling();
  const capacity = props.capacity ?? defaults.taskCapacity;
  const fewest = alwaysRunning(capacity, props.scaling);
  const task = props.task ?? {};
  const placed = props.placement?._variant ?? PRIVATE_PLACEMENT;
  const proxy = task.sidecars?.find(({ _variant }) => _variant.receivesRequests === true)?._variant;
  return {
    ...props,
    port,
    size: task.size ?? TaskSize.of({ cpu: defaults.taskCpu, memoryMiB: defaults.taskMemoryMiB }),
    architecture: task.architecture ?? CpuArchitecture.X86_64,
    container: props.container ?? {},
    sidecars: task.sidecars ?? [],
    logging: task.logging?._variant ?? CLOUD_WATCH,
    enableExecuteCommand: task.enableExecuteCommand ?? false,
    capacity,
    policies: policiesOf(capacity, props.scaling),
    fewest,
    range: CapacityRange.between(fewest, capacity.max),
    deployment,
    hasIngress: props.ingress !== undefined,
    target: {
      vpc: props.vpc, port: proxy?.port ?? port, targetType: TargetType.IP,
      shiftsTraffic: deployment._variant.shiftsTraffic,
      zones: ifTold(() => props.vpc.selectSubnets(placed.subnetsOf(props.vpc)).availabilityZones),
    },
    targetContainer: proxy?.name ?? APP,
    placed,
    deregistrationDelay: props.ingress?._variant.deregistrationDelay,
    services: servicesOf(props, defaults.customerManagedKeys),
    containerInsights: defaults.containerInsights,
  };
}
