import { Stack, type CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Makes the stack of a construct compute the logical id of each resource once.
 *
 * The CDK hashes the path of a resource again whenever something refers to it, about 360 times for each service, and a
 * path never changes. Renames and overrides of ids apply as before. A stack that chooses ids itself is left alone.
 */
export function rememberLogicalIds(scope: IConstruct): void {
  const stack = Stack.of(scope);
  if (!choosesAsTheCdk(stack)) return;
  const ids = new Map<CfnElement, string>();
  define(stack, 'getLogicalId', (element: CfnElement) => {
    const known = ids.get(element);
    if (known !== undefined) return known;
    const id = Stack.prototype.getLogicalId.call(stack, element);
    ids.set(element, id);
    return id;
  });
  define(stack, 'renameLogicalId', (before: string, after: string) => {
    ids.clear();
    Stack.prototype.renameLogicalId.call(stack, before, after);
  });
}

/** Whether neither the class of the stack, nor its object, nor this function has other methods for ids already. */
function choosesAsTheCdk(stack: Stack): boolean {
  const allocate = 'allocateLogicalId';
  return stack.getLogicalId === Stack.prototype.getLogicalId && stack[allocate] === Stack.prototype[allocate]
    && stack.renameLogicalId === Stack.prototype.renameLogicalId;
}

function define<T extends keyof Stack>(stack: Stack, method: T, value: Stack[T]): void {
  Object.defineProperty(stack, method, { configurable: true, value });
}
