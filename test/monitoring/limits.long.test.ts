// R-MON-1: the limits of CloudFormation and CloudWatch hold for 50 subjects, and time grows no faster than they do.
import { App, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { BusinessHours, MonitoringStack, Notification, Severity, Threshold, type Signal } from '../../src';
import { ENV, healthOf, ofType, signal, Subject, type Resources } from './support';

/** As many signals as a service, a database or a cache has. */
const SIGNALS: Signal[] = Array.from({ length: 12 }, (_, i) => signal(`Signal${i}`, {
  critical: i < 3 ? Threshold.above(20, { periods: 3 }) : undefined,
}));

function synthesized(subjects: number, perStack: number): { templates: { Resources: Resources }[]; ms: number } {
  // time of the processor, not of the wall: other work on the machine must not count.
  const started = process.cpuUsage();
  const app = new App();
  const stacks = Array.from({ length: subjects / perStack }, (_, i) => new Stack(app, `Stack${i}`, { env: ENV }));
  for (const stack of stacks) {
    for (let i = 0; i < perStack; i++) new Subject(stack, `Subject${i}`, SIGNALS);
  }
  new MonitoringStack(app, 'Monitoring', {
    env: ENV,
    notifications: [
      Notification.email('ops@example.com'),
      Notification.https('https://pager.example.com/key').only(Severity.CRITICAL),
      Notification.slack({ workspaceId: 'T0123456789', channelId: 'C0123456789' }),
    ],
    suppressDuringDeployments: Duration.minutes(15),
    warningHours: BusinessHours.weekdays({ from: '08:00', to: '18:00', timeZone: TimeZone.ETC_UTC }),
    runbooks: 'https://wiki.example.com/runbooks',
  });
  const templates = app.synth().stacks.map(({ template }) => template as { Resources: Resources });
  const { user, system } = process.cpuUsage(started);
  return { templates, ms: (user + system) / 1000 };
}

describe('50 subjects', () => {
  const { templates } = synthesized(50, 10);

  test('in five stacks keep each template within the limits', () => {
    for (const template of templates) {
      expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(500);
      expect(JSON.stringify(template).length).toBeLessThanOrEqual(1_000_000);
    }
  });

  test('have alarms within the limits of CloudWatch', () => {
    const health = templates.flatMap(({ Resources: resources }) => healthOf(resources));

    // one for each severity, and one that keeps warnings quiet.
    expect(health).toHaveLength(150);
    for (const { AlarmRule, AlarmActions, AlarmDescription, AlarmName } of health) {
      // a reference becomes an ARN of at most 145 characters.
      const longest = JSON.stringify(AlarmRule).length
        + 145 * (JSON.stringify(AlarmRule).match(/Fn::GetAtt/g)?.length ?? 0);
      expect(longest).toBeLessThanOrEqual(10_240);
      expect((AlarmActions as unknown[] | undefined ?? []).length).toBeLessThanOrEqual(5);
      expect(String(AlarmDescription).length).toBeLessThanOrEqual(1024);
      expect(String(AlarmName).length).toBeLessThanOrEqual(255);
    }
    expect(new Set(health.map(({ AlarmName }) => AlarmName as string)).size).toBe(150);
  });

  test('have one chat channel for all stacks, and a mail for each', () => {
    const all = templates.flatMap(({ Resources: resources }) => Object.values(resources));

    expect(all.filter(({ Type }) => Type === 'AWS::Chatbot::SlackChannelConfiguration')).toHaveLength(1);
    expect(templates.flatMap(({ Resources: resources }) => ofType(resources, 'AWS::SNS::Subscription'))).toHaveLength(
      10,
    );
  });
});

test('the time grows with the number of subjects and not with its square', () => {
  synthesized(10, 10);
  const [few, many] = [synthesized(20, 10).ms, synthesized(80, 10).ms];

  // four times the subjects take about four times as long; sixteen times as long would be the square.
  expect(many / few).toBeLessThan(9);
});
