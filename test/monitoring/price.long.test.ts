// R-MON-1: what is watched, and what it costs.
import fs from 'node:fs';
import path from 'node:path';
import { App, Duration, type Stack } from 'aws-cdk-lib';
import type { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { audit } from '../../demo/audit';
import { exampleContext } from '../../demo/examples';
import { listedFindings, unlisted } from '../../demo/listed';
import { build } from '../../examples/production-service/main';
import { PRICES } from '../../scripts/alarm-table';
import { alarmTable } from '../../scripts/tables';
import {
  Deployment, FargateService, Ingress, Monitoring, Objective, WebLoadBalancer, type FargateServiceProps,
} from '../../src';
import { IMAGE } from '../fargate-service/support';
import { stackWithVpc } from '../support/stacks';
import { alarmsOf, healthOf, ofType, resourcesOf, type Resources } from './support';

const PAGE = fs.readFileSync(path.join(__dirname, '../../docs/monitoring.md'), 'utf8');

/** The production example, with one line more. */
function monitored(): App {
  const app = new App({ context: exampleContext(), analyticsReporting: false });
  build(app);
  new Monitoring(app.node.findChild('Shop') as Stack, 'Monitoring', { emails: ['ops@example.com'] });
  return app;
}

describe('the production example, monitored with one line', () => {
  const app = monitored();
  const { Resources: resources } = app.synth().getStackByName('Shop').template as { Resources: Resources };
  const alarms = alarmsOf(resources);
  const names = alarms.flatMap((alarm) => alarm.MetricName
    ? [alarm.MetricName as string]
    : (alarm.Metrics as { MetricStat?: { Metric: { MetricName: string } } }[]).flatMap(({ MetricStat }) =>
        MetricStat?.Metric.MetricName ?? []));

  test('costs less than 10 USD a month', () => {
    const price = names.length * PRICES.metricOfAlarm + healthOf(resources).length * PRICES.compositeAlarm
      + ofType(resources, 'AWS::CloudWatch::Dashboard').length * PRICES.dashboard;

    expect(price).toBeGreaterThan(3);
    expect(price).toBeLessThan(10);
  });

  test.each([
    ['errors of the load balancer', 'HTTPCode_ELB_5XX_Count'], ['errors of the targets', 'HTTPCode_Target_5XX_Count'],
    ['refused requests', 'HTTPCode_Target_4XX_Count'], ['response time', 'TargetResponseTime'],
    ['healthy targets', 'HealthyHostCount'], ['unhealthy targets', 'UnHealthyHostCount'],
    ['requests', 'RequestCount'], ['CPU', 'CPUUtilization'], ['memory of tasks', 'MemoryUtilization'],
    ['running tasks', 'RunningTaskCount'], ['storage of the database', 'FreeStorageSpace'],
    ['connections to the database', 'DatabaseConnections'], ['memory of the database', 'FreeableMemory'],
  ])('watches %s', (_, metric) => {
    expect(names).toContain(metric);
  });

  test('has no finding in any pack that is not explained', () => {
    const findings = audit(app);
    const silent = unlisted(findings, 'production', listedFindings())
      .map((finding) => `${finding.pack} ${finding.id} at ${finding.resource}`);

    expect(findings).not.toEqual([]);
    expect(silent).toEqual([]);
  });

  test('makes no alarm twice', () => {
    const watched = alarms.map((alarm) => JSON.stringify([
      alarm.Namespace, alarm.MetricName, alarm.Dimensions, alarm.Metrics, alarm.Threshold, alarm.ComparisonOperator,
    ]));

    expect(watched.filter((one, index) => watched.indexOf(one) < index)).toEqual([]);
  });
});

describe('an objective costs what docs/monitoring.md says', () => {
  const own: Partial<FargateServiceProps> = { ingress: Ingress.http() };
  const priceOf = (objective: Objective, props: (stack: Stack, vpc: Vpc) => Partial<FargateServiceProps>): string => {
    const { stack, vpc } = stackWithVpc();
    new FargateService(stack, 'Web', { vpc, image: IMAGE, ...props(stack, vpc) });
    new Monitoring(stack, 'Monitoring', { objectives: [objective] });
    const parts = Object.entries(resourcesOf(stack)).filter(([id]) => id.startsWith('WebObjectives'))
      .map(([, { Properties: p }]) => (p.Metrics as { MetricStat?: unknown }[] | undefined)
        ?.filter(({ MetricStat }) => MetricStat).length);
    return parts.map((metrics) => metrics === undefined ? PRICES.compositeAlarm : metrics * PRICES.metricOfAlarm)
      .reduce((sum, price) => sum + price, 0).toFixed(2);
  };

  test.each<[string, (stack: Stack, vpc: Vpc) => Partial<FargateServiceProps>]>([
    ['with a load balancer of its own', () => own],
    ['behind a shared load balancer', (stack, vpc) => ({
      ingress: Ingress.route(new WebLoadBalancer(stack, 'Edge', { vpc, protocol: ApplicationProtocol.HTTP }), {
        paths: ['/shop/*'],
      }),
    })],
    [
      'with a load balancer of its own, and two target groups', () => ({ ...own, deployment: Deployment.blueGreen() }),
    ],
  ])('%s', (service, props) => {
    const latency = Objective.latency({ under: Duration.seconds(1), percent: 99 });
    const minutes = Objective.latency({ percentile: 99, under: Duration.seconds(1), percent: 99 });
    const prices = [Objective.availability(99.9), latency, minutes].map((objective) => priceOf(objective, props));

    expect(PAGE).toContain(`| ${service} | ${prices.join(' | ')} |`);
  });
});

test('docs/monitoring.md shows exactly the alarms that there are', () => {
  expect(PAGE).toContain(`<!-- table -->\n${alarmTable()}\n<!-- end of table -->`);
});
