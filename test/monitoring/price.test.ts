// R-MON-1: what is watched, and what it costs.
import fs from 'node:fs';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { build } from '../../examples/production-service/main';
import { PRICES } from '../../scripts/alarm-table';
import { alarmTable } from '../../scripts/tables';
import { Monitoring } from '../../src';
import { alarmsOf, healthOf, ofType, type Resources } from './support';

const PAGE = fs.readFileSync(path.join(__dirname, '../../docs/monitoring.md'), 'utf8');

/** Resources of the production example, with one line more. */
function monitored(): Resources {
  const app = new App();
  build(app);
  new Monitoring(app.node.findChild('Shop') as Stack, 'Monitoring', { emails: ['ops@example.com'] });
  return (app.synth().getStackByName('Shop').template as { Resources: Resources }).Resources;
}

describe('the production example, monitored with one line', () => {
  const resources = monitored();
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

  test('makes no alarm twice', () => {
    const watched = alarms.map((alarm) => JSON.stringify([
      alarm.Namespace, alarm.MetricName, alarm.Dimensions, alarm.Metrics, alarm.Threshold, alarm.ComparisonOperator,
    ]));

    expect(watched.filter((one, index) => watched.indexOf(one) < index)).toEqual([]);
  });
});

test('docs/monitoring.md shows exactly the alarms that there are', () => {
  expect(PAGE).toContain(`<!-- table -->\n${alarmTable()}\n<!-- end of table -->`);
});
