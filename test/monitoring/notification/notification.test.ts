// R-MON-2
import { App, CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  FargateService, Monitoring, MonitoringStack, Notification, OperationsTopic, ServiceImage, Severity, Threshold,
  type Signal,
} from '../../../src';
import { ENV, healthOf, ofType, resourcesOf, signal, stackIn, Subject, watched, type Resources } from '../support';

const BOTH: Signal[] = [signal('Errors', { critical: Threshold.above(20, { periods: 3 }) })];
const SLACK = { workspaceId: 'T0123456789', channelId: 'C0123456789' };
const UUID = '11112222-3333-4444-5555-666677778888';
const subscriptions = (resources: Resources) =>
  ofType(resources, 'AWS::SNS::Subscription').map(([, { Properties: p }]) =>
    [p.Protocol, p.Endpoint, (p.TopicArn as { Ref: string }).Ref.replace(/[0-9A-F]{8}$/, '')]);
const actionsOf = (resources: Resources) => Object.fromEntries(healthOf(resources).map((alarm) => [
  (alarm.AlarmName as string).replace('Shop/Web/', ''),
  { alarm: namesOf(alarm.AlarmActions), ok: namesOf(alarm.OKActions) },
]));
const namesOf = (actions: unknown) => (actions as (string | { 'Ref'?: string; 'Fn::Join'?: [string, unknown[]] })[])
  .map((action) => typeof action === 'string'
    ? action
    : action.Ref?.replace(/[0-9A-F]{8}$/, '')
      ?? action['Fn::Join']![1].filter((part) => typeof part === 'string').join('*'));
const watchedBy = (...notifications: Notification[]) => watched(BOTH, { notifications });

describe('who hears about it', () => {
  test('is subscribed to the operations topic of the stack', () => {
    const resources = watched(BOTH, {
      emails: ['ops@example.com'], notifications: [Notification.https('https://pager.example.com/key')],
    });

    expect(subscriptions(resources)).toEqual([
      ['email', 'ops@example.com', 'OperationsTopic'], ['https', 'https://pager.example.com/key', 'OperationsTopic'],
    ]);
    expect(ofType(resources, 'AWS::SNS::Subscription').map(([, { Properties: p }]) => p.RawMessageDelivery)).toEqual(
      [undefined, undefined],
    );
  });

  test('of one severity has a topic for it, which the alarms of that severity alone publish to', () => {
    const resources = watchedBy(
      Notification.email('all@example.com'),
      Notification.https('https://pager.example.com/key').only(Severity.CRITICAL),
      Notification.email('day@example.com').only(Severity.WARNING),
    );

    expect(subscriptions(resources)).toEqual([
      ['email', 'all@example.com', 'OperationsTopic'],
      ['https', 'https://pager.example.com/key', 'StackMonitoringCriticalTopic'],
      ['email', 'day@example.com', 'StackMonitoringWarningTopic'],
    ]);
    expect(actionsOf(resources)).toEqual({
      Critical: {
        alarm: ['OperationsTopic', 'StackMonitoringCriticalTopic'],
        ok: ['OperationsTopic', 'StackMonitoringCriticalTopic'],
      },
      Warning: {
        alarm: ['OperationsTopic', 'StackMonitoringWarningTopic'],
        ok: ['OperationsTopic', 'StackMonitoringWarningTopic'],
      },
    });
  });

  test('of a severity that no alarm has is not subscribed to anything by an alarm', () => {
    const resources = watched([signal('Errors')], {
      notifications: [Notification.email('ops@example.com').only(Severity.CRITICAL)],
    });

    expect(subscriptions(resources)).toEqual([]);
  });

  test('keeps the subscription when the list changes its order', () => {
    const [a, b] = [Notification.email('a@example.com'), Notification.email('b@example.com')];
    const idsOf = (resources: Resources) => ofType(resources, 'AWS::SNS::Subscription').map(([id]) => id).sort();

    expect(idsOf(watchedBy(a, b))).toEqual(idsOf(watchedBy(b, a)));
  });

  test('may be known at deployment only', () => {
    const { stack } = stackIn();
    const address = new CfnParameter(stack, 'Address').valueAsString;
    new Subject(stack, 'Web', BOTH);
    new Monitoring(stack, 'Monitoring', { emails: [address], notifications: [Notification.https(address)] });

    expect(ofType(
      resourcesOf(stack), 'AWS::SNS::Subscription',
    ).map(([, { Properties: p }]) => [p.Protocol, p.Endpoint]))
      .toEqual([['email', { Ref: 'Address' }], ['https', { Ref: 'Address' }]]);
  });

  test('may be a topic of the user', () => {
    const { stack } = stackIn();
    const mine = new Topic(stack, 'Mine');
    new Subject(stack, 'Web', BOTH);
    new Monitoring(stack, 'Monitoring', { notifications: [Notification.topic(mine).only(Severity.WARNING)] });

    expect(actionsOf(resourcesOf(stack))).toEqual({
      Critical: { alarm: ['OperationsTopic'], ok: ['OperationsTopic'] },
      Warning: { alarm: ['OperationsTopic', 'Mine'], ok: ['OperationsTopic', 'Mine'] },
    });
  });

  // the rule of an event gives the topic its first policy, which takes the place of the one that let alarms publish.
  test('may be a topic that the app makes: alarms and events may publish to it', () => {
    const { stack } = stackIn();
    const mine = new Topic(stack, 'Mine');
    new FargateService(stack, 'Web', {
      vpc: new Vpc(stack, 'Vpc'), image: ServiceImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'),
    });
    new Monitoring(stack, 'Monitoring', { notifications: [Notification.topic(mine)] });

    const [[, { Properties: policy }]] = ofType(resourcesOf(stack), 'AWS::SNS::TopicPolicy')
      .filter(([id]) => id.startsWith('Mine'));
    expect(policy.PolicyDocument.Statement.map(({ Principal }: { Principal: object }) => Principal)).toEqual([
      { Service: 'cloudwatch.amazonaws.com' }, { Service: 'events.amazonaws.com' },
    ]);
  });

  test('may be Systems Manager, which is told of the alarm and not of its end', () => {
    const resources = watchedBy(Notification.opsItem(), Notification.incident('shop-down').only(Severity.CRITICAL));

    expect(actionsOf(resources)).toMatchObject({
      Critical: {
        alarm: [
          'OperationsTopic', expect.stringMatching(/:opsitem:1$/), expect.stringMatching(/response-plan\/shop-down$/),
        ],
        ok: ['OperationsTopic'],
      },
      Warning: { alarm: ['OperationsTopic', expect.stringMatching(/:opsitem:3$/)], ok: ['OperationsTopic'] },
    });
  });
});

