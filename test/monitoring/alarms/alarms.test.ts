// R-MON-1
import { App, Duration, NestedStack, Stack, TimeZone } from 'aws-cdk-lib';
import { Alarm, MathExpression, Metric, type CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Ec2Action, Ec2InstanceAction, SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  BusinessHours, Monitoring, Notification, OperationsTopic, Severity, Threshold, Tuning, type Signal,
} from '../../../src';
import {
  alarmsOf, critical, ENV, healthOf, ofType, pathsOf, resourcesOf, signal, stackIn, Subject, watched,
} from '../support';

/** Characters of a rule, in the Region with the longest name, of alarms with the longest names. */
const lengthOf = (rule: { 'Fn::Join': [string, unknown[]] }) => rule['Fn::Join'][1]
  .map((part) => typeof part === 'string' ? part : `${LONGEST_ARN}${'n'.repeat(255)}`).join('').length;
const LONGEST_ARN = 'arn:aws-us-gov:cloudwatch:us-gov-west-1:111122223333:alarm:';

const ALARM = 'AWS::CloudWatch::Alarm';
const COMPOSITE = 'AWS::CloudWatch::CompositeAlarm';

describe('the alarms of a subject', () => {
  test('are one for each threshold, beside the subject', () => {
    const { stack } = stackIn();
    new Subject(stack, 'Web', [signal('Errors', { critical: critical() }), signal('Shown', { warning: undefined })]);
    new Monitoring(stack, 'Monitoring');
    resourcesOf(stack);

    expect(pathsOf(stack, ALARM)).toEqual(['Shop/Web/Alarms/Errors/Critical', 'Shop/Web/Alarms/Errors/Warning']);
  });

  test('do nothing themselves, and one for each severity pages', () => {
    const resources = watched([signal('Errors', { critical: critical() }), signal('Latency')]);

    expect(alarmsOf(resources).map((alarm) => [alarm.AlarmActions, alarm.OKActions])).toEqual(
      [[undefined, undefined], [undefined, undefined], [undefined, undefined]],
    );
    expect(healthOf(resources).map((alarm) => alarm.AlarmName)).toEqual(['Shop/Web/Critical', 'Shop/Web/Warning']);
    const [[topic]] = ofType(resources, 'AWS::SNS::Topic');
    for (const health of healthOf(resources)) {
      expect([health.AlarmActions, health.OKActions]).toEqual([[{ Ref: topic }], [{ Ref: topic }]]);
    }
  });

  test('say severity, title, subject, reason and runbook', () => {
    const [alarm] = alarmsOf(watched([signal('Errors')], { runbooks: 'https://wiki.example.com/runbooks/' }));

    expect(alarm.AlarmDescription).toBe('WARNING: Title of Errors (Web). Reason of Errors. Look at the log. '
      + 'Runbook: https://wiki.example.com/runbooks/Errors');
  });

  test('never lose the runbook to a long reason', () => {
    const long = signal('Errors', { title: 't'.repeat(200), reason: 'r'.repeat(800) });
    const { stack } = stackIn();
    new Subject(stack, 'W'.repeat(200), [long]);
    new Monitoring(stack, 'Monitoring', { runbooks: 'https://wiki.example.com/runbooks' });
    const [alarm] = alarmsOf(resourcesOf(stack));

    expect(alarm.AlarmDescription).toHaveLength(1024);
    expect(alarm.AlarmDescription).toMatch(/r\.\.\. Runbook: https:\/\/wiki\.example\.com\/runbooks\/Errors$/);
  });

  test('keep their ids when signals are added before and after', () => {
    const idsWith = (signals: Signal[]) => Object.keys(watched(signals));
    const before = idsWith([signal('Errors')]);

    expect(idsWith([signal('Bytes', { critical: critical() }), signal('Errors'), signal('Zeal')]))
      .toEqual(expect.arrayContaining(before));
  });

  test('fail with all problems of bad signals at once', () => {
    expect(() => watched([signal('errors'), signal('Latency', { warning: Threshold.above(1, { periods: 0 }) })]))
      .toThrow(new Error([
        'Shop/Web (Subject.signals) has 2 invalid props:',
        '  "signal.id" must be a name in PascalCase, got "errors"',
        '  "signal Latency.warning.periods" must be an integer of at least 1, got 0',
      ].join('\n')));
  });
});

