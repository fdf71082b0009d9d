import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The stack that a construct is deployed with: that of a nested stack is the one around it. */
export function topStackOf(construct: IConstruct): Stack {
  const stack = Stack.of(construct);
  return stack.nestedStackParent ? topStackOf(stack.nestedStackParent) : stack;
}