describe('the topics', () => {
  const resources = watchedBy(Notification.email('ops@example.com').only(Severity.CRITICAL));
  const policies = ofType(resources, 'AWS::SNS::TopicPolicy');
  const [[, key]] = ofType(resources, 'AWS::KMS::Key');
  const statementsOf = (
    policy: { Statement: { Effect: string; Principal: { Service?: string }; Condition?: object }[] }, service: string,
  ) =>
    policy.Statement.filter((statement) => statement.Effect === 'Allow' && statement.Principal.Service === service);

  test('are encrypted with the key of the stack and let CloudWatch and EventBridge publish', () => {
    expect(policies).toHaveLength(2);
    for (const [, { Properties: p }] of policies) {
      expect(statementsOf(p.PolicyDocument, 'cloudwatch.amazonaws.com')).toHaveLength(1);
      expect(statementsOf(p.PolicyDocument, 'events.amazonaws.com').length).toBeGreaterThan(0);
    }
    for (const [, { Properties: p }] of ofType(resources, 'AWS::SNS::Topic')) {
      expect(p.KmsMasterKeyId['Fn::GetAtt'][0]).toMatch(/^EncryptionKey/);
    }
  });

  test('have a key that both may use', () => {
    for (const service of ['cloudwatch.amazonaws.com', 'events.amazonaws.com']) {
      expect(statementsOf(key.Properties.KeyPolicy, service))
        .toMatchObject([{ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }]);
    }
    expect(statementsOf(key.Properties.KeyPolicy, 'events.amazonaws.com')[0].Condition).toBeUndefined();
  });
});

