import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { contradiction, inWords, type Problem } from '../../core';
import { topicKeyProblems, topicPlaceProblems } from '../../signal';

/** Why neither CloudWatch nor EventBridge could publish to a topic of the user's. */
export function topicProblems(prop: string, topic: ITopic, subject: IConstruct): Problem[] {
  return [
    ...topicPlaceProblems(prop, topic, subject, 'make a Monitoring for each'),
    ...contradiction(topic.fifo, {
      prop, must: 'have standard topics', got: inWords(`the FIFO topic ${topic.node.path}`),
    }),
    ...topicKeyProblems(prop, topic),
  ];
}
