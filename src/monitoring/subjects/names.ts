import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { topStackOf } from '../../core';
import { idsBelow } from './subject';

const LONGEST_NAME = 255;

/**
 * A physical name that is the same in every deployment, so that other stacks can name it without a reference.
 *
 * The name of a nested stack is known at deployment only, so its path stands for it. Two lists of parts never have the
 * same name: what cannot be written, or is too long, is told apart by a hash.
 *
 * @param parts empty ones are left out
 */
export function nameInStack(construct: IConstruct, ...parts: string[]): string {
  const top = topStackOf(construct);
  const nested = idsBelow(top, Stack.of(construct));
  const name = [...nested, ...parts].filter((part) => part !== '').join('/');
  const { stackName } = top;
  return [stackName, legal(name, LONGEST_NAME - stackName.length - 1, { unique: `${stackName}/${name}` })]
    .filter((part) => part !== '').join('/');
}

/** The same as the name of a metric of a log, in which CloudWatch does not allow `:`, `*` and `$`. */
export function logMetricNameInStack(construct: IConstruct, ...parts: string[]): string {
  return legal(nameInStack(construct, ...parts), LONGEST_NAME, { forbidden: /[:*$]/g });
}

function legal(
  name: string, longest: number, { forbidden = /[^ -~]/g, unique = name }: { forbidden?: RegExp; unique?: string },
): string {
  const written = name.replace(forbidden, '-');
  if (written === name && name.length <= longest) return name;
  const hash = createHash('sha256').update(unique).digest('hex').slice(0, 8);
  return `${written.slice(0, longest - hash.length - 1)}-${hash}`;
}
