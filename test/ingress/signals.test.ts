import { App, Stack } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer, ApplicationProtocol, ApplicationTargetGroup, ListenerAction, TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { FargateService, Ingress, Severity, TrafficSplit, WebLoadBalancer, type Signal } from '../../src';
import {
  loadBalancerSignals, rollbackTargetSignals, targetSignals, type TargetSignalsOptions,
} from '../../src/ingress';
import { rollbackSignals, severitiesOf, signalProblems, signalsProblems, thresholdOf } from '../../src/signal';
import { IMAGE } from '../fargate-service/support';
import { missingDataOf } from '../signal/support';
import { setup } from './support';

function optionsOf(groups: number, isShared = false, minHealthyTargets = 2): TargetSignalsOptions {
  const stack = new Stack(new App(), 'Stack');
  const vpc = new Vpc(stack, 'Vpc');
  const loadBalancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc });
  const targetGroups = Array.from({ length: groups },
    (_, i) => new ApplicationTargetGroup(stack, `Group${i}`, { vpc, port: 80, targetType: TargetType.IP }));
  loadBalancer.addListener('Listener', { port: 80, defaultAction: ListenerAction.forward(targetGroups) });
  return { loadBalancer, targetGroups, minHealthyTargets, isShared };
}

function service(...given: Parameters<typeof optionsOf>): Map<string, Signal> {
  return new Map(targetSignals(optionsOf(...given)).map((signal) => [signal.id, signal]));
}

function expressionOf(signal: Signal | undefined): string | undefined {
  return signal?.metric.toMetricConfig().mathExpression?.expression;
}

/** Metric names behind a signal, by the names that its expression uses. */
function metricsOf(signal: Signal | undefined): Record<string, string> {
  const { mathExpression } = signal!.metric.toMetricConfig();
  return Object.fromEntries(Object.entries(mathExpression?.usingMetrics ?? {})
    .map(([name, metric]) => [name, metric.toMetricConfig().metricStat!.metricName]));
}