describe('the alarm that pages for a subject', () => {
  test('is raised by any of the alarms of its severity', () => {
    const resources = watched([signal('Errors'), signal('Latency', { critical: critical() })]);
    const [critical1, warning] = healthOf(resources);
    const refers = (health: typeof warning) => JSON.stringify(health.AlarmRule).match(/WebAlarms\w+(?=")/g)!
      .map((id) => id.replace(/[0-9A-F]{8}$/, ''));

    expect(refers(critical1)).toEqual(['WebAlarmsLatencyCritical']);
    expect(refers(warning)).toEqual(['WebAlarmsErrorsWarning', 'WebAlarmsLatencyWarning']);
  });

  test('is not there for a severity without thresholds', () => {
    expect(healthOf(watched([signal('Errors')])).map((alarm) => alarm.AlarmName)).toEqual(['Shop/Web/Warning']);
    expect(healthOf(watched([signal('Errors', { warning: undefined })]))).toEqual([]);
  });

  test('keeps warnings quiet while something is critical, so that nobody is told twice', () => {
    const resources = watched([signal('Errors', { critical: critical() })]);
    const [[criticalId]] = ofType(resources, COMPOSITE);

    expect(healthOf(resources)[1]).toMatchObject({
      ActionsSuppressor: { 'Fn::GetAtt': [criticalId, 'Arn'] }, ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 60,
    });
    expect(healthOf(resources)[0].ActionsSuppressor).toBeUndefined();
  });

  test('is split where its rule would be too long', () => {
    const resources = watched(Array.from({ length: 150 }, (_, i) => signal(`Signal${i}`)));
    const children = healthOf(resources).map((health) => JSON.stringify(health.AlarmRule).match(/ALARM\(/g)!.length);

    expect(children.sort((a, b) => a - b)).toEqual([3, 10, 70, 70]);
    expect(healthOf(resources).filter((health) => health.AlarmActions)).toHaveLength(1);
  });

  test('keeps its rule within the limit of CloudWatch, also where names are as long as they may be', () => {
    const { stack } = stackIn();
    new Subject(stack, 'W'.repeat(250), Array.from({ length: 70 }, (_, i) => signal(`Signal${i}`)));
    new Monitoring(stack, 'Monitoring');
    const rules = healthOf(resourcesOf(stack)).map(({ AlarmRule: rule }) => lengthOf(rule));

    expect(rules.length).toBeGreaterThan(1);
    expect(Math.max(...rules)).toBeLessThanOrEqual(10_240);
  });

  test('has another name than that of a subject whose id cannot be written either', () => {
    const { stack } = stackIn();
    for (const id of ['注文', '商品']) new Subject(stack, id);
    new Monitoring(stack, 'Monitoring');
    const resources = resourcesOf(stack);
    const names = [...alarmsOf(resources), ...healthOf(resources)].map(({ AlarmName: name }) => name as string);

    expect(new Set(names).size).toBe(4);
    for (const name of names) expect(name).toMatch(/^Shop\/[ -~]+$/);
  });

  test('has no quote or backslash in its name, which would end it in the rule of another alarm', () => {
    const { stack } = stackIn();
    for (const id of ['Web "new"', 'Web -new-', 'Web \\']) new Subject(stack, id);
    new Monitoring(stack, 'Monitoring');
    const resources = resourcesOf(stack);
    const names = [...alarmsOf(resources), ...healthOf(resources)].map(({ AlarmName: name }) => name as string);

    expect(new Set(names).size).toBe(6);
    for (const name of names) expect(name).not.toMatch(/["\\]/);
  });

  test('has at most 255 characters in a nested stack', () => {
    const { stack } = stackIn();
    const nested = new NestedStack(stack, 'Nested');
    new Subject(nested, 'W'.repeat(250));
    new Monitoring(stack, 'Monitoring');
    const [{ AlarmName: name }] = healthOf(resourcesOf(nested));

    expect(name).toMatch(/^Shop\/Nested\/W{234}-[0-9a-f]{8}$/);
  });

  test('has a name that other stacks can write down, of at most 255 ASCII characters', () => {
    const nameOf = (id: string) => {
      const { stack } = stackIn();
      new Subject(stack, id);
      new Monitoring(stack, 'Monitoring');
      return healthOf(resourcesOf(stack))[0].AlarmName as string;
    };

    expect(nameOf('Straße')).toMatch(/^Shop\/Stra-e\/Warning-[0-9a-f]{8}$/);
    expect(nameOf('W'.repeat(250))).toMatch(/^Shop\/W{241}-[0-9a-f]{8}$/);
  });

  test('has the path of a nested stack, whose name is known at deployment only', () => {
    const { stack } = stackIn();
    const nested = new NestedStack(stack, 'Nested');
    new Subject(nested, 'Web');
    new Monitoring(stack, 'Monitoring');

    expect(healthOf(resourcesOf(nested))[0].AlarmName).toBe('Shop/Nested/Web/Warning');
  });

  test('fails for more actions than CloudWatch takes', () => {
    const { stack } = stackIn();
    new Subject(stack, 'Web');
    const notifications = ['A', 'B', 'C', 'D', 'E'].map((id) => Notification.topic(new Topic(stack, id)));
    new Monitoring(stack, 'Monitoring', { notifications });

    expect(() => resourcesOf(stack)).toThrow(
      'Shop/Web (Monitoring) has an invalid prop:\n  "notifications" must need at '
      + 'most 5 actions of an alarm, got 6 for warning alarms, 6 of them topics: all mails and URLs of one severity '
      + 'share an action; subscribe one topic to the others',
    );
  });
});

describe('an alarm that exists already', () => {
  const existing = (stack: Stack, id = 'Rollback') => new Alarm(stack, id, {
    metric: new Metric({ namespace: 'Shop', metricName: 'Errors' }), threshold: 1, evaluationPeriods: 1,
  });

  test('is taken over, and reports no more itself', () => {
    const { stack } = stackIn();
    const rollback = existing(stack);
    rollback.addAlarmAction(new SnsAction(OperationsTopic.of(stack)));
    rollback.addOkAction(new SnsAction(OperationsTopic.of(stack)));
    new Subject(stack, 'Web', [signal('Errors', { warning: critical().withAlarm(rollback) })]);
    new Monitoring(stack, 'Monitoring');
    const resources = resourcesOf(stack);

    expect(alarmsOf(resources)).toHaveLength(1);
    expect(alarmsOf(resources)[0]).not.toHaveProperty('AlarmActions');
    expect(alarmsOf(resources)[0]).not.toHaveProperty('OKActions');
    expect(JSON.stringify(healthOf(resources)[0].AlarmRule))
      .toContain(stack.getLogicalId(rollback.node.defaultChild as CfnAlarm));
  });

  test('keeps what else it does', () => {
    const { stack } = stackIn();
    const recovery = new Alarm(stack, 'Recovery', {
      metric: new Metric({
        namespace: 'AWS/EC2', metricName: 'StatusCheckFailed_System', dimensionsMap: { InstanceId: 'i-0123' },
      }),
      threshold: 1, evaluationPeriods: 1,
    });
    recovery.addAlarmAction(new Ec2Action(Ec2InstanceAction.RECOVER), new SnsAction(OperationsTopic.of(stack)));
    new Subject(stack, 'Web', [signal('Errors', { warning: critical().withAlarm(recovery) })]);
    new Monitoring(stack, 'Monitoring');

    const actions = alarmsOf(resourcesOf(stack))[0].AlarmActions as unknown[];

    expect(actions).toHaveLength(1);
    expect(JSON.stringify(actions)).toContain(':ec2:recover');
  });

  test('stays as it is with a tuned threshold, which gets an alarm of its own', () => {
    const { stack } = stackIn();
    const rollback = existing(stack);
    rollback.addAlarmAction(new SnsAction(OperationsTopic.of(stack)));
    new Subject(stack, 'Web', [signal('Errors', { warning: critical().withAlarm(rollback) })]);
    new Monitoring(stack, 'Monitoring', {
      tuning: [Tuning.threshold('Errors', { warning: Threshold.above(99, { periods: 1 }) })],
    });
    const resources = resourcesOf(stack);

    expect(alarmsOf(resources).map((alarm) => [alarm.Threshold, alarm.AlarmActions]))
      .toEqual([[1, undefined], [99, undefined]]);
    expect(JSON.stringify(healthOf(resources)[0].AlarmRule)).toMatch(/WebAlarmsErrorsWarning/);
    expect(JSON.stringify(healthOf(resources)[0].AlarmRule)).not.toMatch(/Rollback/);
  });

  test('that is related only is left alone', () => {
    const { stack } = stackIn();
    const scaling = existing(stack, 'Scaling');
    scaling.addAlarmAction(new SnsAction(OperationsTopic.of(stack)));
    new Subject(stack, 'Web', [signal('Errors', { relatedAlarms: [scaling] })]);
    new Monitoring(stack, 'Monitoring');
    const resources = resourcesOf(stack);

    expect(alarmsOf(resources).map((alarm) => (alarm.AlarmActions as unknown[] | undefined)?.length))
      .toEqual([1, undefined]);
    expect(JSON.stringify(healthOf(resources)[0].AlarmRule)).not.toMatch(/Scaling/);
  });
});

describe('tuning', () => {
  const TWO = [signal('Errors', { critical: critical() }), signal('Latency')];
  const limits = (tuning: Tuning[]) => alarmsOf(watched(TWO, { tuning }))
    .map((alarm) => `${alarm.MetricName} ${alarm.Threshold}`);

  test('changes one threshold of a signal and leaves the others', () => {
    expect(limits([Tuning.threshold('Errors', { warning: Threshold.atLeast(15, { periods: 1 }) })]))
      .toEqual(['Errors 20', 'Errors 15', 'Latency 10']);
  });

  test('silences a signal', () => {
    expect(limits([Tuning.silence('Errors', 'known to be noisy')])).toEqual(['Latency 10']);
  });

  test('silences a signal that rolls a deployment back, whose own alarm goes on with that', () => {
    const { stack } = stackIn();
    const rollback = new Alarm(stack, 'Rollback', {
      metric: new Metric({ namespace: 'Shop', metricName: 'Errors' }), threshold: 1, evaluationPeriods: 1,
    });
    new Subject(stack, 'Web', [
      signal('Errors', { warning: critical().withAlarm(rollback), rollsBackAt: Severity.WARNING }),
    ]);
    new Monitoring(stack, 'Monitoring', { tuning: [Tuning.silence('Errors', 'known to be noisy')] });
    const resources = resourcesOf(stack);

    expect(alarmsOf(resources)).toHaveLength(1);
    expect(healthOf(resources)).toEqual([]);
  });

  test('of one subject goes before tuning of all', () => {
    const { stack } = stackIn();
    new Subject(stack, 'Web');
    const api = new Subject(stack, 'Api');
    new Monitoring(stack, 'Monitoring', {
      tuning: [
        Tuning.threshold('Errors', { warning: critical(1) }),
        Tuning.threshold('Errors', { warning: critical(2) }).on(api),
      ],
    });

    expect(alarmsOf(resourcesOf(stack)).map((alarm) => alarm.Threshold)).toEqual([1, 2]);
  });

  test('fails for a signal that nothing has', () => {
    expect(() => watched(TWO, { tuning: [Tuning.silence('Latncy', 'known to be noisy')] })).toThrow(
      '[Shop/Monitoring] "tuning[0].signalId" must be the id of a signal of what is watched, got "Latncy": there are '
      + 'Errors, Latency',
    );
  });

  test('fails for a warning that comes after the critical limit', () => {
    expect(() => watched(TWO, { tuning: [Tuning.threshold('Errors', { warning: critical(21) })] })).toThrow(
      'Shop/Web (Tuning) has an invalid prop:\n  "signal Errors.warning.value" must be crossed before '
      + '"critical.value" (20), got 21',
    );
  });
});

describe('during a deployment', () => {
  const signals = [signal('Errors', { critical: critical() })];
  const quiet = watched(signals, { suppressDuringDeployments: Duration.minutes(15) });

  test('nothing is quiet by default', () => {
    expect(ofType(watched(signals), 'AWS::Events::Rule')).toEqual([]);
  });

  test('the alarm of the stack is raised for a while after each sign of CloudFormation', () => {
    const [[, rule]] = ofType(quiet, 'AWS::Events::Rule');
    const deployment = alarmsOf(quiet).find((alarm) => alarm.Namespace === 'AWS/Events')!;

    expect(rule.Properties.EventPattern).toEqual({
      'source': ['aws.cloudformation'],
      'detail-type': ['CloudFormation Stack Status Change'],
      'detail': {
        'stack-id': [{ Ref: 'AWS::StackId' }],
        'status-details': {
          status: ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
        },
      },
    });
    expect(deployment).toMatchObject({
      MetricName: 'TriggeredRules', Period: 60, EvaluationPeriods: 15, DatapointsToAlarm: 1, Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
  });

  test('critical alarms wait for it, and warnings for it and for the critical alarm', () => {
    const idOf = (part: string) => Object.keys(quiet).find((id) => id.startsWith(part))!;
    const health = healthOf(quiet);
    const [deployment, criticalAlarm] = [idOf('StackMonitoringDeploymentAlarm'), idOf('WebHealthCritical')];

    expect(health.find((one) => one.AlarmName === 'Shop/Web/Critical')!.ActionsSuppressor)
      .toEqual({ 'Fn::GetAtt': [deployment, 'Arn'] });
    expect(health.find((one) => one.AlarmName === 'Shop/Web/Warning')!.ActionsSuppressor)
      .toEqual({ 'Fn::GetAtt': [idOf('WebHealthQuiet'), 'Arn'] });
    expect(JSON.stringify(quiet[idOf('WebHealthQuiet')].Properties.AlarmRule))
      .toMatch(new RegExp(`${criticalAlarm}.* OR .*${deployment}`));
  });

  test('one alarm serves all subjects of the stack', () => {
    const { stack } = stackIn();
    for (const id of ['Web', 'Api']) new Subject(stack, id);
    new Monitoring(stack, 'Monitoring', { suppressDuringDeployments: Duration.minutes(5) });

    expect(alarmsOf(resourcesOf(stack)).filter((alarm) => alarm.Namespace === 'AWS/Events')).toHaveLength(1);
  });
});

describe('business hours', () => {
  const hours = BusinessHours.weekdays({ from: '08:30', to: '18:00', timeZone: TimeZone.EUROPE_BERLIN });
  const resources = watched([signal('Errors', { critical: critical() })], { warningHours: hours });

  test('keep warnings until the morning, and until Monday', () => {
    expect(ofType(resources, 'AWS::CloudWatch::AlarmMuteRule').map(([, { Properties: p }]) => p.Rule.Schedule)).toEqual(
      [
        { Expression: 'cron(0 18 * * MON-THU)', Duration: 'PT14H30M', Timezone: 'Europe/Berlin' },
        { Expression: 'cron(0 18 * * FRI)', Duration: 'P2DT14H30M', Timezone: 'Europe/Berlin' },
      ],
    );
  });

  test('leave critical alarms alone', () => {
    const warning = Object.keys(resources).find((id) => id.startsWith('WebHealthWarning'))!;

    for (const [, { Properties: p }] of ofType(resources, 'AWS::CloudWatch::AlarmMuteRule')) {
      expect(p.MuteTargets.AlarmNames).toEqual([{ Ref: warning }]);
    }
  });
});

test('a signal of several metrics becomes one alarm of metric math', () => {
  const metric = new MathExpression({
    expression: 'a / b', period: Duration.minutes(5),
    usingMetrics: {
      a: new Metric({ namespace: 'Shop', metricName: 'A' }), b: new Metric({ namespace: 'Shop', metricName: 'B' }),
    },
  });

  expect(alarmsOf(watched([signal('Ratio', { metric })]))[0].Metrics).toHaveLength(3);
});

test.each([
  [
    'a metric of another Region', new Metric({ namespace: 'Shop', metricName: 'Errors', region: 'us-east-1' }),
    'be reported in the Region of its alarm (eu-west-1), got "us-east-1": watch it from a stack of that Region, or '
    + 'leave out the thresholds',
  ],
  [
    'a formula with such a metric',
    new MathExpression({
      expression: 'a * 2',
      usingMetrics: { a: new Metric({ namespace: 'Shop', metricName: 'Errors', region: 'us-east-1' }) },
    }),
    'be reported in the Region of its alarm (eu-west-1), got "us-east-1": watch it from a stack of that Region, or '
    + 'leave out the thresholds',
  ],
  [
    'a search', new MathExpression({ expression: "SUM(SEARCH('{Shop} Errors', 'Sum'))", usingMetrics: {} }),
    'name its metrics, got "SUM(SEARCH(\'{Shop} Errors\', \'Sum\'))": CloudWatch raises no alarm on a search',
  ],
  [
    'a band', new MathExpression({
      expression: 'ANOMALY_DETECTION_BAND(a, 2)',
      usingMetrics: { a: new Metric({ namespace: 'Shop', metricName: 'Errors' }) },
    }),
    'be a number that a threshold can be compared with, got "ANOMALY_DETECTION_BAND(a, 2)": make an '
    + 'AnomalyDetectionAlarm of the CDK, or leave out the thresholds',
  ],
])('%s is no alarm, and an error', (_, metric, problem) => {
  const { stack } = stackIn({}, ENV);
  new Subject(stack, 'Web', [signal('Errors', { metric })]);
  new Monitoring(stack, 'Monitoring');

  expect(() => resourcesOf(stack))
    .toThrow(new Error(`Shop/Web (Monitoring) has an invalid prop:\n  "signal Errors.metric" must ${problem}`));
});

test('a metric of another Region may be shown', () => {
  const { stack } = stackIn({}, ENV);
  const metric = new Metric({ namespace: 'Shop', metricName: 'Errors', region: 'us-east-1' });
  new Subject(stack, 'Web', [signal('Errors', { metric, warning: undefined })]);
  new Monitoring(stack, 'Monitoring');

  expect(alarmsOf(resourcesOf(stack))).toHaveLength(0);
});

test('the app is the same whatever order of subjects', () => {
  const templateOf = (ids: string[]) => {
    const stack = new Stack(new App(), 'Shop');
    const subjects = ids.map((id) => new Subject(stack, id));
    new Monitoring(stack, 'Monitoring', { subjects });
    return resourcesOf(stack);
  };

  expect(templateOf(['Api', 'Web'])).toEqual(templateOf(['Web', 'Api']));
});
