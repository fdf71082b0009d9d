import type { Rule } from './facts';

const BREAKER = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html';
const STACK = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html';

/** What a stack or a deployment says when it gives up; often something else comes before it. */
export const STACK_RULES: readonly Rule[] = [
  {
    id: 'alarm-rollback', from: ['deployment'], when: /alarm (\S.*) went on/i,
    cause: 'the alarm "$1" went on during the deployment, so it was rolled back',
    next: 'look at what the alarm measures; the new version may be broken', see:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html',
  },
  {
    id: 'hook', from: ['deployment'], when: /hook (\S+) is (FAILED|TIMED_OUT|AWAITING_ACTION)/i,
    cause: 'the hook "$1" of the deployment is $2', next: 'read the log of its function',
    see: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html',
  },
  {
    id: 'name-taken', from: ['stack event'], when: /already exists/i,
    cause: 'the stack wants to create something whose name is taken',
    next: 'delete or import what has the name: "cdk deploy --import-existing-resources"', see: STACK,
  },
  {
    id: 'protected', from: ['stack event'], when: /deletion protection|termination protection|DeletionProtection/i,
    cause: 'deletion protection keeps the stack from deleting something',
    next: 'switch the protection off, deploy, and delete again: "cdk-elastic-web destroy" names what is kept',
    see: STACK,
  },
  {
    id: 'not-empty', from: ['stack event'], when: /not empty|BucketNotEmpty|RepositoryNotEmpty/i,
    cause: 'a bucket or repository that still holds something cannot be deleted', next: 'empty it, and delete again',
    see: STACK,
  },
  {
    id: 'no-right', from: ['stack event'], when: /is not authorized to perform:? ([\w:-]+)|AccessDenied/i,
    cause: 'CloudFormation has no right for "$1"',
    next: 'look at the execution role of the bootstrap, and at permissions boundaries', see: STACK,
  },
  {
    id: 'no-signal', from: ['stack event'], when: /resource signal|success signals/i,
    cause: 'instances did not report that they are ready',
    next: 'read the boot log of an instance; it needs a way to CloudFormation', see: STACK,
  },
  {
    id: 'breaker', from: ['deployment', 'stack event', 'service event'],
    when: /circuit breaker|tasks failed to start|deployment failed/i, also: ['log'],
    cause: 'the deployment was given up because its tasks failed, and the evidence of the tasks is gone',
    next: 'deploy again with "cdk deploy --no-rollback" and run doctor within an hour', see: BREAKER,
  },
  {
    id: 'back-off', from: ['service event'], when: /unable to consistently start tasks/i,
    cause: 'tasks fail again and again, so ECS waits longer between attempts',
    next: 'run doctor right after the next attempt; ECS forgets stopped tasks after about an hour', see:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
  },
  {
    id: 'stack', from: ['stack event'], when: /./,
    cause: 'the stack failed at one resource; the others follow from it', next: 'the evidence says what AWS answered',
    see: STACK,
  },
];
