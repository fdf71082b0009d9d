// logs, exec, rollback, open and destroy.
import {
  failing, failure, minutesAgo, NOW, operate, resourcesOf, rolloutWith, runningTask, serviceWith, stackWith,
  targetsWith, TEMPLATE, type Answer, type Calls,
} from './recorded';

const EXPIRED = 'The security token included in the request is expired';

type Line = readonly [minutes: number, message: string, stream?: string];

function log(...lines: readonly Line[]): Answer<'filterLogEvents'> {
  return { events: lines.map(([minutes, message, logStreamName = 'web/web/0a1b2c3d4e5f'], index) => ({
    eventId: `${minutes}-${index}`, timestamp: minutesAgo(minutes).getTime(), message, logStreamName,
  })) };
}

describe('logs', () => {
  test('stand in the order of their time, with task and container', async () => {
    const { code, out } = await operate('logs Shop', {
      filterLogEvents: async () => log([1, 'second\n'], [3, 'first'], [2, 'from an instance', 'i-0123/app']),
    });

    expect(out).toBe('11:57:00 web 0a1b2c3d  first\n11:58:00 i-0123/app  from an instance\n'
      + '11:59:00 web 0a1b2c3d  second\n');
    expect(code).toBe(0);
  });

  test('are asked for since a time, with a pattern, for one service', async () => {
    const asked: object[] = [];
    await operate('logs Shop --since 2h --filter order --service Web', {
      describeTaskDefinition: async () => ({ taskDefinition: { containerDefinitions: [{ name: 'web', logConfiguration: {
        logDriver: 'awslogs', options: { 'awslogs-group': 'Shop-Web-Logs', 'awslogs-stream-prefix': 'shop' },
      } }] } }),
      filterLogEvents: async (input) => { asked.push(input); return log(); },
    });

    expect(asked).toEqual([{
      logGroupName: 'Shop-Web-Logs', logStreamNamePrefix: 'shop/web/', startTime: minutesAgo(120).getTime(),
      filterPattern: 'order', nextToken: undefined,
    }]);
  });

  describe('without a service', () => {
    const ALL = ['Web', 'Custom', 'Job', 'Flow', 'Tier', 'Own', 'Exec', 'Slow', 'Waf', 'Postgres'];
    const made = (ids: readonly string[]) => ids.map((id) => ({
      ResourceType: 'AWS::Logs::LogGroup', LogicalResourceId: id, PhysicalResourceId: NAMES[id] ?? id,
      LastUpdatedTimestamp: minutesAgo(180), ResourceStatus: 'CREATE_COMPLETE' as const,
    }));
    const NAMES: { readonly [id: string]: string } = { Postgres: '/aws/rds/instance/orders/postgresql' };
    const user = (Type: string, group: string) => ({ Type, Properties: { Log: { Ref: group } } });
    const template = (resources: object) => JSON.stringify({ Resources: {
      ...Object.fromEntries(ALL.map((id) => [id, { Type: 'AWS::Logs::LogGroup' }])),
      ...resources,
    } });
    const of = (ids: readonly string[]): Calls & { readonly asked: string[] } => {
      const asked: string[] = [];
      return Object.assign({
        listStackResources: async () => ({ StackResourceSummaries: made(ids) }),
        getTemplate: async () => ({ TemplateBody: template({
          WebTask: user('AWS::ECS::TaskDefinition', 'Web'), JobTask: user('AWS::ECS::TaskDefinition', 'Job'),
          Template: user('AWS::EC2::LaunchTemplate', 'Tier'), Handler: user('AWS::Lambda::Function', 'Custom'),
          Network: user('AWS::EC2::FlowLog', 'Flow'), Cluster: user('AWS::ECS::Cluster', 'Exec'),
          Cache: user('AWS::ElastiCache::ReplicationGroup', 'Slow'),
          Firewall: user('AWS::WAFv2::LoggingConfiguration', 'Waf'),
          // a function that reads what a service has written.
          Reader: user('AWS::Lambda::Function', 'Web'),
        }) }),
        filterLogEvents: async ({ logGroupName = '' }) => { asked.push(logGroupName); return log(); },
      } satisfies Calls, { asked });
    };
    test('are those of services, jobs and tiers, and of nobody else', async () => {
      const calls = of(ALL);
      await operate('logs Shop', calls);

      expect(calls.asked).toEqual(['Web', 'Job', 'Tier', 'Own']);
    });

    test('are those of functions, networks and stores too on demand', async () => {
      const calls = of(ALL);
      await operate('logs Shop --all', calls);

      expect(calls.asked).toEqual(ALL.map((id) => NAMES[id] ?? id));
    });

    test('of which nothing is of a service: say how to see the others', async () => {
      const { code, err } = await operate('logs Shop', of(['Custom', 'Flow']));

      expect(err).toContain('has no log of a service, a job or a tier\nnext: name the stack of the service, or show');
      expect(code).toBe(2);
    });
  });

  test('are only errors on demand, also together with a pattern', async () => {
    const { out } = await operate('logs Shop --errors --filter order --json', {
      filterLogEvents: async () => log([2, 'order 1 is paid'], [1, 'Error: order 2']),
    });

    expect(out.trim().split('\n').map((line) => JSON.parse(line))).toEqual([{
      at: minutesAgo(1).toISOString(), group: 'Shop-Web-Logs', stream: 'web/web/0a1b2c3d4e5f',
      message: 'Error: order 2',
    }]);
  });

  test('go on, and show no line twice', async () => {
    let rounds = 0;
    const { out, err } = await operate('logs Shop --follow', { filterLogEvents: async () => {
      if (++rounds > 3) throw failure('ExpiredTokenException', EXPIRED);
      return log([5, 'one'], ...rounds > 1 ? [[0, 'two'] as const] : []);
    } });

    expect(out.match(/one|two/g)).toEqual(['one', 'two']);
    expect(err).toContain('your credentials have expired');
  });

  test('go on after a lost connection from where they were, however long it was away', async () => {
    const asked: number[] = [];
    const { out, err } = await operate('logs Shop --follow', { filterLogEvents: async ({ startTime = 0 }) => {
      asked.push(startTime);
      if (asked.length > 62) throw failure('ExpiredTokenException', EXPIRED);
      if (asked.length > 2 && asked.length < 61) throw failure('Error', 'connect ECONNREFUSED 127.0.0.1:443');
      return log([5, 'one'], ...asked.length > 60 ? [[0, 'two'] as const] : []);
    } });

    expect(out.match(/one|two/g)).toEqual(['one', 'two']);
    expect(err.match(/AWS cannot be reached: it goes on when that is over/g)).toHaveLength(1);
    // 58 rounds of 3 seconds later it asks from the same time on, 30 seconds before the last answer was asked for.
    expect(new Set(asked.slice(2, 61)).size).toBe(1);
    expect(asked[2]).toBe(NOW.getTime() + 3000 - 30_000);
  });

  test('leave out nothing where a round takes longer than the next one looks back', async () => {
    let slow = 0;
    const asked: number[] = [];
    await operate('logs Shop --follow', { filterLogEvents: async ({ startTime = 0 }) => {
      asked.push(startTime);
      if (asked.length > 3) throw failure('ExpiredTokenException', EXPIRED);
      slow += 100;
      return log([5, 'one']);
    } }, { clock: () => slow });

    expect(asked.slice(2)).toEqual([
      NOW.getTime() + 103_000 - 30_000, NOW.getTime() + 206_000 - 30_000,
    ]);
  });

  test('follow pages that hold nothing yet', async () => {
    const { out } = await operate('logs Shop', { filterLogEvents: async ({ nextToken }) => nextToken === undefined
      ? { events: [], nextToken: 'more' }
      : log([1, 'found']) });

    expect(out).toContain('found');
  });

  test.each([
    ['a time that is none', 'logs Shop --since yesterday', {}, '"yesterday" is no time such as 90s, 15m, 2h or 3d.'],
    ['no number of lines', 'logs Shop --limit 0', {}, '"0" is no whole number of at least 1.'],
    ['an unknown service', 'logs Shop --service Wbe', {}, 'next: choose one of Web'],
    ['no log group', 'logs Shop', { listStackResources: async () => resourcesOf('AWS::ECS::Service') },
      'has no log group'],
    ['a missing right', 'logs Shop',
      { filterLogEvents: failing('AccessDeniedException', 'is not authorized to perform: logs:FilterLogEvents') },
      'your rights do not allow "logs:FilterLogEvents"'],
    ['expired credentials', 'logs Shop', { filterLogEvents: failing('ExpiredTokenException', 'expired') },
      'sign in again'],
  ] as readonly (readonly [string, string, Calls, string])[])(
    '%s: says what to do', async (_what, words, calls, message) => {
      const { code, err } = await operate(words, calls);

      expect(err).toContain(message);
      expect(code).toBe(2);
    });

  test('nothing written to many groups names some of them', async () => {
    const { err } = await operate('logs Shop', {
      listStackResources: async () => ({ StackResourceSummaries: Array.from({ length: 9 }, (_, i) => ({
        ResourceType: 'AWS::Logs::LogGroup', LogicalResourceId: `L${i}`, PhysicalResourceId: `log-${i}`,
        LastUpdatedTimestamp: minutesAgo(180), ResourceStatus: 'CREATE_COMPLETE',
      })) }),
      filterLogEvents: async () => log(),
    });

    expect(err).toBe('nothing was written in this time to log-0, log-1, log-2, log-3, log-4 and 4 more\n');
  });

  test('nothing written is said, and no error', async () => {
    expect(await operate('logs Shop', { filterLogEvents: async () => log() }))
      .toEqual({ code: 0, out: '', err: 'nothing was written in this time to Shop-Web-Logs\n' });
  });
});

