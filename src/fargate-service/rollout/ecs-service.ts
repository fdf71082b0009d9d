import { Duration, Lazy } from 'aws-cdk-lib';
import {
  AvailabilityZoneRebalancing, FargateService, type AlternateTarget, type CfnService, type FargateServiceProps,
} from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { isKnown } from '../../core';
import type { Entrance } from '../../workload';
import type { DeploymentOptions } from './deployment-options';

/** What a deployment is told about the service that it makes. */
export interface ServiceSpec {
  /** Everything that does not depend on the deployment. */
  readonly service: FargateServiceProps;
  readonly entrance: Entrance;
  /** Where requests go in a task. */
  readonly containerName: string;
  readonly containerPort: number;
}

/** How ECS replaces tasks. */
export type Rollout = Required<Pick<FargateServiceProps, 'deploymentStrategy' | 'minHealthyPercent' | 'maxHealthyPercent'>>
  & Pick<FargateServiceProps, 'bakeTime' | 'canaryConfiguration' | 'linearConfiguration'>;

/** Long enough for most applications to start. */
const GRACE_PERIOD = Duration.seconds(60);

/** A service of ECS whose deployments roll themselves back. */
export function createService(
  scope: Construct, { service, entrance }: ServiceSpec, rollout: Rollout, options: DeploymentOptions,
): FargateService {
  // on what users get: an alarm on the service itself would have to exist before the service, and the service before it.
  const alarms = [...entrance.createRollbackAlarms(scope), ...options.rollbackAlarms ?? []];
  const { maxHealthyPercent } = rollout;
  return new FargateService(scope, 'Service', {
    ...service,
    ...rollout,
    circuitBreaker: { enable: true, rollback: true },
    deploymentAlarms: alarms.length === 0 ? undefined : { alarmNames: alarms.map(({ alarmName }) => alarmName) },
    healthCheckGracePeriod: entrance.ingress ? options.healthCheckGracePeriod ?? GRACE_PERIOD : undefined,
    availabilityZoneRebalancing: isKnown(maxHealthyPercent) && maxHealthyPercent > 100
      ? AvailabilityZoneRebalancing.ENABLED
      : AvailabilityZoneRebalancing.DISABLED,
  });
}

/** Puts the tasks behind the ingress, or takes them out of one that was removed. */
export function attachTargets(
  service: FargateService, { entrance, containerName, containerPort }: ServiceSpec, alternateTarget?: AlternateTarget,
): void {
  const { ingress } = entrance;
  if (!ingress) return releaseTargets(service);
  service.loadBalancerTarget({ containerName, containerPort, alternateTarget })
    .attachToApplicationTargetGroup(ingress.targetGroup);
  resourceOf(service).node.addDependency(ingress.rule);
}

/** What CloudFormation makes. Dependencies go here, because scaling waits for the service anyway. */
export function resourceOf(service: FargateService): CfnService {
  return service.node.defaultChild as CfnService;
}

/**
 * Writes an empty list. If the list were absent, ECS would keep the targets of an ingress that was removed. Targets that
 * the user attaches still count.
 */
function releaseTargets(service: FargateService): void {
  const resource = resourceOf(service);
  const attached = resource.loadBalancers;
  resource.loadBalancers = Lazy.uncachedAny({
    produce: (context) => (context.resolve(attached) as unknown[] | undefined) ?? [],
  });
}
