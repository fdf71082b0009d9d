import {
  DeploymentLifecycleLambdaTarget, type FargateService, type IDeploymentLifecycleHookTarget,
} from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { contradiction, placeProblems, whereaboutsOf, type Problem } from '../../core';
import { resourceOf } from './ecs-service';

/** The CDK makes a role for each hook that has none, and calls it after the id of the hook. */
export function hookProblems(prop: string, hooks: readonly IDeploymentLifecycleHookTarget[]): Problem[] {
  const ids = hooks.map((hook) => roleIdOf(hook));
  return ids.flatMap((id, index) => contradiction(id !== undefined && ids.indexOf(id) < index, {
    prop: `${prop}[${index}]`, must: `differ from "${prop}[${ids.indexOf(id)}]" in its id`, got: id,
    advice: 'give each hook an id of its own, because its role is called after it',
  }));
}

/** ECS calls functions of its own Region and account. What a hook of another kind calls is not known. */
export function hookPlaceProblems(
  scope: IConstruct, prop: string, hooks: readonly IDeploymentLifecycleHookTarget[],
): Problem[] {
  return hooks.flatMap((hook, i) => hook instanceof DeploymentLifecycleLambdaTarget
    ? placeProblems(scope, {
        prop: `${prop}[${i}]`, thing: hook['handler'], sameAccount: true,
        is: whereaboutsOf(hook['handler'], hook['handler'].functionArn),
        advice: 'ECS calls functions that are where the service is',
      })
    : []);
}

/**
 * Adds hooks to a service, which starts after ECS may call them.
 *
 * The CDK binds hooks while it writes the template. That is too late: the service could start before ECS has the right
 * to call them.
 */
export function addHooks(service: FargateService, hooks: readonly IDeploymentLifecycleHookTarget[]): void {
  for (const hook of hooks) {
    const bound = hook.bind(service);
    service.addLifecycleHook({ bind: () => bound });
    if (bound.role?.node.scope === service) resourceOf(service).node.addDependency(bound.role);
  }
}

/** The CDK keeps the id to itself. */
function roleIdOf(hook: IDeploymentLifecycleHookTarget): string | undefined {
  return hook instanceof DeploymentLifecycleLambdaTarget && hook['props'].role === undefined ? hook['id'] : undefined;
}
