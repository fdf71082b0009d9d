import {
  failing, failure, minutesAgo, NOW, operate, resourcesOf, rolloutWith, runningTask, serviceWith, stackWith,
  targetsWith, type Calls,
} from './recorded';

// R-DEL-4
test('shows what is healthy, and ends with 0', async () => {
  const { code, out, err } = await operate('status Shop');

  expect(out).toBe(`\
✔ Shop healthy  eu-west-1 111122223333 12:00:00 UTC
  https://shop-1.eu-west-1.elb.amazonaws.com

service  tasks   version  deployment           targets
Web      2 of 2  :7       successful, 3 h ago  2 of 2 targets healthy

database  state
Orders    available

1 alarm: 0 on, 1 off, 0 without data

last events
2 h ago      Web  (service Shop-Web-1) has reached a steady state.
`);
  expect([code, err]).toEqual([0, '']);
});

test('is JSON for machines', async () => {
  const { out } = await operate('status Shop --json');

  expect(JSON.parse(out)).toMatchObject({
    health: 'healthy', findings: [], at: NOW.toISOString(), services: [{ name: 'Web', desired: 2, running: 2 }],
  });
});

describe('is not healthy, and ends with 1,', () => {
  const cases: readonly (readonly [what: string, calls: Calls, message: string])[] = [
    ['if tasks are missing', { describeServices: async () => serviceWith({ runningCount: 1 }) },
      'Web runs 1 of 2 tasks'],
    ['if targets fail', { describeTargetHealth: async () => targetsWith({ State: 'healthy' }, {
      State: 'unhealthy', Reason: 'Target.ResponseCodeMismatch', Description: 'Health checks failed: [404]',
    }) }, '1 of 2 targets of Web are healthy (Target.ResponseCodeMismatch)'],
    ['if an alarm is on', { describeAlarms: async () => ({ MetricAlarms: [{
      AlarmName: 'Shop-Web-5xx', StateValue: 'ALARM', StateUpdatedTimestamp: minutesAgo(3),
    }] }) }, 'the alarm Web/Errors is on'],
    ['if the stack was rolled back',
      { describeStacks: async () => stackWith({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }) },
      'the last deployment of the stack Shop was rolled back'],
    ['if the breaker gave up', { describeServiceDeployments: async () => rolloutWith({
      status: 'ROLLBACK_SUCCESSFUL', rollback: { reason: 'Service deployment rolled back because of the breaker.' },
    }) }, 'the last deployment of Web failed: Service deployment rolled back'],
    ['if new tasks fail', { describeServices: async () => serviceWith({ deployments: [
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', failedTasks: 2, desiredCount: 2 },
    ] }) }, '2 tasks of the new version of Web failed to start'],
    ['if the service is gone', { describeServices: async () => serviceWith({ status: 'INACTIVE' }) }, 'is INACTIVE'],
    ['if the database stands still',
      { describeDBInstances: async () => ({ DBInstances: [{ DBInstanceStatus: 'stopped' }] }) },
      'the database Orders is stopped'],
    ['if the database was deleted by hand',
      { describeDBInstances: failing('DBInstanceNotFoundFault', 'DBInstance shop-orders not found.') },
      'the database Orders is deleted'],
    ['if it is not finished', { describeServices: async () => serviceWith({ deployments: [
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }, { status: 'ACTIVE', rolloutState: 'COMPLETED' },
    ] }) }, 'not finished: a deployment of Web is under way'],
  ];

  test.each(cases)('%s', async (_what, calls, message) => {
    const { code, out, err } = await operate('status Shop', calls);

    expect(err).toContain(message);
    expect(out).toContain('Shop ');
    expect(code).toBe(1);
  });
});

test('shows the phase and the share of the traffic of a deployment', async () => {
  const { out } = await operate('status Shop', { describeServiceDeployments: async () => rolloutWith({
    status: 'IN_PROGRESS', lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT', finishedAt: undefined,
    deploymentConfiguration: { strategy: 'CANARY' },
    targetServiceRevision: { requestedProductionTrafficWeight: 10 }, startedAt: minutesAgo(4),
  }) });

  expect(out).toContain('in progress, production traffic shift, new version gets 10 %, 4 min ago');
});

test('counts both target groups of a service that moves its traffic', async () => {
  const both = serviceWith({ loadBalancers: [{
    targetGroupArn: 'arn:x:targetgroup/blue/1',
    advancedConfiguration: { alternateTargetGroupArn: 'arn:x:targetgroup/green/2' },
  }] });

  const { code } = await operate('status Shop', {
    describeServices: async () => both,
    describeTargetHealth: async ({ TargetGroupArn }) => TargetGroupArn?.includes('green')
      ? targetsWith({ State: 'healthy' }, { State: 'healthy' })
      : targetsWith(),
  });

  expect(code).toBe(0);
});

