import {
  behindBalancer, certificate, event, exited, group, log, notStarted, stackFailed, stopped, target,
} from './failures';
import {
  failing, minutesAgo, NOW, operate, resourcesOf, rolloutWith, runningTask, serviceWith, SERVICE, type Calls,
} from './recorded';
import { RULES } from '../../src/doctor/rules';

const PULL = 'ResourceInitializationError: unable to pull secrets or registry auth: ';

const isolated: Calls = {
  ...notStarted(`${PULL}The task cannot pull registry auth from Amazon ECR: There is a connection issue between the `
    + 'task and Amazon ECR. Check your task network configuration.'),
  listStackResources: async () => ({ StackResourceSummaries: [
    ...resourcesOf('AWS::ECS::Service').StackResourceSummaries ?? [], {
      ResourceType: 'AWS::EC2::VPC', LogicalResourceId: 'Vpc', PhysicalResourceId: 'vpc-1', LastUpdatedTimestamp: NOW,
      ResourceStatus: 'CREATE_COMPLETE',
    },
  ] }),
};

const FAILURES: readonly (readonly [id: string, calls: Calls, words: string])[] = [
  ['architecture', notStarted('CannotPullContainerError: pull image manifest has been retried 1 time(s): image '
    + 'Manifest does not contain descriptor matching platform \'linux/arm64\''), 'another processor architecture'],
  ['architecture', exited(255, ['exec /usr/local/bin/node: exec format error']), 'another processor architecture'],
  ['image-not-found', notStarted('CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to '
    + 'resolve ref 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:v9: not found'), 'the image does not exist'],
  ['image-forbidden', notStarted('The task can\'t pull the image. Check that the role has the permissions to pull '
    + 'images from the registry.'), 'may not pull the image'],
  ['image-forbidden', notStarted(`${PULL}execution resource retrieval failed: unable to retrieve ecr registry auth: `
    + 'AccessDeniedException: is not authorized to perform: ecr:GetAuthorizationToken'), 'may not pull the image'],
  ['docker-hub-limit', notStarted('CannotPullContainerError: toomanyrequests: You have reached your pull rate limit.'),
    'Docker Hub'],
  ['disk-full', notStarted('CannotPullContainerError: write /var/lib: no space left on device'), 'disk'],
  ['secret-missing', notStarted(`${PULL}execution resource retrieval failed: unable to retrieve secret from asm: `
    + 'failed to fetch secret arn:aws:secretsmanager:eu-west-1:1:secret:api from secrets manager: '
    + 'ResourceNotFoundException: Secrets Manager can\'t find the specified secret.'),
  'does not exist in this account'],
  ['secret-forbidden', notStarted(`${PULL}execution resource retrieval failed: unable to retrieve secret from asm: `
    + 'AccessDeniedException: User is not authorized to perform secretsmanager:GetSecretValue'),
  'may not read a secret'],
  ['secret-key', notStarted(`${PULL}execution resource retrieval failed: unable to retrieve secret from asm: retrieved `
    + 'secret from Secrets Manager did not contain json key token'), 'lacks the key'],
  ['no-route', isolated, 'no NAT gateway, and no endpoint for ecr.api, ecr.dkr, logs, s3'],
  ['log-group', notStarted('ResourceInitializationError: failed to validate logger args: create stream has been '
    + 'retried 1 times: The specified log group does not exist.'), 'log group'],
  ['network-interface', notStarted('Timeout waiting for network interface provisioning to complete.'),
    'free addresses'],
  ['out-of-memory', exited(137, [], 'OutOfMemoryError: Container killed due to memory usage'), 'more memory'],
  ['command-not-found', stopped({ stopCode: 'TaskFailedToStart', stoppedReason: 'Task failed to start', containers: [{
    name: 'web', reason: 'CannotStartContainerError: exec: "serve": executable file not found in $PATH',
  }] }), 'does not exist in its image'],
  ['read-only-root', exited(1, ['Error: EROFS: read-only file system, open \'/app/cache\'']), 'read-only'],
  ['database-password', exited(1, ['FATAL: password authentication failed for user "shop"']), 'refuses the password'],
  ['database-closed', exited(1, ['Error: connect ETIMEDOUT 10.0.3.4:5432']), 'security group'],
  ['database-refused', exited(1, ['Error: connect ECONNREFUSED 127.0.0.1:5432']), 'nothing listens'],
  ['name-not-found', exited(1, ['Error: getaddrinfo ENOTFOUND cache.internal']), 'cache.internal'],
  ['sidecar', stopped({
    stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'web', exitCode: 143 }, { name: 'proxy', exitCode: 2 }],
  }), '"proxy" beside the application ended'],
  ['crash', exited(139), 'segmentation fault'],
  ['ended', exited(0, ['done']), 'ended without an error'],
  ['exited', exited(1, ['Error: missing variable API_URL']), 'ended with code 1'],
  ['port', target('Target.FailedHealthChecks', 'Health checks failed', ['Server listening on port 3000']),
    'listens on port 3000, but requests go to port 8080'],
  ['localhost', target('Target.FailedHealthChecks', 'Health checks failed', ['listening on http://127.0.0.1:8080']),
    'listens on 127.0.0.1'],
  ['health-path', target('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]'),
    'answers with 404'],
  ['health-login', target('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [401]'), 'a login'],
  ['health-code', target('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [500]'), 'with 500'],
  ['security-group', behindBalancer({}), 'between Web/Balancer and Web on port 8080'],
  ['health-timeout', target('Target.Timeout', 'Request timed out'), 'no answer in time'],
  ['health-refused', target('Target.FailedHealthChecks', 'Health checks failed'), 'refused or cut off'],
  ['no-listener', target('Target.NotInUse', 'Target group is not configured to receive traffic', [], 'unused'),
    'no listener'],
  ['slow-start', stopped({
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:1)',
  }, { getLogEvents: async () => log(['ready, server started'], 95) }), 'needs 95 seconds to start'],
  ['container-check', event('(service Shop-Web-1) (task 1) failed container health checks.'),
    'inside of the container'],
  ['quota', {
    ...event('(service Shop-Web-1) was unable to place a task. Reason: You\'ve reached the limit on the number of '
      + 'vCPUs you can run concurrently.'), getServiceQuota: async () => ({}),
  }, 'quota'],
  ['capacity', event('(service Shop-Web-1) was unable to place a task. Reason: Capacity is unavailable at this time.'),
    'no free capacity'],
  ['no-instances', event('(service Shop-Web-1) was unable to place a task because no container instance met all of its '
    + 'requirements.'), 'no instance of the cluster'],
  ['role-changed', event('(service Shop-Web-1) failed to launch a task: IAM permissions policies are misconfigured or '
    + 'changed.'), 'changed or deleted outside'],
  ['back-off', event('(service Shop-Web-1) is unable to consistently start tasks successfully.'), 'again and again'],
  ['alarm-rollback', { describeServiceDeployments: async () => rolloutWith({
    status: 'ROLLBACK_SUCCESSFUL', alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['Shop-Web-5xx'] },
  }) }, 'the alarm "Shop-Web-5xx" went on'],
  ['breaker', { describeServiceDeployments: async () => rolloutWith({
    status: 'ROLLBACK_SUCCESSFUL', rollback: { reason: 'Service deployment rolled back because of circuit breaker.' },
  }) }, 'was given up'],
  ['database-down', { describeDBInstances: async () => ({ DBInstances: [{ DBInstanceStatus: 'stopped' }] }) },
    'the database is stopped'],
  ['certificate-waits', certificate('PENDING_VALIDATION'), 'public DNS'],
  ['certificate-failed', certificate('FAILED', 'CAA_ERROR'), 'CAA_ERROR'],
  ['instance-capacity', group('Failed', 'At 12:00 an instance was started.', 'We currently do not have sufficient '
  + 't4g.nano capacity: InsufficientInstanceCapacity'), 'more instance types'],
  ['group-loop', group('Successful', 'an instance was taken out of service in response to an ELB system health check '
  + 'failure.'), 'again and again'],
  ['name-taken', stackFailed('ROLLBACK_COMPLETE',
    ['AWS::ECS::Service', 'WebService', 'Resource creation cancelled'],
    ['AWS::S3::Bucket', 'Bucket', 'shop-assets already exists']), 'whose name is taken'],
  ['protected', stackFailed('DELETE_FAILED', ['AWS::RDS::DBInstance', 'Orders', 'Cannot delete protected DB Instance, '
  + 'please disable deletion protection and try again.']), 'deletion protection'],
  ['no-right', stackFailed('UPDATE_ROLLBACK_COMPLETE', ['AWS::WAFv2::WebACL', 'Acl',
    'User is not authorized to perform: wafv2:CreateWebACL']), 'wafv2:CreateWebACL'],
  ['file-system', notStarted('ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: '
    + 'stderr: b\'mount.nfs4: Connection reset by peer\' : unsuccessful EFS utils command execution'), '2049'],
  ['parameter-missing', notStarted(`${PULL}execution resource retrieval failed: unable to retrieve secrets from ssm: `
    + 'service call has been retried 1 time(s): invalid ssm parameters: /shop/port'), '"/shop/port" of Systems'],
  ['not-started', notStarted('something that nobody has seen yet'), 'could not be started'],
  ['cache-without-password', exited(1, ['ReplyError: NOAUTH Authentication required.']), 'sends none'],
  ['schema-missing', exited(1, ['error: relation "orders" does not exist']), 'relation orders'],
  ['schema-missing', exited(1, ['FATAL:  database "shop" does not exist']), 'database shop'],
  ['module-missing', exited(1, ['Error: Cannot find module \'express\'', 'Require stack:', '- /app/server.js']),
    'the image lacks "express"'],
  ['module-missing', exited(1, ['ModuleNotFoundError: No module named \'flask\'']), 'the image lacks "flask"'],
  ['port-taken', exited(1, ['Error: listen EADDRINUSE: address already in use :::8080']), 'share one network'],
  ['certificate-authority', exited(1, ['Error: self-signed certificate in certificate chain']), 'does not trust'],
  ['task-role', exited(1, ['AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/Web/a is not '
    + 'authorized to perform: dynamodb:GetItem on resource: x']), 'calls "dynamodb:GetItem"'],
  ...([
    ['domain-taken', 'AWS::Route53::RecordSet', '[Tried to create resource record set [name=\'shop.example.com.\', '
    + 'type=\'A\'] but it already exists]', 'leads somewhere else'],
    ['domain-taken', 'AWS::CloudFront::Distribution', 'One or more of the CNAMEs you provided are already associated '
    + 'with a different resource. (Service: CloudFront, Status Code: 409)', 'leads somewhere else'],
    ['listener-taken', 'AWS::ElasticLoadBalancingV2::ListenerRule', 'Priority \'10\' is currently in use (Service: '
    + 'ElasticLoadBalancingV2, Status Code: 400)', 'this priority'],
    ['listener-taken', 'AWS::ElasticLoadBalancingV2::Listener', 'A listener already exists on this port for this load '
    + 'balancer', 'on this port'],
    ['addresses-taken', 'AWS::EC2::Subnet', 'The CIDR \'10.0.0.0/24\' conflicts with another subnet', 'overlaps'],
    ['export-in-use', 'AWS::CloudFormation::Stack', 'Cannot delete export Data:Vpc as it is in use by Shop.',
      'the stack "Shop" uses the export "Data:Vpc"'],
    ['export-in-use', 'AWS::CloudFormation::Stack', 'Export Data:Vpc cannot be updated as it is in use by Shop',
      'the stack "Shop" uses the export "Data:Vpc"'],
    ['still-used', 'AWS::EC2::SecurityGroup', 'resource sg-0123 has a dependent object (Service: Ec2)', 'still uses'],
    ['fargate-size', 'AWS::ECS::TaskDefinition', 'Invalid request provided: Create TaskDefinition: No Fargate '
    + 'configuration exists for given values: 256 CPU, 8192 memory.', 'pair of CPU and memory'],
    ['service-linked-role', 'AWS::ECS::Cluster', 'Unable to assume the service linked role. Please verify that the ECS '
    + 'service linked role exists.', 'service-linked role'],
    ['database-not-offered', 'AWS::RDS::DBInstance', 'Cannot find version 16.1 for postgres (Service: Rds)', 'offer'],
    ['database-not-offered', 'AWS::RDS::DBInstance', 'RDS does not support creating a DB instance with the following '
    + 'combination: DBInstanceClass=db.t4g.micro, Engine=postgres, EngineVersion=12.3', 'offer'],
    ['custom-resource', 'AWS::CloudFormation::CustomResource', 'Received response status [FAILED] from custom '
    + 'resource. Message returned: Error: boom', 'logs --all'],
    ['boot-failed', 'AWS::AutoScaling::AutoScalingGroup', 'Received 1 FAILURE signal(s) out of 2. Unable to satisfy '
    + '100% MinSuccessfulInstancesPercent requirement', 'its start failed'],
  ] as const).map(([id, type, reason, words]): [string, Calls, string] =>
    [id, stackFailed('ROLLBACK_COMPLETE', [type, 'Part', reason]), words]),
  ['stack', stackFailed('UPDATE_ROLLBACK_COMPLETE', ['AWS::S3::Bucket', 'Bucket', 'Invalid property']),
    'at one resource'],
  ['pull-failed', notStarted('CannotPullContainerError: Error response from daemon: received unexpected HTTP status: '
    + '500 Internal Server Error'), 'cannot be pulled'],
  ['command-not-executable', exited(126, ['/bin/sh: ./start.sh: Permission denied']), 'not executable'],
  ['privileged-port', exited(1, ['Error: listen EACCES: permission denied 0.0.0.0:80']), 'below 1024'],
  ['database-encryption', exited(1, ['FATAL: no pg_hba.conf entry for host "10.0.3.4", user "shop", database "shop", '
    + 'no encryption']), 'encrypted connections only'],
  ['database-connections', exited(1, ['FATAL: sorry, too many clients already']), 'no free connections'],
  ['killed', exited(137), 'was killed'],
  ['host-gone', stopped({
    stopCode: 'TerminationNotice', stoppedReason: 'Host EC2 (instance i-0123456789abcdef0) stopped or terminated.',
  }), 'has stopped'],
  ['zone', event('(service Shop-Web-1) was unable to place a task. Reason: Internal error.'), 'does not offer'],
  ['throttled', event('(service Shop-Web-1) operations are being throttled on elb. Will try again later.'),
    'throttled'],
  ['protected-tasks', event('(service Shop-Web-1) was unable to scale in because 3 protected tasks are more than the '
    + 'desired count of 2.'), 'protected from scale-in'],
  ['percentages', event('(service Shop-Web-1) was unable to stop or start tasks during a deployment because of the '
    + 'service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.'),
  'neither stop an old task nor start a new one'],
  ['target-group-gone', event('(service Shop-Web-1) failed to register targets: TARGET GROUP IS NOT FOUND'),
    'was deleted'],
  ['load-balancer-check', event('(service Shop-Web-1) (task 1) failed ELB health checks in (target-group '
    + 'arn:aws:elasticloadbalancing:1).'), 'of the load balancer fails'],
  ['no-scaling', { ...event('(service Shop-Web-1) has started 1 tasks.'), describeScalingActivities: async () => ({
    ScalingActivities: [{
      ActivityId: '1', ServiceNamespace: 'ecs', ResourceId: 'service/Shop-Cluster/Shop-Web-1', Cause: 'an alarm',
      ScalableDimension: 'ecs:service:DesiredCount', Description: 'Attempting to scale due to alarm triggered',
      StartTime: minutesAgo(3), StatusCode: 'Unfulfilled',
      NotScaledReasons: [{ Code: 'AlreadyAtMaxCapacity', MaxCapacity: 4, CurrentCapacity: 4 }],
    }],
  }) }, 'AlreadyAtMaxCapacity'],
  ['key-grant', group('Failed', 'At 12:00 an instance was started.', 'Instance became unhealthy while waiting for '
  + 'instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch'), 'KMS key'],
  ['group-launch', group('Failed', 'At 12:00 an instance was started.', 'The image id \'[ami-1]\' does not exist'),
    'cannot launch'],
  ['hook', { describeServiceDeployments: async () => rolloutWith({
    status: 'ROLLBACK_SUCCESSFUL', lifecycleHookDetails: [{ hookId: 'smoke-test', status: 'FAILED' }],
  }) }, 'smoke-test'],
  ['not-empty', stackFailed('DELETE_FAILED', ['AWS::S3::Bucket', 'Bucket',
    'The bucket you tried to delete is not empty (Service: S3, Status Code: 409)']), 'still holds something'],
  ['no-signal', stackFailed('ROLLBACK_COMPLETE', ['AWS::AutoScaling::AutoScalingGroup', 'Group',
    'Failed to receive 2 resource signal(s) within the specified duration']), 'did not report'],
];

