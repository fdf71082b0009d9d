import { Stack } from 'aws-cdk-lib';
import { CfnTopic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { contradiction, inWords, type Problem } from '../core';

const AWS_MANAGED_KEY = 'alias/aws/sns';

/**
 * A topic that is encrypted with the key that AWS manages: neither CloudWatch nor EventBridge may use that key, and its
 * policy cannot be changed, so every message would be lost.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function topicKeyProblems(prop: string, topic: ITopic): Problem[] {
  const resource = topic.node.defaultChild;
  const key: unknown = resource instanceof CfnTopic ? Stack.of(topic).resolve(resource.kmsMasterKeyId) : undefined;
  return contradiction(key !== undefined && JSON.stringify(key).includes(AWS_MANAGED_KEY), {
    prop, must: 'have a topic with a customer managed key, or without one',
    got: inWords(`${topic.node.path} with ${AWS_MANAGED_KEY}`),
    advice: 'CloudWatch and EventBridge may not use the key of AWS',
  });
}
