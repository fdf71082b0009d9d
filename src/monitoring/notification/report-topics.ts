import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct, type IConstruct } from 'constructs';
import { topStackOf } from '../../core';
import { createReportTopic, OperationsTopic, Severity } from '../../signal';

const IDS: Readonly<Record<Severity, string>> = {
  [Severity.CRITICAL]: 'CriticalTopic', [Severity.WARNING]: 'WarningTopic',
};

/**
 * The topic of a stack that gets everything, or only what has one severity.
 *
 * Everything goes to the operations topic, so whoever subscribed to it by hand hears it all. A topic of one severity is
 * made when the first notification asks for it.
 */
export function reportTopicOf(subject: IConstruct, severity?: Severity): ITopic {
  if (!severity) return OperationsTopic.of(subject as Construct);
  const parent = stackPartsOf(subject);
  return parent.node.tryFindChild(IDS[severity]) as ITopic | undefined ?? createReportTopic(parent, IDS[severity]);
}

/** Where the parts of monitoring are that all subjects of a stack and of its nested stacks share. */
export function stackPartsOf(subject: IConstruct): Construct {
  const stack = topStackOf(subject);
  return stack.node.tryFindChild('StackMonitoring') as Construct | undefined
    ?? new Construct(stack, 'StackMonitoring');
}
