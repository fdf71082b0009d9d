import { Duration } from 'aws-cdk-lib';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { contradiction, duration, type Problem } from '../../core';
import type { DeploymentOptions } from './deployment-options';
import type { ServiceSpec } from './ecs-service';

/** What the kinds of deployment differ in. */
export interface DeploymentVariant {
  /** Whether traffic moves between two target groups. */
  readonly shiftsTraffic: boolean;
  problems(prop: string, hasIngress: boolean): Problem[];
  /** Makes the service of ECS, behind its ingress. */
  bind(scope: Construct, spec: ServiceSpec): FargateService;
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