describe('exec', () => {
  const session = { sessionId: 's', streamUrl: 'wss://x', tokenValue: 'secret-token' };

  test('hands the session over to the plugin', async () => {
    const started: (readonly string[])[] = [];
    const { code, out, err } = await operate('exec Shop --profile dev --command /bin/ls',
      { executeCommand: async () => ({ session }) },
      { start: async (name, words) => { started.push([name, ...words]); return 0; } });

    expect(started).toEqual([['session-manager-plugin'], [
      'session-manager-plugin', JSON.stringify(session), 'eu-west-1', 'StartSession', 'dev',
      '{"Target":"ecs:Shop-Cluster_a1_a1-1234"}', 'https://ssm.eu-west-1.amazonaws.com',
    ]]);
    expect(`${out}${err}`).not.toContain('secret-token');
    expect(code).toBe(0);
  });

  test.each([
    ['no plugin', 'exec Shop', {}, undefined, 'next: install it: https'],
    ['no task', 'exec Shop', { listTasks: async () => ({ taskArns: [] }) }, 0, 'no task of Web runs'],
    ['an unknown task', 'exec Shop --task zz', {}, 0, 'whose id begins with "zz"'],
    ['an unknown container', 'exec Shop --container db', {}, 0, 'choose one with --container: web'],
    ['a task without the agent', 'exec Shop',
      { describeTasks: async () => ({ tasks: [runningTask('a1', { enableExecuteCommand: false, containers: [] })] }) },
      0, 'next: set "enableExecuteCommand"'],
    ['an agent that does not run', 'exec Shop',
      { describeTasks: async () => ({ tasks: [runningTask('a1', { containers: [{ name: 'web' }] })] }) }, 0,
      'ssmmessages'],
    ['no service', 'exec Shop', { listStackResources: async () => resourcesOf('AWS::Logs::LogGroup') }, 0,
      'there is no service in the stack'],
  ] as readonly (readonly [string, string, Calls, number | undefined, string])[])(
    '%s: says what to do', async (_what, words, calls, plugin, message) => {
      const { code, err } = await operate(words, calls, { start: async () => plugin });

      expect(err).toContain(message);
      expect(code).toBe(2);
    });
});

