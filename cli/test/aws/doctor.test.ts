import type { Task } from '@aws-sdk/client-ecs';
import {
  failing, minutesAgo, NOW, operate, resourcesOf, rolloutWith, runningTask, serviceWith, SERVICE, STACK_ID, stackWith,
  targetsWith, type Answer, type Calls,
} from './recorded';

const PULL = 'ResourceInitializationError: unable to pull secrets or registry auth: ';

/** A service whose tasks stop. */
function stopped(task: Partial<Task>, calls: Calls = {}): Calls {
  return {
    describeServices: async () => serviceWith({ runningCount: 0, events: [], deployments: [
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', failedTasks: 2, desiredCount: 2 },
    ] }),
    listTasks: async ({ desiredStatus }) => ({ taskArns: desiredStatus === 'STOPPED' ? ['dead00001'] : [] }),
    describeTasks: async () => ({ tasks: [runningTask('dead00001', {
      lastStatus: 'STOPPED', startedAt: minutesAgo(6), stoppedAt: minutesAgo(4), containers: [{ name: 'web' }], ...task,
    })] }),
    describeTargetHealth: async () => targetsWith(),
    describeTaskDefinition: async () => taskDefinition(),
    getLogEvents: async () => ({ events: [] }),
    ...calls,
  };
}

/** A task that did not start. */
function notStarted(stoppedReason: string): Calls {
  return stopped({ stopCode: 'TaskFailedToStart', stoppedReason });
}

/** A task whose main container ended. */
function exited(exitCode: number, lines: readonly string[] = [], reason?: string): Calls {
  return stopped({
    stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'web', exitCode, reason }, { name: 'proxy', exitCode: 143 }],
  }, { getLogEvents: async () => log(lines) });
}

/** A service with one healthy target and one in this state. */
function target(
  Reason: NonNullable<NonNullable<Answer<'describeTargetHealth'>['TargetHealthDescriptions']>[number]['TargetHealth']
  >['Reason'], Description = '', lines: readonly string[] = [], State: 'unhealthy' | 'unused' = 'unhealthy',
): Calls {
  return {
    describeTargetHealth: async () => targetsWith({ State: 'healthy' }, { State, Reason, Description }),
    describeTaskDefinition: async () => taskDefinition(), getLogEvents: async () => log(lines),
  };
}

function event(message: string): Calls {
  const events = [{ message, createdAt: minutesAgo(2) }];
  return { describeServices: async () => serviceWith({ runningCount: 1, events }) };
}

function taskDefinition(): Answer<'describeTaskDefinition'> {
  const logConfiguration = {
    logDriver: 'awslogs' as const, options: { 'awslogs-group': 'Shop-Web-Logs', 'awslogs-stream-prefix': 'web' },
  };
  return { taskDefinition: { containerDefinitions: [
    { name: 'web', essential: true, portMappings: [{ containerPort: 8080 }], logConfiguration },
    { name: 'proxy', essential: true, logConfiguration },
  ] } };
}

function log(lines: readonly string[], secondsAfterStart = 5): Answer<'getLogEvents'> {
  const timestamp = minutesAgo(6).getTime() + secondsAfterStart * 1000;
  return { events: lines.map((message) => ({ message, timestamp })) };
}

/** A stack that failed with these events, the newest first. */
function stackFailed(
  StackStatus: 'ROLLBACK_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE' | 'DELETE_FAILED',
  ...failed: readonly (readonly [type: string, id: string, reason: string, physicalId?: string])[]
): Calls {
  const start = {
    EventId: '0', StackId: STACK_ID, StackName: 'Shop', ResourceType: 'AWS::CloudFormation::Stack',
    PhysicalResourceId: STACK_ID, ResourceStatus: 'CREATE_IN_PROGRESS' as const, Timestamp: minutesAgo(30),
  };
  return {
    describeStacks: async () => stackWith({ StackStatus }),
    describeStackEvents: async () => ({ StackEvents: [
      ...failed.map(([ResourceType, LogicalResourceId, ResourceStatusReason, PhysicalResourceId], index) => ({
        EventId: `${index + 1}`, StackId: STACK_ID, StackName: 'Shop', ResourceType, LogicalResourceId,
        ResourceStatus: 'CREATE_FAILED' as const, ResourceStatusReason, PhysicalResourceId, Timestamp: minutesAgo(20),
      })), start,
    ] }),
  };
}

function certificate(Status: 'PENDING_VALIDATION' | 'FAILED', FailureReason?: 'CAA_ERROR'): Calls {
  return {
    ...event('(service Shop-Web-1) has started 1 tasks.'),
    listStackResources: async () => ({ StackResourceSummaries: [...resourcesOf().StackResourceSummaries ?? [], {
      ResourceType: 'AWS::CertificateManager::Certificate', LogicalResourceId: 'Certificate',
      PhysicalResourceId: 'arn:aws:acm:eu-west-1:111122223333:certificate/1', ResourceStatus: 'CREATE_IN_PROGRESS',
      LastUpdatedTimestamp: NOW,
    }] }),
    describeCertificate: async () => ({ Certificate: { Status, FailureReason, DomainName: 'shop.example.com' } }),
  };
}

function group(StatusCode: 'Failed' | 'Successful', Cause: string, StatusMessage?: string): Calls {
  return {
    listStackResources: async () => ({ StackResourceSummaries: [{
      ResourceType: 'AWS::AutoScaling::AutoScalingGroup', LogicalResourceId: 'Group', PhysicalResourceId: 'shop-group',
      LastUpdatedTimestamp: NOW, ResourceStatus: 'CREATE_COMPLETE',
    }] }),
    describeAutoScalingGroups: async () => ({ AutoScalingGroups: [{
      AutoScalingGroupName: 'shop-group', MinSize: 2, MaxSize: 6, DesiredCapacity: 2, DefaultCooldown: 0,
      AvailabilityZones: [], HealthCheckType: 'ELB', CreatedTime: NOW, Instances: [],
    }] }),
    describeInstanceRefreshes: async () => ({ InstanceRefreshes: [] }),
    describeGroupActivities: async () => ({ Activities: [{
      ActivityId: '1', AutoScalingGroupName: 'shop-group', StartTime: minutesAgo(5), StatusCode, Cause, StatusMessage,
      Description: 'Launching a new EC2 instance.',
    }] }),
  };
}

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
  ['quota', event('(service Shop-Web-1) was unable to place a task. Reason: You\'ve reached the limit on the number of '
    + 'vCPUs you can run concurrently.'), 'quota'],
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
  ['stack', stackFailed('UPDATE_ROLLBACK_COMPLETE', ['AWS::S3::Bucket', 'Bucket', 'Invalid property']),
    'at one resource'],
];

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