// R-MON-1
describe('signals of a service with one target group', () => {
  const signals = service(1);

  test('are errors, latency, health, refusals, requests and rejected connections', () => {
    expect([...signals.keys()]).toEqual([
      'ErrorRatio', 'TargetErrors', 'TargetConnectionErrors', 'Latency', 'HealthyTargets', 'UnhealthyTargets',
      'ClientErrorRatio', 'Requests',
      'RejectedConnections',
    ]);
  });

  test('keep the rules of signals', () => {
    expect([...signals.values()].flatMap((signal) => signalProblems(signal))).toEqual([]);
  });

  test.each([
    ['ErrorRatio', Severity.CRITICAL, 1, ComparisonOperator.GREATER_THAN_THRESHOLD, 7, 60],
    ['TargetErrors', Severity.WARNING, 10, ComparisonOperator.GREATER_THAN_THRESHOLD, 4, 60],
    ['TargetConnectionErrors', Severity.WARNING, 0, ComparisonOperator.GREATER_THAN_THRESHOLD, 5, 60],
    ['Latency', Severity.WARNING, 1, ComparisonOperator.GREATER_THAN_THRESHOLD, 7, 60],
    ['HealthyTargets', Severity.CRITICAL, 2, ComparisonOperator.LESS_THAN_THRESHOLD, 3, 60],
    ['UnhealthyTargets', Severity.WARNING, 1, ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD, 7, 60],
    ['ClientErrorRatio', Severity.WARNING, 10, ComparisonOperator.GREATER_THAN_THRESHOLD, 5, 300],
    ['RejectedConnections', Severity.WARNING, 0, ComparisonOperator.GREATER_THAN_THRESHOLD, 1, 60],
  ])('%s is %s at %d', (id, severity, value, comparison, evaluationPeriods, period) => {
    const signal = signals.get(id)!;
    const { metricStat, mathExpression } = signal.metric.toMetricConfig();

    expect(severitiesOf(signal)).toEqual([severity]);
    expect(thresholdOf(signal, severity)).toMatchObject({ value, comparison, evaluationPeriods });
    expect(metricStat?.period.toSeconds() ?? mathExpression!.period).toBe(period);
  });

  test.each([['ErrorRatio', 5], ['TargetErrors', 2], ['Latency', 5], ['UnhealthyTargets', 5]])(
    '%s needs %d bad minutes, and the newest two may not be there yet', (id, datapointsToAlarm) => {
      const signal = signals.get(id)!;

      expect(thresholdOf(signal, severitiesOf(signal)[0])).toMatchObject({
        datapointsToAlarm, evaluationPeriods: datapointsToAlarm + 2,
      });
    },
  );

  test('refused connections have to last, because a target that stops may refuse one', () => {
    expect(signals.get('TargetConnectionErrors')!.warning!.datapointsToAlarm).toBe(3);
    expect(signals.get('TargetConnectionErrors')!.metric.toMetricConfig().metricStat?.metricName)
      .toBe('TargetConnectionErrorCount');
  });

  test('requests are shown only', () => {
    expect(severitiesOf(signals.get('Requests')!)).toEqual([]);
  });

  test('errors and latency of the targets roll a deployment back, nothing else does', () => {
    expect(rollbackSignals([...signals.values()]).map((signal) => [signal.id, signal.rollsBackAt]))
      .toEqual([['TargetErrors', Severity.WARNING], ['Latency', Severity.WARNING]]);
  });

  test('those that roll back can be had alone', () => {
    const options = optionsOf(1);
    const backAgain = rollbackSignals(targetSignals(options));

    expect(rollbackTargetSignals(options)).toEqual(backAgain);
  });

  test('only the number of healthy targets takes missing data for bad', () => {
    const others = missingDataOf([...signals.values()]).filter((line) => !line.endsWith(' notBreaching'));

    expect(others).toEqual(['HealthyTargets critical breaching']);
  });

  // a load balancer without healthy targets counts its own errors, and no request: over requests alone nobody would
  // hear of it.
  test('the error ratio counts errors of targets and of the load balancer, from 20 requests on', () => {
    expect(expressionOf(signals.get('ErrorRatio')))
      .toBe(
        'IF((FILL(whole0, 0) + FILL(part1, 0)) >= 20, '
        + '100 * (FILL(part0, 0) + FILL(part1, 0)) / (FILL(whole0, 0) + FILL(part1, 0)), 0)',
      );
    expect(metricsOf(signals.get('ErrorRatio'))).toEqual({
      part0: 'HTTPCode_Target_5XX_Count', part1: 'HTTPCode_ELB_5XX_Count', whole0: 'RequestCount',
    });
  });

  test('no number of healthy targets is too low where there may be none', () => {
    expect(severitiesOf(service(1, false, 0).get('HealthyTargets')!)).toEqual([]);
  });

  test('a single group needs no expression', () => {
    expect(signals.get('TargetErrors')!.metric.toMetricConfig().metricStat?.metricName).toBe(
      'HTTPCode_Target_5XX_Count',
    );
    expect(signals.get('Latency')!.metric.toMetricConfig().metricStat?.statistic).toBe('p95');
    expect(signals.get('HealthyTargets')!.metric.toMetricConfig().metricStat?.statistic).toBe('Minimum');
    expect(signals.get('UnhealthyTargets')!.metric.toMetricConfig().metricStat?.statistic).toBe('Maximum');
  });
});

// R-LB-7
describe('signals of a service with two target groups', () => {
  const signals = service(2);

  test('errors of both groups are added, a silent group counting as 0', () => {
    expect(expressionOf(signals.get('TargetErrors'))).toBe('FILL(m0, 0) + FILL(m1, 0)');
    expect(metricsOf(signals.get('TargetErrors')))
      .toEqual({ m0: 'HTTPCode_Target_5XX_Count', m1: 'HTTPCode_Target_5XX_Count' });
  });

  test('the slower of both groups counts', () => {
    expect(expressionOf(signals.get('Latency'))).toBe('MAX([FILL(m0, 0), FILL(m1, 0)])');
  });

  test('ratios look at both groups', () => {
    expect(expressionOf(signals.get('ErrorRatio'))).toContain(
      '(FILL(whole0, 0) + FILL(whole1, 0) + FILL(part2, 0)) >= 20',
    );
    expect(expressionOf(signals.get('ClientErrorRatio'))).toContain(
      '(FILL(part0, 0) + FILL(part1, 0)) / (FILL(whole0, 0) + FILL(whole1, 0))',
    );
  });

  test('healthy targets of both groups are added', () => {
    expect(expressionOf(signals.get('HealthyTargets'))).toBe('FILL(m0, 0) + FILL(m1, 0)');
  });
});