test('every known cause has a failure here', () => {
  const scripted = new Set(FAILURES.map(([id]) => id));

  expect(RULES.map(({ id }) => id).filter((id) => !scripted.has(id))).toEqual([]);
});

test.each(FAILURES)('names the cause "%s" with its evidence, and ends with 1', async (id, calls, words) => {
  const { code, out, err } = await operate('doctor Shop --json', calls);
  const { diagnoses } = JSON.parse(out) as { diagnoses: { id: string; evidence: object[]; next: string }[] };

  expect(diagnoses[0]?.id).toBe(id);
  expect(JSON.stringify(diagnoses[0])).toContain(words.replaceAll('"', '\\"'));
  expect(diagnoses[0].evidence.length).toBeGreaterThan(0);
  expect(err).toMatch(/^error: /);
  expect(code).toBe(1);
});

test('writes the cause, where it is, the evidence and the next step', async () => {
  const calls = notStarted('The task can\'t pull the image. Check that the role has it.');

  const { out } = await operate('doctor Shop', calls);

  expect(out).toContain(`
cause     the task may not pull the image, or its tag does not exist: the registry answers the same
where     Web task dead0000
evidence  DescribeTasks stoppedReason, Web task dead0000, 4 min ago:
            TaskFailedToStart The task can't pull the image. Check that the role has it.
next      look whether the tag exists, then whether the execution role may pull from the repository
see       https://docs.aws.amazon.com/`);
});