test('shows instances of a group and their refresh', async () => {
  const { out, code } = await operate('status Shop', {
    listStackResources: async () => ({ StackResourceSummaries: [{
      ResourceType: 'AWS::AutoScaling::AutoScalingGroup', LogicalResourceId: 'Group', PhysicalResourceId: 'shop-group',
      LastUpdatedTimestamp: NOW, ResourceStatus: 'CREATE_COMPLETE',
    }] }),
    describeAutoScalingGroups: async () => ({ AutoScalingGroups: [{
      AutoScalingGroupName: 'shop-group', MinSize: 2, MaxSize: 6, DesiredCapacity: 2, DefaultCooldown: 0,
      AvailabilityZones: [], HealthCheckType: 'ELB', CreatedTime: NOW, TargetGroupARNs: ['arn:x:targetgroup/one/1'],
      Instances: ['i-1', 'i-2'].map((InstanceId) => ({
        InstanceId, AvailabilityZone: 'eu-west-1a', LifecycleState: 'InService', HealthStatus: 'Healthy',
        ProtectedFromScaleIn: false,
      })),
    }] }),
    describeInstanceRefreshes: async () => ({ InstanceRefreshes: [{ Status: 'InProgress', PercentageComplete: 50 }] }),
    describeGroupActivities: async () => ({ Activities: [] }),
  });

  expect(out).toContain('Group  2 of 2     2 to 6  InProgress 50 %  2 of 2 targets healthy');
  expect(code).toBe(1);
});

describe('--wait', () => {
  test('does not end with a connection that is lost for a moment', async () => {
    let looks = 0;
    const { code, err } = await operate('status Shop --wait', { describeServices: async () => {
      if (++looks === 2) throw failure('ServiceUnavailableException', 'try again');
      return looks < 3 ? serviceWith({ runningCount: 1 }) : serviceWith();
    } });

    expect(err).toContain('waiting: AWS has a failure of its own\n');
    expect(code).toBe(0);
  });

  test('cannot tell the health if the connection stays lost until the time is over', async () => {
    let looks = 0;
    const { code, err } = await operate('status Shop --wait --timeout 1', { describeServices: async () => {
      if (++looks > 1) throw failure('Error', 'connect EHOSTUNREACH 10.0.0.1:443');
      return serviceWith({ runningCount: 1 });
    } });

    expect(err).toMatch(/error: AWS cannot be reached\nnext: check the network/);
    expect([looks, code]).toEqual([7, 2]);
  });

  test('looks again until all is healthy', async () => {
    let looks = 0;
    const { code, err } = await operate('status Shop --wait', { describeServices: async () => ++looks < 3
      ? serviceWith({ runningCount: 1, deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }] })
      : serviceWith() });

    expect(err).toContain('waiting: a deployment of Web is under way; Web runs 1 of 2 tasks');
    expect([looks, code]).toEqual([3, 0]);
  });

  test('gives up at once if the stack has failed', async () => {
    let waits = 0;
    const { code } = await operate('status Shop --wait',
      { describeStacks: async () => stackWith({ StackStatus: 'ROLLBACK_COMPLETE' }) }, { onWait: () => { waits++; } });

    expect([waits, code]).toEqual([0, 1]);
  });

  test('gives up when the time is over', async () => {
    let waits = 0;
    const { code } = await operate('status Shop --wait --timeout 2', {
      describeStacks: async () => stackWith({ StackStatus: 'UPDATE_IN_PROGRESS' }),
    }, { onWait: () => { waits++; } });

    expect([waits, code]).toEqual([12, 1]);
  });
});

