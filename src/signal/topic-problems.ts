import { Stack } from 'aws-cdk-lib';
import { CfnTopic, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { contradiction, inWords, placeProblems, resourceOf, whereaboutsOf, type Problem } from '../core';

const AWS_MANAGED_KEY = 'alias/aws/sns';

/**
 * A topic that is encrypted with the key that AWS manages: neither CloudWatch nor EventBridge may use that key, and its
 * policy cannot be changed, so every message would be lost.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function topicKeyProblems(prop: string, topic: ITopic): Problem[] {
  const resource = resourceOf<CfnTopic>(topic, CfnTopic.CFN_RESOURCE_TYPE_NAME);
  const key: unknown = resource && Stack.of(topic).resolve(resource.kmsMasterKeyId);
  return contradiction(key !== undefined && JSON.stringify(key).includes(AWS_MANAGED_KEY), {
    prop, must: 'have a topic with a customer managed key, or without one',
    got: inWords(`${topic.node.path} with ${AWS_MANAGED_KEY}`),
    advice: 'CloudWatch and EventBridge may not use the key of AWS',
  });
}

/**
 * An alarm tells topics of its own Region and account alone.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function topicPlaceProblems(prop: string, topic: ITopic, subject: IConstruct, remedy: string): Problem[] {
  return placeProblems(subject, {
    prop, thing: topic, is: whereaboutsOf(topic, topic.topicArn), sameAccount: true,
    advice: `an alarm tells topics of its own Region and account alone, and not ${topic.node.path}; ${remedy}`,
  });
}

/** Why neither CloudWatch nor EventBridge could publish to an operations topic. */
export function operationsTopicProblems(prop: string, topic: ITopic): Problem[] {
  return [
    ...contradiction(topic.fifo, {
      prop, must: 'be a standard topic', got: inWords(`the FIFO topic ${topic.node.path}`),
      advice: 'neither CloudWatch nor EventBridge publishes to a FIFO topic',
    }),
    ...topicKeyProblems(prop, topic),
  ];
}
