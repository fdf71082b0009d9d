// R-MON-2: dashboards of many subjects, and those of an example, within what CloudWatch allows.
import { App, Stack } from 'aws-cdk-lib';
import { exampleContext, loadExample } from '../../../demo/examples';
import { dashboardsIn, type DashboardBody, type WidgetBody } from '../../../demo/pictures';
import { Dashboards, MonitoringStack, SignalGroup, SignalUnit } from '../../../src';
import { ENV, signal, Subject } from '../support';

/** Many subjects in as many stacks as it takes. */
function many(subjects: number): DashboardBody[] {
  const app = new App();
  const signals = [
    ...[SignalGroup.LATENCY, SignalGroup.ERRORS, SignalGroup.SATURATION].map((group, i) =>
      signal(`Signal${i}`, { group, unit: SignalUnit.PERCENT })),
    ...Array.from({ length: 2 }, (_, i) => signal(`Other${i}`, { group: SignalGroup.HEALTH })),
  ];
  const stacks = Array.from({ length: Math.ceil(subjects / 10) }, (_, i) => new Stack(app, `Stack${i}`, { env: ENV }));
  for (let i = 0; i < subjects; i++) new Subject(stacks[Math.floor(i / 10)], `Subject${i}`, signals);
  new MonitoringStack(app, 'Monitoring', { env: ENV, dashboards: Dashboards.perStack() });
  return dashboardsIn(app.synth());
}

describe('50 and 600 subjects', () => {
  const metricsIn = (widgets: readonly WidgetBody[]) =>
    widgets.map(({ properties }) => properties.metrics?.length ?? 0);

  test.each([[50, 1], [600, 4]])('%i stay within the limits of CloudWatch', (subjects, pages) => {
    const dashboards = many(subjects);

    expect(dashboards.filter(({ stack }) => stack === 'Monitoring').map(({ name }) => name)).toEqual(
      Array.from({ length: pages }, (_, i) => (i === 0 ? 'Monitoring_eu-west-1' : `Monitoring_eu-west-1_${i + 1}`)),
    );
    for (const { name, widgets } of dashboards) {
      expect(name).toMatch(/^[A-Za-z0-9_-]{1,255}$/);
      expect(widgets.length).toBeLessThanOrEqual(500);
      expect(Math.max(...metricsIn(widgets))).toBeLessThanOrEqual(500);
      expect(metricsIn(widgets).reduce((sum, count) => sum + count)).toBeLessThanOrEqual(2500);
      expect(Math.max(...widgets.map(({ properties }) => properties.alarms?.length ?? 0))).toBeLessThanOrEqual(100);
    }
    const health = dashboards.filter(({ stack }) => stack === 'Monitoring').flatMap(({ widgets }) =>
      widgets.filter(({ properties }) => properties.title?.startsWith('Health of each subject')));
    expect(health.flatMap(({ properties }) => properties.alarms!)).toHaveLength(subjects);
  });
});

test('every dashboard of the example is JSON without anything that only the CDK understands', async () => {
  const app = new App({ context: exampleContext() });
  (await loadExample('monitoring')).build(app);

  expect(JSON.stringify(dashboardsIn(app.synth()))).not.toMatch(/Token\[|undefined|NaN/);
});