// R-LB-4
describe('signals behind a shared load balancer', () => {
  test('leave out what the load balancer counts for all its services', () => {
    const signals = service(1, true);

    expect(signals.has('RejectedConnections')).toBe(false);
    expect(metricsOf(signals.get('ErrorRatio'))).toEqual({
      part0: 'HTTPCode_Target_5XX_Count', whole0: 'RequestCount',
    });
  });

  test('the load balancer reports its own errors over all requests', () => {
    const stack = new Stack(new App(), 'Stack');
    const signals = loadBalancerSignals(new ApplicationLoadBalancer(stack, 'LoadBalancer', {
      vpc: new Vpc(stack, 'Vpc'),
    }));

    expect(signals.map((signal) => signal.id)).toEqual(['LoadBalancerErrorRatio', 'RejectedConnections']);
    expect(metricsOf(signals[0]))
      .toEqual({ part0: 'HTTPCode_ELB_5XX_Count', part1: 'HTTPCode_Target_5XX_Count', whole0: 'RequestCount' });
    expect(signals.flatMap((signal) => signalProblems(signal))).toEqual([]);
  });
});

describe('signals of a certificate', () => {
  const { stack, vpc, hostedZone } = setup();
  const edge = new WebLoadBalancer(stack, 'Edge', { vpc, domainName: '*.example.com', hostedZone });
  const certificate = edge.signals().at(-1)!;

  test('stand with those of the load balancer, however many share it', () => {
    expect(edge.signals().map(({ id }) => id))
      .toEqual(['LoadBalancerErrorRatio', 'RejectedConnections', 'CertificateDaysToExpiry']);
    expect(signalsProblems(edge.signals())).toEqual([]);
  });

  test('warn 44 days before the end, and are critical at 14', () => {
    expect(certificate.warning).toMatchObject({ value: 44, comparison: 'LessThanOrEqualToThreshold' });
    expect(certificate.critical).toMatchObject({ value: 14, comparison: 'LessThanOrEqualToThreshold' });
    expect(certificate.metric.toMetricConfig().metricStat).toMatchObject({
      namespace: 'AWS/CertificateManager', metricName: 'DaysToExpiry', statistic: 'Minimum',
      dimensions: [{ name: 'CertificateArn', value: edge.certificate!.certificateArn }],
    });
    expect(certificate.metric.toMetricConfig().metricStat!.period.toDays()).toBe(1);
  });

  // nothing is reported before the first day, and nothing after the end.
  test('keep their state without data', () => {
    expect(missingDataOf([certificate])).toEqual([
      'CertificateDaysToExpiry critical ignore', 'CertificateDaysToExpiry warning ignore',
    ]);
  });

  test('are those of a service that has the load balancer for itself', () => {
    const service = new FargateService(stack, 'Shop', {
      vpc, image: IMAGE, ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
    });

    expect(service.signals().map(({ id }) => id)).toEqual(expect.arrayContaining(
      ['RejectedConnections', 'CertificateDaysToExpiry'],
    ));
  });

  test('are those of a service that has a certificate of its own behind a shared load balancer', () => {
    const behind = (id: string, domainName: string) => new FargateService(stack, id, {
      vpc, image: IMAGE, ingress: Ingress.route(edge, { domainName, hostedZone }),
    }).signals().filter((signal) => signal.id === 'CertificateDaysToExpiry');
    const [own] = behind('Deep', 'a.b.example.com');

    const [{ value }] = own.metric.toMetricConfig().metricStat!.dimensions!;
    expect(stack.resolve(value)).toEqual({ Ref: expect.stringMatching(/^DeepCertificate/) });
    // the certificate of the load balancer is for this name too.
    expect(behind('Flat', 'b.example.com')).toEqual([]);
  });

  test('are those of the services behind a split with a certificate of its own', () => {
    const split = new TrafficSplit(stack, 'Split', { loadBalancer: edge, domainName: 'c.d.example.com', hostedZone });
    const service = new FargateService(stack, 'Half', { vpc, image: IMAGE, ingress: Ingress.weighted(split, 1) });

    expect(service.signals().map(({ id }) => id)).toContain('CertificateDaysToExpiry');
  });

  test('are none with plain HTTP', () => {
    const plain = new WebLoadBalancer(stack, 'Plain', { vpc, protocol: ApplicationProtocol.HTTP });

    expect(plain.signals().map(({ id }) => id)).toEqual(['LoadBalancerErrorRatio', 'RejectedConnections']);
  });
});