test('shows the worst lines of a log, and not the last ones', async () => {
  const { out } = await operate('doctor Shop', exited(1, [
    'Error: boom', ...Array.from({ length: 9 }, (_, i) => `server everywhere ready ${i}`), 'read ECONNRESET',
  ]));

  expect(out).toContain('            Error: boom\n            read ECONNRESET\n');
});

test('finds the tasks of a service that a rollback has deleted', async () => {
  const { out } = await operate('doctor Shop --json', {
    ...notStarted('CannotPullContainerError: failed to resolve ref shop:v9: not found'),
    ...stackFailed('ROLLBACK_COMPLETE',
      ['AWS::ECS::Service', 'WebService', 'ECS Deployment Circuit Breaker was triggered', SERVICE]),
    listStackResources: async () => ({ StackResourceSummaries: [] }),
  });

  const { diagnoses } = JSON.parse(out) as { diagnoses: { id: string }[] };
  expect(diagnoses.map(({ id }) => id)).toEqual(['image-not-found', 'pull-failed', 'breaker', 'stack']);
});

test('says nothing if all is healthy, and ends with 0', async () => {
  const { code, out, err } = await operate('doctor Shop');

  expect(out).toMatch(/^✔ Shop healthy/);
  expect(out).not.toContain('cause');
  expect([code, err]).toEqual([0, '']);
});

