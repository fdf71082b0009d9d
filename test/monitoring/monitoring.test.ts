// R-MON-1, R-MON-2
import { App, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  Monitoring, MonitoringStack, Notification, OperationsTopic, Severity, Threshold, Tuning, BusinessHours,
  type IMonitored, type Signal,
} from '../../src';
import { Duration, TimeZone } from 'aws-cdk-lib';
import { alarmsOf, ENV, ofType, pathsOf, resourcesOf, signal, stackIn, Subject } from './support';

const ALARM = 'AWS::CloudWatch::Alarm';

describe('what is watched', () => {
  test('is the whole stack, also what is added later', () => {
    const { stack } = stackIn();
    new Subject(stack, 'Before');
    new Monitoring(stack, 'Monitoring');
    new Subject(new Construct(stack, 'Deeper'), 'After');
    resourcesOf(stack);

    expect(pathsOf(stack, ALARM)).toEqual([
      'Shop/Before/Alarms/Errors/Warning', 'Shop/Deeper/After/Alarms/Errors/Warning',
    ]);
  });

  test('is only what was named, if something was', () => {
    const { stack } = stackIn();
    const web = new Subject(stack, 'Web');
    new Subject(stack, 'Api');
    new Monitoring(stack, 'Monitoring', { subjects: [web] });
    resourcesOf(stack);

    expect(pathsOf(stack, ALARM)).toEqual(['Shop/Web/Alarms/Errors/Warning']);
  });

  test('grows with watch and watchScope', () => {
    const { stack } = stackIn();
    const [web, api, part] = [new Subject(stack, 'Web'), new Subject(stack, 'Api'), new Construct(stack, 'Part')];
    new Subject(stack, 'Other');
    const monitoring = new Monitoring(stack, 'Monitoring', { subjects: [web] });
    monitoring.watch(api);
    monitoring.watchScope(part);
    new Subject(part, 'Late');
    resourcesOf(stack);

    expect(pathsOf(stack, ALARM)).toEqual([
      'Shop/Web/Alarms/Errors/Warning', 'Shop/Api/Alarms/Errors/Warning', 'Shop/Part/Late/Alarms/Errors/Warning',
    ]);
  });

  test('may stand in a nested stack, which then holds its alarms', () => {
    const { stack } = stackIn();
    const nested = new NestedStack(stack, 'Nested');
    new Subject(nested, 'Web');
    new Monitoring(stack, 'Monitoring');

    expect(alarmsOf(resourcesOf(nested))).toHaveLength(1);
    expect(alarmsOf(resourcesOf(stack))).toHaveLength(0);
  });

  test('in a nested stack shares topic and dashboard of the stack around it, and is seen by a watcher', () => {
    const { app, stack } = stackIn({}, ENV);
    new Subject(new NestedStack(stack, 'Nested'), 'Web');
    new MonitoringStack(app, 'Watch', { env: ENV });
    const assembly = app.synth();
    const [shop, watch] = ['Shop', 'Watch'].map((name) => assembly.getStackByName(name).template);
    const bodies = [shop, watch].map(({ Resources: resources }) =>
      ofType(resources, 'AWS::CloudWatch::Dashboard').map(([, { Properties: p }]) => JSON.stringify(p)).join());

    expect(ofType(shop.Resources, 'AWS::SNS::Topic')).toHaveLength(1);
    expect(ofType(shop.Resources, 'AWS::KMS::Key')).toHaveLength(1);
    for (const body of bodies) expect(body).toContain(':alarm:Shop/Nested/Web/Warning');
    expect(bodies[0]).toContain('## Nested/Web');
  });

  test('has its alarms once, whoever watches it', () => {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    const web = new Subject(stack, 'Web');
    new Monitoring(stack, 'Monitoring', { emails: ['a@example.com'] });
    new Monitoring(stack, 'Second', { emails: ['a@example.com', 'b@example.com'] });
    new MonitoringStack(app, 'Third', { subjects: [web], emails: ['c@example.com'] });
    const resources = resourcesOf(stack);

    expect(alarmsOf(resources)).toHaveLength(1);
    expect(ofType(resources, 'AWS::SNS::Subscription').map(([, { Properties: p }]) => p.Endpoint).sort())
      .toEqual(['a@example.com', 'b@example.com', 'c@example.com']);
  });

  test('leaves a part to the construct around it that speaks for it', () => {
    const { stack } = stackIn();
    const service = new Subject(stack, 'Service');
    const part = new Subject(service, 'LoadBalancer');
    const application = new Subject(stack, 'Application', []);
    new Subject(application, 'Vote');
    const monitoring = new Monitoring(stack, 'Monitoring');
    const alarms = ['Shop/Service/Alarms/Errors/Warning', 'Shop/Application/Vote/Alarms/Errors/Warning'];
    const namedToo = () => { monitoring.watch(part); };

    expect(namedToo).not.toThrow();
    resourcesOf(stack);
    expect(pathsOf(stack, ALARM).sort()).toEqual([...alarms, 'Shop/Service/LoadBalancer/Alarms/Errors/Warning'].sort());
  });

  test('is the same without the newer order of aspects', () => {
    const templateWith = (context: Record<string, boolean>) => {
      const { stack } = stackIn({ context });
      Tags.of(stack).add('team', 'shop');
      new Monitoring(stack, 'Monitoring', {
        notifications: [Notification.email('ops@example.com').only(Severity.CRITICAL)],
      });
      new Subject(stack, 'Web', [signal('Errors', { critical: Threshold.above(20, { periods: 3 }) })]);
      return resourcesOf(stack);
    };
    const old = templateWith({});

    expect(templateWith({ '@aws-cdk/core:aspectStabilization': true })).toEqual(old);
    const untagged = Object.entries(old).filter(([, { Type, Properties }]) =>
      /Alarm$|Topic$|Key$/.test(Type) && !JSON.stringify(Properties.Tags ?? '').includes('team'));
    expect(untagged).toEqual([]);
  });

  test('reports to the topic that its scope was given', () => {
    const { app, stack } = stackIn();
    const given = OperationsTopic.of(new Stack(app, 'Central'));
    OperationsTopic.use(stack, given);
    new Subject(stack, 'Web');
    new Monitoring(stack, 'Monitoring', { emails: ['ops@example.com'] });

    expect(ofType(resourcesOf(stack), 'AWS::SNS::Topic')).toEqual([]);
    expect(ofType(resourcesOf(Stack.of(given)), 'AWS::SNS::Subscription')).toHaveLength(1);
  });
});

