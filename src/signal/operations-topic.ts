import { ArnFormat, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import { encryptionKeyOf, Mark, rejectOtherArguments, rejectProblems, topStackOf } from '../core';
import { operationsTopicProblems, topicPlaceProblems } from './topic-problems';

const ID = 'OperationsTopic';
const ONE_EACH = 'give each Region and account a topic of its own';
const GIVEN = new Mark<ITopic>('operations-topic');
const READ = new Mark<ITopic>('operations-topic-read');
const MADE = new Mark<boolean>('report-topic');

/**
 * Where a stack reports: the topic that every alarm, failed deployment and instance event of the library is sent to.
 *
 * Each stack makes its own topic on first use, which its nested stacks share. It is encrypted with the customer managed
 * key of the stack (about 1 USD a month) and open to TLS only; CloudWatch of the same account and EventBridge may
 * publish to it. Subscribe people or a paging system to it, or send everything inside a scope to a topic of your own.
 *
 * @example
 * const topic = OperationsTopic.of(this);
 * new sns.Subscription(this, 'OnCall', { topic, protocol: sns.SubscriptionProtocol.EMAIL, endpoint: 'ops@example.com'
 * });
 */
export class OperationsTopic {
  /**
   * The topic of the nearest scope that was given one, else the stack's own, made on first use.
   *
   * @param scope a stack, or any construct in one
   */
  public static of(scope: Construct): ITopic {
    const scopes = scope.node.scopes.reverse();
    const given = scopes.map((each) => GIVEN.get(each));
    const giver = given.findIndex((topic) => topic !== undefined);
    const topic = given[giver] ?? ownTopicOf(topStackOf(scope));
    if (giver !== -1) {
      rejectProblems(scope, 'OperationsTopic.use', topicPlaceProblems('topic', topic, scope, ONE_EACH));
    }
    for (const each of scopes.slice(0, giver === -1 ? undefined : giver + 1)) READ.set(each, topic);
    return topic;
  }

  /**
   * Sends everything inside the scope to a topic of your own.
   *
   * Call it before the scope holds constructs of this library; a topic that comes too late is rejected, because alarms
   * that are there already report elsewhere. An encrypted topic needs a customer managed key whose policy lets
   * `cloudwatch.amazonaws.com`, `events.amazonaws.com` and, for instances, the service-linked role of EC2 Auto Scaling
   * use it; for `events.amazonaws.com` without a condition on `aws:SourceAccount` or `aws:SourceArn`, which EventBridge
   * does not satisfy.
   *
   * @param scope an app, a stage, a stack or any construct
   * @param topic its policy must let `cloudwatch.amazonaws.com` and `events.amazonaws.com` publish
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   */
  public static use(scope: IConstruct, topic: ITopic): void {
    rejectOtherArguments(undefined, 'OperationsTopic.use', 'scope:IConstruct topic:ITopic', [scope, topic]);
    rejectProblems(scope, 'OperationsTopic.use', operationsTopicProblems('topic', topic));
    const used = READ.get(scope);
    if (used && used !== topic) {
      throw new Error(
        `${scope.node.path || 'App'}: an operations topic must be given before the scope holds constructs of this `
        + 'library, '
        + `got it after "${used.node.path}" was used: call OperationsTopic.use right after the scope was made`,
      );
    }
    GIVEN.set(scope, topic);
  }

  private constructor() {}
}

/**
 * The operations topic, when the publisher is EC2 Auto Scaling: it publishes as its service-linked role, not as a
 * service.
 */
export function instanceEventsTopicOf(scope: Construct): ITopic {
  const topic = OperationsTopic.of(scope);
  const stack = Stack.of(topic);
  if (topic !== stack.node.tryFindChild(ID)) return topic;

  // a condition, not a principal: IAM rejects a principal that does not exist yet, as in an account without Auto
  // Scaling groups.
  encryptionKeyOf(stack).addToResourcePolicy(new PolicyStatement({
    sid: 'InstanceEvents',
    principals: [new AnyPrincipal()],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: {
      StringEquals: { 'kms:CallerAccount': stack.account, 'kms:ViaService': `sns.${stack.region}.${stack.urlSuffix}` },
      ArnEquals: {
        'aws:PrincipalArn': stack.formatArn({
          service: 'iam', region: '', resource: 'role/aws-service-role/autoscaling.amazonaws.com',
          resourceName: 'AWSServiceRoleForAutoScaling',
        }),
      },
    },
  }));
  return topic;
}

function ownTopicOf(stack: Stack): ITopic {
  return stack.node.tryFindChild(ID) as Topic | undefined ?? createReportTopic(stack, ID);
}

/** Whether the library made a topic, as the one of a stack or for one severity. */
export function isReportTopic(topic: ITopic): boolean {
  return MADE.get(topic) === true;
}

/** A topic that CloudWatch of the account and EventBridge may publish to, encrypted with the key of the stack. */
export function createReportTopic(scope: Construct, id: string): Topic {
  const stack = Stack.of(scope);
  const topic = new Topic(scope, id, { masterKey: encryptionKeyOf(stack), enforceSSL: true });
  MADE.set(topic, true);
  topic.addToResourcePolicy(new PolicyStatement({
    sid: 'Alarms',
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: {
        'aws:SourceArn': stack.formatArn({
          service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
    },
  }));
  // without the account, as the key: EventBridge does not say it, and what it publishes would be lost silently.
  topic.addToResourcePolicy(new PolicyStatement({
    sid: 'Events',
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
  }));
  return topic;
}
