import { Duration, Lazy } from 'aws-cdk-lib';
import {
  AvailabilityZoneRebalancing, FargateService, type AlternateTarget, type CfnService, type DeploymentAlarmOptions,
  type FargateServiceProps,
} from 'aws-cdk-lib/aws-ecs';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { isKnown } from '../../core';
import type { DeploymentVariant, ServiceSpec } from './deployment-variant';

type Plan = Pick<DeploymentVariant, 'options' | 'rollout'>;

/** Long enough for most applications to start. */
const GRACE_PERIOD = Duration.seconds(60);

/** A service that keeps alarms which are added after it was made: the CDK drops all but the first ones. */
class WatchedService extends FargateService {
  /** Attaches groups to the tasks without rules for what the service is connected to. */
  public attach(groups: readonly ISecurityGroup[]): void {
    const configuration = this.networkConfiguration?.awsvpcConfiguration as CfnService.AwsVpcConfigurationProperty;
    const securityGroups = [
      ...configuration.securityGroups ?? [], ...groups.map(({ securityGroupId }) => securityGroupId),
    ];
    this.networkConfiguration = { awsvpcConfiguration: { ...configuration, securityGroups } };
  }

  public override enableDeploymentAlarms(alarmNames: string[], options?: DeploymentAlarmOptions): void {
    const before = this.deploymentAlarms?.alarmNames ?? [];
    super.enableDeploymentAlarms(alarmNames, options);
    const all = [...new Set([...before, ...alarmNames])];
    if (this.deploymentAlarms) this.deploymentAlarms = { ...this.deploymentAlarms, alarmNames: all };
  }
}

/** A service of ECS whose deployments roll themselves back. */
export function createService(
  scope: Construct, { service, furtherGroups, entrance }: ServiceSpec, plan: Plan,
): FargateService {
  // on what users get: an alarm on the service itself would have to exist before the service, and the reverse.
  const alarms = [...entrance.createRollbackAlarms(), ...plan.options.rollbackAlarms ?? []];
  const made = new WatchedService(scope, 'Service', {
    ...service,
    ...rolloutProps(plan, entrance.ingress !== undefined),
    deploymentAlarms: alarms.length === 0 ? undefined : { alarmNames: alarms.map(({ alarmName }) => alarmName) },
  });
  if (furtherGroups.length > 0) made.attach(furtherGroups);
  return made;
}

/** How ECS replaces tasks, and when it goes back. */
export function rolloutProps({ options, rollout }: Plan, hasIngress: boolean): Partial<FargateServiceProps> {
  const { maxHealthyPercent } = rollout;
  return {
    ...rollout,
    circuitBreaker: { enable: true, rollback: true },
    healthCheckGracePeriod: hasIngress ? options.healthCheckGracePeriod ?? GRACE_PERIOD : undefined,
    availabilityZoneRebalancing: isKnown(maxHealthyPercent) && maxHealthyPercent > 100
      ? AvailabilityZoneRebalancing.ENABLED
      : AvailabilityZoneRebalancing.DISABLED,
  };
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
 * Writes an empty list. If the list were absent, ECS would keep the targets of an ingress that was removed. Targets
 * that the user attaches still count.
 */
function releaseTargets(service: FargateService): void {
  const resource = resourceOf(service);
  const attached = resource.loadBalancers;
  resource.loadBalancers = Lazy.uncachedAny({
    produce: (context) => (context.resolve(attached) as unknown[] | undefined) ?? [],
  });
}