test('takes no notice of tasks that scaling has stopped, nor of events before the steady state', async () => {
  const { code, out } = await operate('doctor Shop', {
    describeServices: async () => serviceWith({ events: [
      { createdAt: minutesAgo(1), message: '(service Shop-Web-1) has reached a steady state.' },
      { createdAt: minutesAgo(9), message: '(service Shop-Web-1) is unable to consistently start tasks successfully.' },
    ] }),
    listTasks: async ({ desiredStatus }) => ({ taskArns: desiredStatus === 'STOPPED' ? ['c3'] : ['a1', 'b2'] }),
    describeTasks: async ({ tasks = [] }) => ({ tasks: tasks.map((id) => id !== 'c3'
      ? runningTask(id)
      : runningTask(id, {
          lastStatus: 'STOPPED', stopCode: 'ServiceSchedulerInitiated',
          stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
          containers: [{ name: 'web', exitCode: 143 }],
        })) }),
  });

  expect(out).not.toContain('cause');
  expect(code).toBe(0);
});

test('shows the evidence if no known cause fits, and ends with 2', async () => {
  const { code, out, err } = await operate('doctor Shop', event('(service Shop-Web-1) something new.'));

  expect(out).toContain('something new');
  expect(err).toContain('no known cause fits');
  expect(code).toBe(2);
});

test('prints no credential of a log', async () => {
  const { out } = await operate('doctor Shop --json', exited(1, [
    'Error: cannot reach postgres://shop:hunter2@db:5432/shop', 'fatal: DB_PASSWORD=hunter2 refused',
    'error {"apiKey":"hunter2"}', 'error: AKIAIOSFODNN7EXAMPLE denied', 'error Authorization: Bearer hunter2',
  ]));

  expect(out).toContain('postgres://shop:***@db');
  expect(out).not.toMatch(/hunter2|AKIA/);
});

test('reads on where a right is missing, and names it', async () => {
  const denied = failing('AccessDeniedException', 'is not authorized to perform: logs:GetLogEvents on resource: x');
  const { code, out } = await operate('doctor Shop', { ...exited(1), getLogEvents: denied });

  expect(out).toContain('not shown without: logs:GetLogEvents');
  expect(out).toContain('ended with code 1');
  expect(code).toBe(1);
});
