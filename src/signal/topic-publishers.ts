import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnTopicPolicy, type ITopic } from 'aws-cdk-lib/aws-sns';
import { isMade, Mark, resourcesOfType } from '../core';

const ADMITTED = new Mark<boolean>('topic-publishers');
const [CLOUDWATCH, EVENTBRIDGE] = ['cloudwatch.amazonaws.com', 'events.amazonaws.com'];

/**
 * Lets CloudWatch and EventBridge publish to a topic of the user, and use its key, as far as the app makes them.
 *
 * The first policy of a topic takes the place of AWS's own, under which CloudWatch may publish. A rule of EventBridge
 * makes such a policy, and so does `enforceSSL`: alarms would be lost from then on, and nobody told.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function admitPublishers(topic: ITopic): void {
  if (!isMade(topic) || hasPolicyOfUser(topic) || ADMITTED.get(topic)) return;
  ADMITTED.set(topic, true);
  for (const statement of publishStatements(topic)) topic.addToResourcePolicy(statement);
  const { account } = Stack.of(topic);
  // EventBridge does not say the account.
  const conditions = { [CLOUDWATCH]: { StringEquals: { 'aws:SourceAccount': account } }, [EVENTBRIDGE]: undefined };
  for (const service of [CLOUDWATCH, EVENTBRIDGE]) {
    madeKeyOf(topic)?.addToResourcePolicy(new PolicyStatement({
      principals: [new ServicePrincipal(service)], actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'],
      conditions: conditions[service],
    }));
  }
}

/** The key of a topic, where the app makes it and can change its policy. */
export function madeKeyOf({ masterKey }: ITopic): IKey | undefined {
  return masterKey && isMade(masterKey) ? masterKey : undefined;
}

/**
 * Rights of CloudWatch of the account, and of EventBridge.
 *
 * @param sids left out for the policy of a user, which may have the same ids
 */
export function publishStatements(topic: ITopic, [alarms, events]: readonly string[] = []): PolicyStatement[] {
  const stack = Stack.of(topic);
  const common = { actions: ['sns:Publish'], resources: [topic.topicArn] };
  return [
    new PolicyStatement({
      ...common,
      sid: alarms,
      principals: [new ServicePrincipal(CLOUDWATCH)],
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: {
          'aws:SourceArn': stack.formatArn({
            service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
    // without the account, as the key: EventBridge does not say it, and what it publishes would be lost silently.
    new PolicyStatement({ ...common, sid: events, principals: [new ServicePrincipal(EVENTBRIDGE)] }),
  ];
}

/** A policy that the user made beside the topic: the policy that is written last would win. */
function hasPolicyOfUser(topic: ITopic): boolean {
  return resourcesOfType<CfnTopicPolicy>(topic, CfnTopicPolicy.CFN_RESOURCE_TYPE_NAME, ({ topics, node }) =>
    topics.includes(topic.topicArn) && !node.scopes.includes(topic)).length > 0;
}
