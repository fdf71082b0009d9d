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
    id: 'domain-taken', from: ['stack event'],
    when: /create resource record set[^]*already exists|CNAMEAlreadyExists|CNAMEs you provided are already associated/i,
    cause: 'the domain name leads somewhere else already',
    next: 'delete that record, or take the name from the other distribution, and deploy again',
    see: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-creating.html',
  },
  {
    id: 'listener-taken', from: ['stack event'],
    when: /PriorityInUse|Priority '?\d+'? is currently in use|DuplicateListener|listener already exists on this/i,
    cause: 'the load balancer has another rule with this priority, or another listener on this port',
    next: 'choose another priority or port: "aws elbv2 describe-rules" lists those in use',
    see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-update-rules.html',
  },
  {
    id: 'addresses-taken', from: ['stack event'], when: /conflicts with another subnet|InvalidSubnet\.Conflict/i,
    cause: 'the address range of a subnet overlaps with another one of its VPC',
    next: 'choose a free range: "aws ec2 describe-subnets" lists those in use', see: STACK,
  },
  {
    id: 'export-in-use', from: ['stack event'],
    when: /export (\S+) (?:cannot be (?:updated|deleted) )?as it is in use by ([\w-]+)/i,
    cause: 'the stack "$2" uses the export "$1", so it can neither change nor go',
    next: 'keep it for one deployment with "this.exportValue(…)", deploy "$2" without it, then remove it',
    see: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.Stack.html#exportwbrvalueexportedvalue-options',
  },
  {
    id: 'still-used', from: ['stack event'], when: /has a dependent object|DependencyViolation/i,
    cause: 'something that is not in the stack still uses what should be deleted',
    next: 'find it by the id in the evidence, for example with "aws ec2 describe-network-interfaces", and delete '
      + 'again; interfaces of functions go by themselves within the hour', see: STACK,
  },
  {
    id: 'fargate-size', from: ['stack event'], when: /No Fargate configuration exists for given values/i,
    cause: 'Fargate does not offer this pair of CPU and memory', next: 'choose a pair that it offers',
    see: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html',
  },
  {
    id: 'service-linked-role', from: ['stack event'], when: /service[- ]linked role/i,
    cause: 'the account does not have the service-linked role of this service yet',
    next: 'deploy again in a minute: the first attempt makes it; or "aws iam create-service-linked-role '
      + '--aws-service-name ecs.amazonaws.com"',
    see: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html',
  },
  {
    id: 'database-not-offered', from: ['stack event'],
    when: /Cannot find version \S+ for \S+|does not support creating a DB instance with the following combination/i,
    cause: 'RDS does not offer this version, or not with this class, in this Region',
    next: 'look at what it offers: "aws rds describe-orderable-db-instance-options --engine postgres"',
    see: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html',
  },
  {
    id: 'custom-resource', from: ['stack event'], when: /response status \[FAILED\] from custom resource/i,
    cause: 'the function behind a custom resource failed',
    next: 'the evidence has its message, and "cdk-elastic-web logs --all --errors" its log', see: STACK,
  },
  {
    id: 'boot-failed', from: ['stack event'], when: /Received \d+ FAILURE signal/i,
    cause: 'an instance reported that its start failed',
    next: 'read "cdk-elastic-web logs", and the boot log of the instance: /var/log/cloud-init-output.log', see: STACK,
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
    id: 'not-started', from: ['stopped task', 'container'],
    when: /^TaskFailedToStart (?!.*(?:CannotPull|pull the image))|CannotCreateContainerError|DockerTimeoutError/i,
    cause: 'the task could not be started', next: 'the evidence says what ECS answered',
    see: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
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
