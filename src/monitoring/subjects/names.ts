import { createHash } from 'node:crypto';
import { Aws, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const LONGEST_NAME = 255;
/** A name that is known at deployment only, such as that of a nested stack, may become so long. */
const LONGEST_STACK_NAME = 128;

/**
 * A physical name that is the same in every deployment, so that other stacks can name it without a reference.
 *
 * Two lists of parts never have the same name: what cannot be written, or is too long, is told apart by a hash.
 *
 * @param parts empty ones are left out
 */
export function nameInStack(construct: IConstruct, ...parts: string[]): string {
  const { stackName } = Stack.of(construct);
  const isLate = Token.isUnresolved(stackName);
  const name = parts.filter((part) => part !== '').join('/');
  const [head, headLength] = isLate ? [Aws.STACK_NAME, LONGEST_STACK_NAME] : [stackName, stackName.length];
  return [head, legal(name, LONGEST_NAME - headLength - 1, isLate ? name : `${stackName}/${name}`)]
    .filter((part) => part !== '').join('/');
}

function legal(name: string, longest: number, unique: string): string {
  const written = name.replace(/[^ -~]/g, '-');
  if (written === name && name.length <= longest) return name;
  const hash = createHash('sha256').update(unique).digest('hex').slice(0, 8);
  return `${written.slice(0, longest - hash.length - 1)}-${hash}`;
}
