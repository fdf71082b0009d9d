import { CfnResource } from 'aws-cdk-lib';
import { Dependable, type IConstruct, type IDependable } from 'constructs';
import { topStackOf } from './top-stack';

/**
 * Lets a construct wait for others.
 *
 * Stacks wait for each other as a whole, so one resource of another stack says all. The CDK compares each pair of a
 * resource and one of another stack with all pairs before it: with whole databases the time of a synthesis would grow
 * with the square of the services that wait for them.
 */
export function dependOn(construct: IConstruct, ...dependencies: readonly IDependable[]): void {
  construct.node.addDependency(...dependencies.flatMap((dependency) => shortened(construct, dependency)));
}

/** What the CDK asks a resource; a policy without statements says no. */
interface Writable { shouldSynthesize(): boolean }

/** Whatever may be of the same stack is left as it is, because it may get further resources. */
function shortened(construct: IConstruct, dependency: IDependable): IDependable[] {
  const own = topStackOf(construct);
  const roots = Dependable.of(dependency).dependencyRoots;
  if (roots.some((root) => topStackOf(root) === own)) return [dependency];
  const resources = roots.flatMap((root) => root.node.findAll())
    .filter((one) => CfnResource.isCfnResource(one) && isWritten(one));
  const byStack = new Map(resources.map((resource) => [topStackOf(resource), resource]));
  return byStack.size === 0 || byStack.has(own) ? [dependency] : [...byStack.values()];
}

function isWritten(resource: CfnResource): boolean {
  return (resource as unknown as Writable).shouldSynthesize();
}
