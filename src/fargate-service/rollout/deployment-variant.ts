import { Duration } from 'aws-cdk-lib';
import type { FargateService, FargateServiceProps, IDeploymentLifecycleHookTarget } from 'aws-cdk-lib/aws-ecs';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { contradiction, duration, type CapacityRange, type Problem } from '../../core';
import type { PlannedRule } from '../../ingress';
import type { Entrance } from '../../workload';
import type { DeploymentOptions } from './deployment-options';

/** What the variants of a deployment differ in. */
export interface DeploymentVariant {
  /** Whether traffic moves between two target groups. */
  readonly shiftsTraffic: boolean;
  /** What every deployment has. */
  readonly options: DeploymentOptions;
  readonly rollout: Rollout;
  /** What ECS calls between the stages, if there are some. */
  readonly hooks?: readonly IDeploymentLifecycleHookTarget[];
  /**
   * @param rule the rule that the ingress is going to have on a listener of others
   * @param capacity how many tasks may run; left out where a deployment is checked alone
   */
  problems(prop: string, hasIngress: boolean, rule?: PlannedRule, capacity?: CapacityRange): Problem[];
  /** Makes the service of ECS, behind its ingress. */
  bind(scope: Construct, spec: ServiceSpec): FargateService;
}

/** How ECS replaces tasks. */
export type Rollout
  = & Required<Pick<FargateServiceProps, 'deploymentStrategy' | 'minHealthyPercent' | 'maxHealthyPercent'>>
    & Pick<FargateServiceProps, 'bakeTime' | 'canaryConfiguration' | 'linearConfiguration'>;

/** What a deployment is told about the service that it makes. */
export interface ServiceSpec {
  /** Everything that does not depend on the deployment. */
  readonly service: FargateServiceProps;
  /** Security groups of the tasks beside that of the service. */
  readonly furtherGroups: readonly ISecurityGroup[];
  readonly entrance: Entrance;
  /** Where requests go in a task. */
  readonly containerName: string;
  readonly containerPort: number;
}

/** Rules of what every deployment has. */
export function deploymentProblems(
  prop: string, { healthCheckGracePeriod }: DeploymentOptions, hasIngress: boolean,
): Problem[] {
  return [
    ...duration(`${prop}.healthCheckGracePeriod`, healthCheckGracePeriod, {
      min: Duration.seconds(0), max: Duration.seconds(86_400),
    }),
    ...contradiction(!hasIngress && healthCheckGracePeriod !== undefined, {
      prop: `${prop}.healthCheckGracePeriod`, must: 'be left out without an ingress', got: healthCheckGracePeriod,
      advice: 'use "container.healthCheck.startPeriod" for a worker that starts slowly',
    }),
  ];
}