describe('AWS refuses', () => {
  const denied = (action: string) => failing('AccessDeniedException',
    `User: arn:aws:sts::111122223333:assumed-role/dev/me is not authorized to perform: ${action} on resource: *`);
  const cases: readonly (readonly [what: string, calls: Calls, message: string])[] = [
    ['expired credentials', { describeStacks: failing('ExpiredToken', 'The security token included is expired') },
      'error: your credentials have expired\nnext: sign in again, for example with "aws sso login"\n'],
    ['an expired session', { describeStacks: failing('CredentialsProviderError',
      'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login') },
    'error: the session of your profile has expired\nnext: run "aws sso login"\n'],
    ['missing credentials', { describeStacks: failing('CredentialsProviderError',
      'Could not load credentials from any providers') }, 'error: no credentials were found\nnext: name a profile'],
    ['a missing Region', { describeStacks: failing('Error', 'Region is missing') },
      'next: name it, for example --region'],
    ['a Region that is none',
      { describeStacks: failing('Error', 'Region not accepted: region="eu west" is not a valid hostname component.') },
      'error: the Region is no name of a Region\nnext: name one such as eu-west-1'],
    ['a wrong clock', { describeStacks: failing('SignatureDoesNotMatch', 'Signature not yet current: AKIAEXAMPLE') },
      'next: check the clock of this machine'],
    ['throttling', { listStackResources: failing('Throttling', 'Rate exceeded') }, 'next: wait a minute'],
    ['unknown keys', { describeStacks: failing('InvalidClientTokenId', 'The security token is invalid') },
      'error: AWS does not know these credentials'],
    ['no network', { describeStacks: failing('Error', 'getaddrinfo ENOTFOUND cloudformation.mars-1.amazonaws.com') },
      'error: AWS cannot be reached'],
    ['a failure of AWS', { describeStacks: failing('InternalFailure', 'cannot do this now') },
      'error: AWS has a failure of its own\nnext: try again in a minute, and look at '
      + 'https://health.aws.amazon.com/health/status; AWS said "cannot do this now"\n'],
    ['a right that everything needs', { describeStacks: denied('cloudformation:DescribeStacks') },
      'error: your rights do not allow "cloudformation:DescribeStacks"\nnext: ask for'],
    ['an unknown stack', {}, 'error: there is no stack "Shopp" in account 111122223333 in this Region\n'
    + 'next: stacks with names near to it: Shop\n'],
    ['an empty stack', { listStackResources: async () => resourcesOf('AWS::Logs::LogGroup') },
      'error: "Shop" holds no service, no group, no database and no alarm\nnext: name the stack of the service\n'],
  ];

  test.each(cases)('%s: says what to do, and ends with 2', async (what, calls, message) => {
    const { code, out, err } = await operate(what === 'an unknown stack' ? 'status Shopp' : 'status Shop', calls);

    expect(err).toContain(message);
    expect(err).not.toContain('AKIA');
    expect([code, out]).toEqual([2, '']);
  });

  test('a right that one part needs: shows the others, and cannot tell', async () => {
    const { code, out, err } = await operate('status Shop', { describeAlarms: denied('cloudwatch:DescribeAlarms') });

    expect(out).toContain('not shown without: cloudwatch:DescribeAlarms');
    expect(out).toContain('2 of 2 targets healthy');
    expect(err).toContain('nobody can tell whether it is healthy');
    expect(code).toBe(2);
  });

  test('a right that only names need: ends with 0', async () => {
    const { code, out } = await operate('status Shop', { getTemplate: denied('cloudformation:GetTemplate') });

    expect(out).toContain('Web      2 of 2');
    expect(code).toBe(0);
  });

  test('no stack at all: says how to name one', async () => {
    expect(await operate('status --app /nowhere')).toEqual({
      code: 2, out: '', err: 'error: no stack is named, and "/nowhere" is no app with stacks\n'
        + 'next: name the stack, or run "npx cdk synth" in the project first\n',
    });
  });
});

test('reads all pages, nested stacks and more tasks than one call takes', async () => {
  const described: number[] = [];
  const { out } = await operate('status Shop', {
    listStackResources: async ({ StackName, NextToken }) => {
      if (StackName === 'arn:nested') return resourcesOf('AWS::ECS::Service');
      const nested = {
        ResourceType: 'AWS::CloudFormation::Stack', LogicalResourceId: 'Nested', PhysicalResourceId: 'arn:nested',
        LastUpdatedTimestamp: NOW, ResourceStatus: 'CREATE_COMPLETE' as const,
      };
      return NextToken === 'two'
        ? { StackResourceSummaries: [nested] }
        : { StackResourceSummaries: [], NextToken: 'two' };
    },
    describeStacks: async ({ StackName }) => stackWith(
      StackName === 'arn:nested' ? { StackName: 'Inner', StackId: 'arn:nested' } : {},
    ),
    listTasks: async ({ desiredStatus }) => ({
      taskArns: desiredStatus === 'STOPPED' ? [] : Array.from({ length: 150 }, (_, index) => `t${index}`),
    }),
    describeTasks: async ({ tasks = [] }) => {
      described.push(tasks.length);
      return { tasks: tasks.map((id) => runningTask(id)) };
    },
  });

  expect(out).toContain('Web      2 of 2');
  expect(described).toEqual([100, 50]);
});
