import { createHash } from 'node:crypto';
import { Aws, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LONGEST_NAME = 255;

/**
 * Name of an alarm: the same in every deployment, so that dashboards and other stacks can name it without a reference.
 *
 * @param parts what comes after the name of the stack
 */
export function alarmNameIn(construct: IConstruct, parts: readonly string[]): string {
  const { stackName } = Stack.of(construct);
  const full = [Token.isUnresolved(stackName) ? Aws.STACK_NAME : stackName, ...parts]
    .filter((part) => part !== '').join('/').replace(/[^ -~]/g, '-');
  if (full.length <= LONGEST_NAME) return full;
  const hash = createHash('sha256').update(full).digest('hex').slice(0, 8);
  return `${full.slice(0, LONGEST_NAME - hash.length - 1)}-${hash}`;
}
