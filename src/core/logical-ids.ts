import { Stack, type CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** What a stack chooses logical ids by; it is protected, because stacks may choose others. */
interface Allocates { readonly allocateLogicalId: (element: CfnElement) => string }

/**
 * Makes the stack of a construct compute the logical id of each resource once.
 *
 * The CDK hashes the path of a resource again whenever something refers to it, about 360 times for each service, and a
 * path never changes. Renames and overrides of ids apply as before. A stack that chooses ids itself is left alone.
 */
export function rememberLogicalIds(scope: IConstruct): void {
  const stack = Stack.of(scope);
  const { allocateLogicalId: allocate } = stack as unknown as Allocates;
  if (allocate !== (Stack.prototype as unknown as Allocates).allocateLogicalId) return;
  const ids = new Map<CfnElement, string>();
  Object.defineProperty(stack, 'allocateLogicalId', {
    configurable: true,
    value: (element: CfnElement): string => {
      const id = ids.get(element) ?? allocate.call(stack, element);
      ids.set(element, id);
      return id;
    },
  });
}
