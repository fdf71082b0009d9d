import { createHash } from 'node:crypto';
import { Aws, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const LONGEST_NAME = 255;

/**
 * A physical name that is the same in every deployment, so that other stacks can name it without a reference.
 *
 * @param parts empty ones are left out
 */
export function nameInStack(construct: IConstruct, ...parts: string[]): string {
  const stack = Stack.of(construct);
  const stackName = Token.isUnresolved(stack.stackName) ? Aws.STACK_NAME : stack.stackName;
  const full = [stackName, ...parts].filter((part) => part !== '').join('/').replace(/[^ -~]/g, '-');
  if (full.length <= LONGEST_NAME) return full;
  const hash = createHash('sha256').update(full).digest('hex').slice(0, 8);
  return `${full.slice(0, LONGEST_NAME - hash.length - 1)}-${hash}`;
}