describe('a stack of its own', () => {
  const twoStacks = (env?: typeof ENV) => {
    const app = new App();
    const shop = new Stack(app, 'Shop', { env });
    return { app, shop, web: new Subject(shop, 'Web') };
  };

  test('watches the whole app', () => {
    const { app, shop } = twoStacks();
    const monitoring = new MonitoringStack(app, 'Monitoring');
    const late = new Stack(app, 'Late');
    new Subject(late, 'Api');

    expect(alarmsOf(resourcesOf(shop))).toHaveLength(1);
    expect(alarmsOf(resourcesOf(late))).toHaveLength(1);
    expect(alarmsOf(resourcesOf(monitoring))).toEqual([]);
  });

  test('watches subjects of any Region and account without a reference to them', () => {
    const { app, shop, web } = twoStacks(ENV);
    const monitoring = new MonitoringStack(app, 'Monitoring', {
      env: { account: '444455556666', region: 'us-east-1' }, subjects: [web], emails: ['ops@example.com'],
    });

    expect(alarmsOf(resourcesOf(shop))).toHaveLength(1);
    expect(JSON.stringify(resourcesOf(monitoring))).not.toMatch(/GetStackOutput|ImportValue/);
  });

  test('watches stages that are there, and those inside of them', () => {
    const app = new App();
    const stack = new Stack(new Stage(new Stage(app, 'Production'), 'Europe'), 'Shop');
    new MonitoringStack(app, 'Monitoring');
    new Subject(stack, 'Web');
    app.synth();

    expect(pathsOf(stack, ALARM)).toEqual(['Production/Europe/Shop/Web/Alarms/Errors/Warning']);
  });

  test('fails for a stage that comes later, which the CDK would write without it', () => {
    const { app } = twoStacks();
    new MonitoringStack(app, 'Monitoring');
    new Stage(app, 'Late');

    expect(() => app.synth()).toThrow(
      'Monitoring/Monitoring (Monitoring) has an invalid prop:\n  "watchedScope" must hold its '
      + 'stages before it is watched, got "Late": make the Monitoring after the stage, or one inside of the stage',
    );
  });

  test('has watch and watchScope too', () => {
    const { app, shop, web } = twoStacks();
    const monitoring = new MonitoringStack(app, 'Monitoring', { subjects: [web] });
    monitoring.watch(new Subject(shop, 'Api'));
    monitoring.watchScope(new Subject(shop, 'Job'));

    expect(alarmsOf(resourcesOf(shop))).toHaveLength(3);
  });
});

