import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { contradiction, inWords, placeProblems, whereaboutsOf, type Problem } from '../../core';
import { topicKeyProblems } from '../../signal';

/**
 * Why neither CloudWatch nor EventBridge could publish to a topic of the user's.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function topicProblems(prop: string, topic: ITopic, subject: IConstruct): Problem[] {
  return [
    ...placeProblems(subject, {
      prop, is: whereaboutsOf(topic, topic.topicArn), sameAccount: true,
      advice: `an alarm tells topics of its own Region and account alone, and not ${topic.node.path}; make a `
        + 'Monitoring for each',
    }),
    ...contradiction(topic.fifo, {
      prop, must: 'have standard topics', got: inWords(`the FIFO topic ${topic.node.path}`),
    }),
    ...topicKeyProblems(prop, topic),
  ];
}
