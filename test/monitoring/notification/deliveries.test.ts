// R-MON-2: whoever is told of nothing is told of that.
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, Stack } from 'aws-cdk-lib';
import { Monitoring, Notification, OperationsTopic, Severity } from '../../../src';
import { alarmsOf, critical, resourcesOf, signal, stackIn, Subject } from '../support';

interface Failed { readonly topic: string; readonly alarm: string[]; readonly ok: string[] }

/** The alarms on deliveries, with names in place of references. */
function failedDeliveries(stack: Stack): Failed[] {
  const nameOf = (action: unknown) => /"Ref":"([A-Za-z]+?)[0-9A-F]{8}"/.exec(JSON.stringify(action))?.[1]
    ?? /opsitem:\d|response-plan/.exec(JSON.stringify(action))?.[0] ?? '?';
  return alarmsOf(resourcesOf(stack)).filter(({ Namespace }) => Namespace === 'AWS/SNS').map((alarm) => ({
    topic: /"([A-Za-z]*Topic)[0-9A-F]{8}"/.exec(JSON.stringify(alarm.Dimensions))![1],
    alarm: (alarm.AlarmActions as unknown[] | undefined ?? []).map(nameOf),
    ok: (alarm.OKActions as unknown[] | undefined ?? []).map(nameOf),
  }));
}

function watchedBy(...notifications: Notification[]): Stack {
  const { stack } = stackIn();
  new Subject(stack, 'Web', [signal('Errors', { critical: critical() })]);
  new Monitoring(stack, 'Monitoring', { notifications });
  return stack;
}

describe('messages that do not arrive', () => {
  test('are no alarm where the topic is the only way: nobody could be told', () => {
    expect(failedDeliveries(watchedBy(Notification.email('ops@example.com')))).toEqual([]);
  });

  test('are told by the other topic', () => {
    const pager = Notification.https('https://pager.example.com/key').only(Severity.CRITICAL);

    expect(failedDeliveries(watchedBy(pager))).toEqual([
      { topic: 'StackMonitoringCriticalTopic', alarm: ['OperationsTopic'], ok: ['OperationsTopic'] },
      { topic: 'OperationsTopic', alarm: ['StackMonitoringCriticalTopic'], ok: ['StackMonitoringCriticalTopic'] },
    ]);
  });

  test('are told by Systems Manager, and their end is not', () => {
    expect(failedDeliveries(watchedBy(Notification.opsItem()))).toEqual([
      { topic: 'OperationsTopic', alarm: ['opsitem:1'], ok: [] },
    ]);
  });

  test('of a topic that is not of the library are left to its owner', () => {
    const { stack } = stackIn();
    new Subject(stack, 'Web', [signal('Errors')]);
    new Monitoring(stack, 'Monitoring', { notifications: [Notification.topic(new Topic(stack, 'Mine'))] });

    expect(failedDeliveries(stack)).toEqual([{ topic: 'OperationsTopic', alarm: ['Mine'], ok: ['Mine'] }]);
  });

  test('of a topic in another stack are left to that stack', () => {
    const app = new App();
    const [central, stack] = [new Stack(app, 'Central'), new Stack(app, 'Shop')];
    OperationsTopic.use(stack, OperationsTopic.of(central));
    new Subject(stack, 'Web');
    new Monitoring(stack, 'Monitoring', { notifications: [Notification.opsItem()] });

    expect([...failedDeliveries(stack), ...failedDeliveries(central)]).toEqual([]);
  });

  test('are one alarm for each topic, whatever number of subjects report to it', () => {
    const { stack } = stackIn();
    for (const id of ['Web', 'Api', 'Job']) new Subject(stack, id);
    new Monitoring(stack, 'Monitoring', { notifications: [Notification.opsItem()] });

    expect(failedDeliveries(stack)).toHaveLength(1);
  });
});
