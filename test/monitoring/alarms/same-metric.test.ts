// R-MON-1: nothing pages twice.
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Monitored, MonitoringStack, type Signal } from '../../../src';
import { certificateSignals } from '../../../src/ingress';
import { ENV, ofType, resourcesOf, Subject } from '../support';

/** Paths of the alarms of several stacks, without the severity. */
function alarmsIn(stacks: Stack[]): string[] {
  new MonitoringStack(stacks[0].node.root as App, 'Watch');
  const paths = stacks.flatMap((stack) => ofType(resourcesOf(stack), 'AWS::CloudWatch::Alarm').map(([id]) => id));
  return [...new Set(paths.map((id) => id.replace(/(Critical|Warning)[0-9A-F]{8}$/, '')))];
}

const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/11112222-3333-4444-5555-666677778888';
const expiryOf = (stack: Stack, arn = ARN): Signal[] =>
  certificateSignals(Certificate.fromCertificateArn(stack, 'Given', arn));

function twoStacks(second = ENV): [Stack, Stack] {
  const app = new App();
  return [new Stack(app, 'Shop', { env: ENV }), new Stack(app, 'Office', { env: second })];
}

describe('one metric of several subjects', () => {
  test('is one alarm, for example of a certificate that two load balancers have', () => {
    const stack = new Stack(new App(), 'Shop');
    const signals = expiryOf(stack);
    new Subject(stack, 'Edge', signals);
    new Subject(stack, 'Office', signals);

    expect(alarmsIn([stack])).toEqual(['EdgeAlarmsCertificateDaysToExpiry']);
  });

  test('is one alarm in two stacks too, whether the certificate is imported or made by one of them', () => {
    const [shop, office] = twoStacks();
    new Subject(shop, 'Edge', expiryOf(shop));
    new Subject(office, 'Office', expiryOf(office));
    expect(alarmsIn([shop, office])).toEqual(['EdgeAlarmsCertificateDaysToExpiry']);

    const [first, second] = twoStacks();
    const made = certificateSignals(new Certificate(first, 'Made', { domainName: 'example.com' }));
    new Subject(first, 'Edge', made);
    new Subject(second, 'Office', made);
    expect(alarmsIn([first, second])).toEqual(['EdgeAlarmsCertificateDaysToExpiry']);
  });

  test.each<[string, (stack: Stack) => Signal[], typeof ENV]>([
    ['another certificate', (stack) => expiryOf(stack, ARN.replace('8888', '9999')), ENV],
    ['another Region', (stack) => expiryOf(stack), { ...ENV, region: 'us-east-1' }],
  ])('is another metric with %s', (_, signalsOf, env) => {
    const [shop, office] = twoStacks(env);
    new Subject(shop, 'Edge', expiryOf(shop));
    new Subject(office, 'Office', signalsOf(office));

    expect(alarmsIn([shop, office])).toHaveLength(2);
  });

  test('is one alarm of a dead-letter queue that two queues share', () => {
    const stack = new Stack(new App(), 'Shop');
    const queue = new Queue(stack, 'Failed');
    for (const id of ['Orders', 'Mails']) {
      Monitored.sqs(new Queue(stack, id, { deadLetterQueue: { queue, maxReceiveCount: 3 } }));
    }

    expect(alarmsIn([stack]).filter((id) => id.includes('DeadMessages')))
      .toEqual(['OrdersMonitoredAlarmsDeadMessages']);
  });

  test('does not silence what is calculated', () => {
    const stack = new Stack(new App(), 'Shop');
    const [base] = expiryOf(stack);
    const metric = new MathExpression({
      expression: 'm', usingMetrics: { m: base.metric }, period: Duration.days(1),
    });
    for (const id of ['A', 'B']) new Subject(stack, id, [{ ...base, metric }]);

    expect(alarmsIn([stack])).toHaveLength(2);
  });
});
