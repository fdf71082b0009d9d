import { DeploymentStrategy, type FargateService } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { integer, relation, type Problem } from '../../core';
import type { RollingDeploymentOptions } from './deployment-options';
import { deploymentProblems, type DeploymentVariant, type Rollout, type ServiceSpec } from './deployment-variant';
import { attachTargets, createService } from './ecs-service';

/** All tasks keep running while as many new ones start. */
export const FULL_CAPACITY = { minHealthyPercent: 100, maxHealthyPercent: 200 };

/** Task by task: `Deployment.rolling`. */
export class RollingDeployment implements DeploymentVariant {
  public readonly shiftsTraffic = false;
  public readonly rollout: Rollout;

  constructor(public readonly options: RollingDeploymentOptions) {
    this.rollout = {
      deploymentStrategy: DeploymentStrategy.ROLLING,
      minHealthyPercent: options.minHealthyPercent ?? FULL_CAPACITY.minHealthyPercent,
      maxHealthyPercent: options.maxHealthyPercent ?? FULL_CAPACITY.maxHealthyPercent,
    };
  }

  public problems(prop: string, hasIngress: boolean): Problem[] {
    const { options, rollout: { minHealthyPercent: min, maxHealthyPercent: max } } = this;
    return [
      ...integer(`${prop}.minHealthyPercent`, options.minHealthyPercent, { min: 0, max: 100, unit: '%' }),
      ...integer(`${prop}.maxHealthyPercent`, options.maxHealthyPercent, { min: 100, max: 200, unit: '%' }),
      ...relation({
        prop: `${prop}.maxHealthyPercent`, must: `be above "${prop}.minHealthyPercent" (${min})`, got: max,
        advice: 'no task may be stopped and none added, so none could ever be replaced',
      }, [min, max], () => max > min || max < 100 || min > 100),
      ...deploymentProblems(prop, options, hasIngress),
    ];
  }

  public bind(scope: Construct, spec: ServiceSpec): FargateService {
    const service = createService(scope, spec, this);
    attachTargets(service, spec);
    return service;
  }
}
