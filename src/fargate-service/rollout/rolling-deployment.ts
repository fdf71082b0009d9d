import { DeploymentStrategy, type FargateService } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { integer, relation, type CapacityRange, type Problem } from '../../core';
import type { PlannedRule } from '../../ingress';
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

  public problems(prop: string, hasIngress: boolean, _rule?: PlannedRule, capacity?: CapacityRange): Problem[] {
    const { options, rollout: { minHealthyPercent: min, maxHealthyPercent: max } } = this;
    return [
      ...integer(`${prop}.minHealthyPercent`, options.minHealthyPercent, { min: 0, max: 100, unit: '%' }),
      ...integer(`${prop}.maxHealthyPercent`, options.maxHealthyPercent, { min: 100, max: 200, unit: '%' }),
      ...relation({
        prop: `${prop}.maxHealthyPercent`, must: `be above "${prop}.minHealthyPercent" (${min})`, got: max,
        advice: 'no task may be stopped and none added, so none could ever be replaced',
      }, [min, max], () => max > min || max < 100 || min > 100),
      ...stuckProblems(`${prop}.maxHealthyPercent`, min, max, capacity),
      ...deploymentProblems(prop, options, hasIngress),
    ];
  }

  public bind(scope: Construct, spec: ServiceSpec): FargateService {
    const service = createService(scope, spec, this);
    attachTargets(service, spec);
    return service;
  }
}

/** Larger numbers leave room for a task as soon as the two shares differ by a percent. */
const MOST_TO_TRY = 100;

/** ECS rounds the smallest number of tasks up and the largest one down, so a few tasks may leave no room. */
function stuckProblems(prop: string, min: number, max: number, capacity: CapacityRange | undefined): Problem[] {
  const fewest = (tasks: number) => Math.ceil(tasks * min / 100);
  const most = (tasks: number) => Math.floor(tasks * max / 100);
  const first = Math.max(1, capacity?.min ?? 1);
  const last = Math.min(capacity?.max ?? 0, MOST_TO_TRY);
  const stuck = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
    .find((tasks) => most(tasks) <= fewest(tasks));
  return relation({
    prop, must: 'leave room to replace a task at any number of tasks', got: max,
    advice: `with ${stuck} ${stuck === 1 ? 'task' : 'tasks'} ECS keeps at least ${fewest(stuck!)} and runs at most `
      + `${most(stuck!)}: raise it, or lower "minHealthyPercent"`,
  }, [min, max, capacity?.min, capacity?.max], () => stuck === undefined || max <= min);
}
