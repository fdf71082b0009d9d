import { Lazy, Stack, type CfnElement } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Logical id of the resource of a child that is made later. The user may still override the id after that. */
export function logicalIdOf(scope: Construct, childId: string): string {
  return Lazy.string({
    produce: () => Stack.of(scope).getLogicalId(scope.node.findChild(childId).node.defaultChild as CfnElement),
  });
}