describe('bad input', () => {
  test('fails once, with everything that is wrong', () => {
    const { stack } = stackIn();
    const plain = new Construct(stack, 'Plain') as unknown as IMonitored;

    expect(() => new Monitoring(stack, 'Monitoring', {
      subjects: [plain],
      emails: ['ops', 'ops'],
      notifications: [
        Notification.https('http://example.com'), Notification.slack({ workspaceId: 'acme', channelId: '#ops' }),
        Notification.teams({ teamId: 'a', tenantId: 'b', channelId: 'c' }), Notification.incident('arn:aws:x'),
      ],
      tuning: [
        Tuning.threshold('latency', {}), Tuning.silence('Cpu', 'noisy'),
        Tuning.threshold('Cpu', { warning: Threshold.above(1, { periods: 1 }) }),
      ],
      suppressDuringDeployments: Duration.hours(2),
      warningHours: BusinessHours.weekdays({ from: '18:00', to: '9:00', timeZone: TimeZone.ETC_UTC }),
      runbooks: 'wiki',
    })).toThrow(new Error([
      'Shop/Monitoring (Monitoring) has 18 invalid props:',
      '  "subjects[0]" must report signals, got a construct without signals(): wrap a construct of the CDK, for '
      + 'example with Monitored.rds',
      '  "emails[1]" must differ from "emails[0]", got "ops"',
      '  "emails[0]" must be an e-mail address, got "ops"',
      '  "emails[1]" must be an e-mail address, got "ops"',
      '  "notifications[0]" must be a URL that starts with https://, got "http://example.com"',
      '  "notifications[1].workspaceId" must be the id of a workspace such as T0123456789, got "acme"',
      '  "notifications[1].channelId" must be the id of a channel such as C0123456789, got "#ops": the id, not the '
      + 'name: '
      + 'the last part of the link of the channel',
      '  "notifications[2].teamId" must be a UUID, got "a"',
      '  "notifications[2].tenantId" must be a UUID, got "b"',
      '  "notifications[2].channelId" must be the id of a channel such as 19:0123456789abcdef@thread.tacv2, got "c"',
      '  "notifications[3]" must be the name of a response plan, got "arn:aws:x": its name alone, not its ARN',
      '  "tuning[0].signalId" must be the id of a signal, got "latency": ids are in PascalCase, for example Latency',
      '  "tuning[0]" must give "critical" or "warning", got neither',
      '  "tuning[1].reason" must be a reason of 10 to 200 characters, got "noisy"',
      '  "tuning[2]" must change another signal than "tuning[1]", got "Cpu"',
      '  "suppressDuringDeployments" must be whole seconds from 1 minute to 1 hour, got 2 hours',
      '  "warningHours.to" must be a time hh:mm, got "9:00"',
      '  "runbooks" must be a URL that starts with https://, got "wiki"',
    ].join('\n')));
  });

  test.each([
    [
      'no subject', { subjects: [] },
      '"subjects" must name at least one construct, got []: without the prop everything is watched',
    ],
    [
      'hours that end before they begin',
      { warningHours: BusinessHours.weekdays({ from: '18:00', to: '18:00', timeZone: TimeZone.ETC_UTC }) },
      '"warningHours.to" must be later than "warningHours.from" (18:00), got "18:00"',
    ],
    [
      'a link that leaves no room', { runbooks: `https://${'w'.repeat(193)}` },
      '"runbooks" must have at most 200 characters, got 201',
    ],
    [
      'a time that is no number of minutes', { suppressDuringDeployments: Duration.seconds(90) },
      '"suppressDuringDeployments" must be whole minutes, got 1 minute 30 seconds',
    ],
    [
      'a subject that is missing', { subjects: [undefined as unknown as IMonitored] },
      '"subjects[0]" must report signals, got undefined: wrap a construct of the CDK, for example with Monitored.rds',
    ],
  ])('fails for %s', (_, props, problem) => {
    expect(() => new Monitoring(stackIn().stack, 'Monitoring', props))
      .toThrow(new Error(`Shop/Monitoring (Monitoring) has an invalid prop:\n  ${problem}`));
  });

  test('fails at synthesis where nothing is found', () => {
    const { stack } = stackIn();
    new Monitoring(stack, 'Monitoring');

    expect(() => resourcesOf(stack)).toThrow(
      '[Shop/Monitoring] "subjects" must find something that reports signals, got '
      + 'nothing: watch another scope, or wrap constructs of the CDK with Monitored',
    );
  });

  test('fails at synthesis where a change is on something that nobody watches', () => {
    const { app, stack } = stackIn();
    const elsewhere = new Subject(new Stack(app, 'Other'), 'Api');
    new Subject(stack, 'Web');
    new Monitoring(stack, 'Monitoring', { tuning: [Tuning.silence('Errors', 'known for years').on(elsewhere)] });

    expect(() => app.synth())
      .toThrow('[Shop/Monitoring] "tuning[0]" must be on something that is watched, got Other/Api');
  });

  test('takes a change that a nearer one overrides', () => {
    const { app, stack } = stackIn();
    const web = new Subject(stack, 'Web');
    const limit = (value: number) => Tuning.threshold('Errors', { warning: Threshold.above(value, { periods: 1 }) });
    new Monitoring(stack, 'Monitoring', { tuning: [limit(2), limit(1).on(web)] });
    new MonitoringStack(app, 'Watch', { tuning: [limit(3)] });

    expect(() => app.synth()).not.toThrow();
    expect(alarmsOf(resourcesOf(stack)).map(({ Threshold: value }) => value as number)).toEqual([1]);
  });

  test('takes the change of the Monitoring that was made first, where two watch the same scope', () => {
    const { stack } = stackIn();
    new Subject(stack, 'Web');
    for (const value of [3, 2]) {
      const warning = Threshold.above(value, { periods: 1 });
      new Monitoring(stack, `Monitoring${value}`, { tuning: [Tuning.threshold('Errors', { warning })] });
    }

    expect(alarmsOf(resourcesOf(stack)).map(({ Threshold: value }) => value as number)).toEqual([3]);
  });

  test('fails for what cannot report, given to watch', () => {
    const { stack } = stackIn();
    const monitoring = new Monitoring(stack, 'Monitoring');

    expect(() => monitoring.watch(new Construct(stack, 'Plain') as unknown as IMonitored))
      .toThrow('Shop/Monitoring (Monitoring.watch) has an invalid prop:\n  "subjects[0]" must report signals');
  });
});

test('a subject that is a stack has a name without a path', () => {
  class Whole extends Stack implements IMonitored {
    public signals(): Signal[] { return [signal('Errors')]; }
  }
  const stack = new Whole(new App(), 'Whole');
  new Monitoring(stack, 'Monitoring');
  const [alarm] = alarmsOf(resourcesOf(stack));

  expect(alarm.AlarmDescription).toMatch(/^WARNING: Title of Errors \(Whole\)\./);
});