describe('a chat', () => {
  test('of Slack listens to the topics, may do nothing, and lets nobody do more than read CloudWatch', () => {
    const resources = watchedBy(Notification.slack(SLACK));
    const [[, channel]] = ofType(resources, 'AWS::Chatbot::SlackChannelConfiguration');
    const [[role, { Properties: rights }]] = ofType(resources, 'AWS::IAM::Role');
    const [[topic]] = ofType(resources, 'AWS::SNS::Topic');

    expect(channel.Properties).toMatchObject({
      SlackWorkspaceId: 'T0123456789', SlackChannelId: 'C0123456789', SnsTopicArns: [{ Ref: topic }],
      IamRoleArn: { 'Fn::GetAtt': [role, 'Arn'] }, LoggingLevel: 'ERROR',
      GuardrailPolicies: [
        { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/CloudWatchReadOnlyAccess']] },
      ],
    });
    expect(Object.keys(rights).sort()).toEqual(['AssumeRolePolicyDocument', 'Description']);
    expect(ofType(resources, 'AWS::IAM::Policy')).toEqual([]);
  });

  test('of Teams too', () => {
    const teams = Notification.teams({ teamId: UUID, tenantId: UUID, channelId: '19:0a@thread.tacv2' });

    expect(ofType(watchedBy(teams), 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration')[0][1].Properties).toMatchObject(
      {
        TeamId: UUID, TeamsTenantId: UUID, TeamsChannelId: '19%3A0a%40thread.tacv2', SnsTopicArns: [expect.anything()],
      },
    );
  });

  test('is configured once, also where it is named for both severities', () => {
    const slack = Notification.slack(SLACK);
    const resources = watchedBy(slack.only(Severity.CRITICAL), slack.only(Severity.WARNING));
    const [channel, ...others] = ofType(resources, 'AWS::Chatbot::SlackChannelConfiguration');

    expect(others).toEqual([]);
    expect(channel[1].Properties.SnsTopicArns).toHaveLength(2);
  });

  test('listens to other stacks and Regions without an export', () => {
    const app = new App();
    const subjects = ['eu-west-1', 'us-east-1'].map((region) =>
      new Subject(new Stack(app, region, { env: { ...ENV, region } }), 'Web'));
    const monitoring = new Stack(app, 'Monitoring', { env: ENV });
    new Monitoring(monitoring, 'Monitoring', { subjects, notifications: [Notification.slack(SLACK)] });
    const [[, { Properties: p }]] = ofType(resourcesOf(monitoring), 'AWS::Chatbot::SlackChannelConfiguration');

    expect(p.SnsTopicArns.map((arn: { 'Fn::GetStackOutput': { StackName: string; Region: string } }) =>
      arn['Fn::GetStackOutput'])).toMatchObject(
      [{ StackName: 'eu-west-1', Region: 'eu-west-1' }, { StackName: 'us-east-1', Region: 'us-east-1' }],
    );
    expect(JSON.stringify(app.synth().stacks.map(({ template }) => template as object))).not.toMatch(
      /ImportValue|"Export"/,
    );
  });

  test('fails without a Region of its own where the subjects have one', () => {
    const app = new App();
    const web = new Subject(new Stack(app, 'Shop', { env: ENV }), 'Web');
    new MonitoringStack(app, 'Monitoring', { subjects: [web], notifications: [Notification.slack(SLACK)] });

    expect(() => app.synth()).toThrow('"notifications" must have a chat channel in a stack with "env", got no Region, '
      + 'and subjects in eu-west-1: give "env" to Monitoring');
  });

  test('fails for subjects without a Region where it has one', () => {
    const app = new App();
    const web = new Subject(new Stack(app, 'Shop'), 'Web');
    new MonitoringStack(app, 'Monitoring', {
      env: ENV, subjects: [web], notifications: [Notification.slack(SLACK)],
    });

    expect(() => app.synth()).toThrow('"notifications" must have a chat channel for subjects in stacks with "env" '
      + 'only, got Shop, which has no Region: give "env" to Shop');
  });

  test('fails for subjects of another account or stage', () => {
    const inAccount = () => {
      const app = new App();
      const web = new Subject(new Stack(app, 'Shop', { env: ENV }), 'Web');
      new MonitoringStack(app, 'Monitoring', {
        env: { ...ENV, account: '444455556666' }, subjects: [web], notifications: [Notification.slack(SLACK)],
      });
      app.synth();
    };
    const inStage = () => {
      const app = new App();
      const web = new Subject(new Stack(new Stage(app, 'Production'), 'Shop'), 'Web');
      new MonitoringStack(app, 'Monitoring', { subjects: [web], notifications: [Notification.slack(SLACK)] });
      app.synth();
    };

    expect(inAccount).toThrow('Monitoring/Monitoring/Slack/C0123456789 (Notification) has an invalid prop:\n'
      + '  "notifications" must have a chat channel in the account of the subjects only, got subjects in account '
      + '111122223333: make a second Monitoring there, for example in Shop');
    expect(inStage).toThrow(
      '"notifications" must have a chat channel in the stage of the subjects only, got subjects in '
      + 'Production/Shop: make a second Monitoring there, for example in Production/Shop',
    );
  });
});

describe('a topic of the user and a chat channel', () => {
  const slack = Notification.slack(SLACK);
  function watchedFrom(notificationsFor: (ops: Stack, app: App) => Notification[]): App {
    const app = new App();
    const ops = new Stack(app, 'Ops', { env: ENV });
    const web = new Subject(new Stack(app, 'Shop', { env: ENV }), 'Web', BOTH);
    new Monitoring(ops, 'Monitoring', { subjects: [web], notifications: notificationsFor(ops, app) });
    return app;
  }

  test('of one stack fail: alarms of the subjects need the topic, and the channel needs topics of the subjects', () => {
    expect(() => watchedFrom((ops) => [slack, Notification.topic(new Topic(ops, 'Topic'))]).synth()).toThrow(
      'Shop/Web (Monitoring) has an invalid prop:\n  "notifications" must leave two stacks an order in which they can '
      + 'be deployed, got Ops/Topic, which Shop needs, and Shop/OperationsTopic, which Ops needs: make your own topic '
      + 'in a stack without a chat channel',
    );
  });

  test('of one stack fail for different severities as well', () => {
    expect(() => watchedFrom((ops) => [
      slack.only(Severity.WARNING), Notification.topic(new Topic(ops, 'Topic')).only(Severity.CRITICAL),
    ]).synth()).toThrow('"notifications" must leave two stacks an order in which they can be deployed, got '
      + 'Shop/StackMonitoring/WarningTopic, which Ops needs, and Ops/Topic, which Shop needs');
  });

  test('work where the topic stands in a third stack, or was imported', () => {
    const inThird = watchedFrom((_, app) => [
      slack, Notification.topic(new Topic(new Stack(app, 'Topics', { env: ENV }), 'Topic')),
    ]);
    const imported = watchedFrom((ops) => [
      slack, Notification.topic(Topic.fromTopicArn(ops, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:ops')),
    ]);

    for (const app of [inThird, imported]) {
      const ops = app.synth().getStackByName('Ops').template as { Resources: Resources };
      expect(ofType(ops.Resources, 'AWS::Chatbot::SlackChannelConfiguration')).toHaveLength(1);
    }
  });
});

describe('one channel of a chat', () => {
  const channelsOf = (stack: Stack) => ofType(resourcesOf(stack), 'AWS::Chatbot::SlackChannelConfiguration');
  function watchedIn(...envs: Partial<typeof ENV>[]): () => void {
    return () => {
      const app = new App();
      envs.forEach((env, index) => {
        const stack = new Stack(app, `Shop${index}`, { env });
        new Subject(stack, 'Web');
        new Monitoring(stack, 'Monitoring', { notifications: [Notification.slack(SLACK)] });
      });
    };
  }

  test('is configured once, also where two Monitorings of a stack name it', () => {
    const { stack } = stackIn();
    new Subject(stack, 'Web', BOTH);
    for (const id of ['Monitoring', 'Other']) {
      new Monitoring(stack, id, { notifications: [Notification.slack(SLACK)] });
    }

    expect(channelsOf(stack)).toHaveLength(1);
  });

  test('fails in two stacks of one account, which AWS would refuse at deployment', () => {
    const message = 'Shop1/Monitoring (Notification) has an invalid prop:\n  "notifications" must name a chat channel '
      + 'in one stack of an account only, got Slack C0123456789 in Shop1, and before in Shop0: AWS takes one '
      + 'configuration for each channel; watch the subjects of both from one MonitoringStack';

    expect(watchedIn(ENV, { ...ENV, region: 'us-east-1' })).toThrow(message);
    expect(watchedIn({}, {})).toThrow(message);
    expect(watchedIn(ENV, { ...ENV, account: '444455556666' })).not.toThrow();
  });

  test('is one of its own where its id is known at deployment only', () => {
    const { stack } = stackIn();
    new Subject(stack, 'Web', BOTH);
    const ids = ['One', 'Two', 'One'].map((id) =>
      (stack.node.tryFindChild(id) as CfnParameter | undefined ?? new CfnParameter(stack, id)).valueAsString);
    new Monitoring(stack, 'Monitoring', {
      notifications: ids.map((channelId) => Notification.slack({ ...SLACK, channelId })),
    });

    const told = channelsOf(stack).map(([, { Properties: p }]) => p.SlackChannelId as unknown);
    expect(told).toEqual([{ Ref: 'One' }, { Ref: 'Two' }]);
  });
});

describe('two of the same', () => {
  test('are one channel of Teams, whichever way its id is written', () => {
    const [decoded, encoded] = ['19:0a@thread.tacv2', '19%3a0a%40thread.tacv2'].map((channelId) =>
      Notification.teams({ teamId: UUID, tenantId: UUID, channelId }));
    const channels = ofType(watchedBy(decoded, encoded), 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration');

    expect(channels.map(([, { Properties: p }]) => p.TeamsChannelId)).toEqual(['19%3A0a%40thread.tacv2']);
  });

  test('are one action of an alarm', () => {
    const resources = watchedBy(
      Notification.opsItem(), Notification.opsItem(), Notification.incident('Outage'), Notification.incident('Outage'),
    );

    expect(actionsOf(resources).Critical.alarm).toHaveLength(3);
  });

  test('are one, also where two Monitorings want them', () => {
    const { stack } = stackIn();
    new Subject(stack, 'Web', BOTH);
    new Monitoring(stack, 'Monitoring', { notifications: [Notification.opsItem()] });
    new Monitoring(stack, 'Other', { notifications: [Notification.opsItem()] });

    expect(actionsOf(resourcesOf(stack)).Warning.alarm).toHaveLength(2);
  });

  test('are one topic, also where it was imported twice', () => {
    const { stack } = stackIn();
    const topics = ['One', 'Two'].map((id) => Topic.fromTopicArn(stack, id, 'arn:aws:sns:eu-west-1:111122223333:shop'));
    new Subject(stack, 'Web', BOTH);
    new Monitoring(stack, 'Monitoring', { notifications: topics.map((topic) => Notification.topic(topic)) });

    expect(actionsOf(resourcesOf(stack)).Warning.alarm).toEqual([
      'OperationsTopic', 'arn:aws:sns:eu-west-1:111122223333:shop',
    ]);
  });
});

test.each([
  ['the Region', 'arn:aws:sns:us-east-1:111122223333:shop', 'be in the Region eu-west-1 of the stack, got one in '
  + 'us-east-1: an alarm tells topics of its own Region and account alone, and not Shop/Topic; make a Monitoring for '
  + 'each'],
  ['the account', 'arn:aws:sns:eu-west-1:444455556666:shop', 'be in the account 111122223333 of the stack, got one in '
  + '444455556666: an alarm tells topics of its own Region and account alone, and not Shop/Topic; make a Monitoring '
  + 'for each'],
  ['standard topics', 'arn:aws:sns:eu-west-1:111122223333:shop.fifo', 'have standard topics, got the FIFO topic '
  + 'Shop/Topic'],
])('a topic that nobody could publish to fails: %s', (_, arn, problem) => {
  const { stack } = stackIn({}, ENV);
  new Subject(stack, 'Web', BOTH);
  new Monitoring(stack, 'Monitoring', {
    notifications: [Notification.topic(Topic.fromTopicArn(stack, 'Topic', arn))],
  });

  expect(() => resourcesOf(stack))
    .toThrow(new Error(`Shop/Web (Monitoring) has an invalid prop:\n  "notifications" must ${problem}`));
});

describe('a topic with the key that AWS manages', () => {
  const topicIn = (stack: Stack) =>
    new Topic(stack, 'Topic', { masterKey: Alias.fromAliasName(stack, 'SnsKey', 'alias/aws/sns') });
  const problem = 'must have a topic with a customer managed key, or without one, got Shop/Topic with alias/aws/sns: '
    + 'CloudWatch and EventBridge may not use the key of AWS';

  test('fails as a notification', () => {
    const { stack } = stackIn({}, ENV);
    new Subject(stack, 'Web', BOTH);
    new Monitoring(stack, 'Monitoring', { notifications: [Notification.topic(topicIn(stack))] });

    expect(() => resourcesOf(stack))
      .toThrow(`Shop/Web (Monitoring) has an invalid prop:\n  "notifications" ${problem}`);
  });

  test('fails as the operations topic', () => {
    const { stack } = stackIn({}, ENV);

    expect(() => { OperationsTopic.use(stack, topicIn(stack)); })
      .toThrow(`Shop (OperationsTopic.use) has an invalid prop:\n  "topic" ${problem}`);
  });
});