describe('rollback', () => {
  const underWay: Calls = { describeServiceDeployments: async () => rolloutWith({ status: 'IN_PROGRESS' }) };

  test('stops a deployment that is under way', async () => {
    const stopped: object[] = [];
    const { code, out } = await operate('rollback Shop --yes', {
      ...underWay, stopServiceDeployment: async (input) => { stopped.push(input); return {}; },
    });

    expect(stopped).toEqual([
      { serviceDeploymentArn: expect.stringContaining('/Shop-Web-1/abc'), stopType: 'ROLLBACK' },
    ]);
    expect(out).toContain('rolls back the deployment of Web');
    expect(code).toBe(0);
  });

  test('deploys an older revision, and says that the stack does not know', async () => {
    const updated: object[] = [];
    const { out, err } = await operate('rollback Shop --to 6', {
      updateService: async (input) => { updated.push(input); return {}; },
    }, { answer: 'Web' });

    expect(updated).toEqual([{ cluster: 'Shop-Cluster', service: 'Shop-Web-1', taskDefinition: 'ShopWeb:6' }]);
    expect(out).toContain('ECS deploys ShopWeb:6 to Web');
    expect(err).toContain('the stack does not know');
  });

  test.each([
    ['without a deployment', 'rollback Shop', undefined, 'next: deploy the old code, or name a revision: --to 6'],
    ['to what runs', 'rollback Shop --to 7', undefined, 'revision 7 runs already'],
    ['to what is no revision', 'rollback Shop --to 1.5', undefined, '"1.5" is no revision'],
    ['without a person', 'rollback Shop --to 6', undefined, 'nobody is there to agree\nnext: add --yes'],
    ['without consent', 'rollback Shop --to 6', 'no', 'nothing was done'],
  ] as const)('%s: does nothing', async (_what, words, answer, message) => {
    const { code, err } = await operate(words, {}, { answer });

    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe('open', () => {
  test('opens the address in a browser', async () => {
    const started: (readonly string[])[] = [];
    const { out } = await operate('open Shop', {}, {
      start: async (_name, words) => { started.push(words); return 0; },
    });

    expect([out, started]).toEqual(['https://shop-1.eu-west-1.elb.amazonaws.com\n',
      [['https://shop-1.eu-west-1.elb.amazonaws.com']]]);
  });

  test('prefers the own name, and an unusual port is part of the address', async () => {
    const record = { Type: 'AWS::Route53::RecordSet', Properties: { AliasTarget: {} } };
    const { out } = await operate('open Shop --json', {
      getTemplate: async () => ({ TemplateBody: JSON.stringify({ Resources: { Record: record } }) }),
      listStackResources: async () => ({ StackResourceSummaries: [
        ...resourcesOf('AWS::ElasticLoadBalancingV2::LoadBalancer').StackResourceSummaries ?? [], {
          ResourceType: record.Type, LogicalResourceId: 'Record', PhysicalResourceId: 'shop.example.com',
          ResourceStatus: 'CREATE_COMPLETE', LastUpdatedTimestamp: new Date(0),
        },
      ] }),
      describeListeners: async () => ({ Listeners: [{ Protocol: 'HTTP', Port: 8000 }] }),
    });

    expect(JSON.parse(out).addresses).toEqual(['http://shop.example.com',
      'http://shop-1.eu-west-1.elb.amazonaws.com:8000']);
  });

  test('says so if there is none', async () => {
    expect(await operate('open Shop', { listStackResources: async () => resourcesOf('AWS::ECS::Service') }))
      .toMatchObject({ code: 2, err: expect.stringContaining('it has no address') });
  });
});

describe('destroy', () => {
  const template = (resources: object): Calls => ({ getTemplate: async () => ({
    TemplateBody: JSON.stringify({ Resources: { ...JSON.parse(TEMPLATE).Resources, ...resources } }),
  }) });

  test('says what is deleted and what is kept, and deletes nothing', async () => {
    const { code, out } = await operate('destroy Shop', template({
      Files: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' },
      Old: { Type: 'AWS::RDS::DBInstance', DeletionPolicy: 'Snapshot' },
    }));

    expect(out).toContain('Files (AWS::S3::Bucket) stays as it is');
    expect(out).toContain('Old (AWS::RDS::DBInstance) leaves a snapshot behind');
    expect(out).toContain('deletes 8 resources');
    expect(code).toBe(0);
  });

  test('says what is kept without a policy', async () => {
    const { out } = await operate('destroy Shop', template({
      Alone: { Type: 'AWS::RDS::DBInstance' }, Aurora: { Type: 'AWS::RDS::DBCluster' },
      Member: { Type: 'AWS::RDS::DBInstance', Properties: { DBClusterIdentifier: { Ref: 'Aurora' } } },
    }));

    expect(out).toContain('Alone (AWS::RDS::DBInstance) leaves a snapshot behind');
    expect(out).toContain('Aurora (AWS::RDS::DBCluster) leaves a snapshot behind');
    expect(out).not.toContain('Member');
  });

  test('reads a template in YAML', async () => {
    const { code, out } = await operate('destroy Shop', { getTemplate: async () => ({ TemplateBody: `
Resources:
  Files: { Type: AWS::S3::Bucket, DeletionPolicy: Retain, Properties: { BucketName: !Sub 'shop-\${AWS::AccountId}' } }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }
` }) });

    expect(out).toContain('deleting Shop deletes 1 resource\n');
    expect(out).toContain('Files (AWS::S3::Bucket) stays as it is');
    expect(code).toBe(0);
  });

  test.each<[what: string, calls: Calls, words: string]>([
    ['without the right to read templates', {
      getTemplate: failing('AccessDenied', 'User is not authorized to perform: cloudformation:GetTemplate'),
    }, 'your rights do not allow "cloudformation:GetTemplate"'],
    ['with a template that cannot be read', { getTemplate: async () => ({ TemplateBody: 'Resources: [' }) },
      'nobody can tell what would be kept'],
  ])('deletes nothing %s', async (_what, calls, words) => {
    // deleteStack is not recorded: a call would be another error.
    const { code, err, out } = await operate('destroy Shop --execute --yes', calls);

    expect(err).toContain(words);
    expect([code, out]).toEqual([2, '']);
  });

  test('names what stands against it, and ends with 1', async () => {
    const { code, out } = await operate('destroy Shop --execute --yes', {
      ...template({
        Orders: { Type: 'AWS::RDS::DBInstance', DeletionPolicy: 'Delete', Properties: { DeletionProtection: true } },
        Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {
          LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: 'true' }],
        } },
      }),
      describeStacks: async () => stackWith({ EnableTerminationProtection: true }),
    });

    expect(out).toContain('termination protection of the stack Shop');
    expect(out).toContain('deletion protection of Orders (AWS::RDS::DBInstance)');
    expect(out).toContain('deletion protection of Balancer');
    expect(code).toBe(1);
  });

  test('deletes on demand', async () => {
    const deleted: object[] = [];
    const { code } = await operate('destroy Shop --execute', {
      deleteStack: async (input) => { deleted.push(input); return {}; },
    }, { answer: 'Shop' });

    expect(deleted).toEqual([{ StackName: expect.stringContaining('stack/Shop/') }]);
    expect(code).toBe(0);
  });

  test('does nothing without consent', async () => {
    expect(await operate('destroy Shop --execute', {}, { answer: 'shop' })).toMatchObject({ code: 2 });
    expect(await operate('destroy Shop --execute'))
      .toMatchObject({ code: 2, err: expect.stringContaining('add --yes') });
  });
});

test('several services: asks for one', async () => {
  const [service] = serviceWith().services ?? [];
  const { err } = await operate('exec Shop', {
    describeServices: async () => ({ services: [service, { ...service, serviceArn: 'arn:x', serviceName: 'Other' }] }),
    describeTargetHealth: async () => targetsWith(),
  }, { start: async () => 0 });

  expect(err).toContain('there are 2 services\nnext: choose one with --service: Web, arn:x');
});
