import { sparkline } from '../../src/views/chart';
import { BALANCER, failing, minutesAgo, operate, type Calls } from './recorded';

/** Numbers of one metric, those of the others missing. */
function measured(metric: string, byMinutesAgo: { readonly [minutes: number]: number }): Calls {
  return {
    describeTargetGroups: async () => ({ TargetGroups: [{ LoadBalancerArns: [BALANCER] }] }),
    getMetricData: async ({ MetricDataQueries = [] }) => ({ MetricDataResults: MetricDataQueries.map((query) => {
      const isWanted = query.MetricStat?.Metric?.MetricName === metric;
      const entries = isWanted ? Object.entries(byMinutesAgo) : [];
      return {
        Id: query.Id, Values: entries.map(([, value]) => value),
        Timestamps: entries.map(([minutes]) => minutesAgo(Number(minutes))),
      };
    }) }),
  };
}

test('shows charts with the last and the highest number above the tables', async () => {
  const { code, out } = await operate('live Shop --times 1', measured('RequestCount', { 3: 6000, 2: 3000, 1: 1500 }));

  expect(out).toContain(
    'Web   requests  ···························█▅▃    25 /s   100 /s\n'
    + '      p95       ······························  no data\n');
  expect(out).toContain('2 of 2 targets healthy');
  expect(code).toBe(0);
});

test('asks for the metrics of the target group and of the service', async () => {
  const asked: unknown[] = [];
  await operate('live Shop --times 1', {
    ...measured('RequestCount', {}),
    getMetricData: async ({ MetricDataQueries = [] }) => {
      asked.push(...MetricDataQueries.map(({ MetricStat }) => MetricStat?.Metric));
      return { MetricDataResults: [] };
    },
  });

  expect(asked).toHaveLength(5);
  expect(asked[0]).toEqual({ Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount', Dimensions: [
    { Name: 'LoadBalancer', Value: 'app/Shop/50dc6c495c0c9188' },
    { Name: 'TargetGroup', Value: 'targetgroup/Shop-Web/6d0ecf831eec9f09' },
  ] });
  expect(asked[3]).toMatchObject({ Namespace: 'AWS/ECS', MetricName: 'CPUUtilization' });
});

test('looks again and again, but asks for metrics once a minute, because they cost money', async () => {
  let [asked, waits] = [0, 0];
  const { out } = await operate('live Shop --times 8 --every 1', {
    ...measured('RequestCount', {}), getMetricData: async () => { asked++; return {}; },
  }, { onWait: () => { waits++; } });

  // 7 pauses of at least 5 seconds.
  expect([asked, waits, out.match(/✔ Shop/g)?.length]).toEqual([1, 7, 8]);
});

test('clears the screen of a terminal, and only there', async () => {
  const calls = measured('RequestCount', {});

  expect((await operate('live Shop --times 1', calls, { isTTY: true })).out).toContain('\x1b[2J');
  expect((await operate('live Shop --times 1', calls)).out).not.toContain('\x1b');
});

test('goes on without metrics where a right is missing', async () => {
  const { code, out } = await operate('live Shop --times 1', {
    ...measured('RequestCount', {}),
    getMetricData: failing('AccessDenied', 'is not authorized to perform: cloudwatch:GetMetricData'),
  });

  expect(out).toContain('no data');
  expect(code).toBe(0);
});

test('a chart begins at zero', () => {
  expect(sparkline([0, 0])).toBe('▁▁');
  expect(sparkline([0, 1, 2, 4, undefined])).toBe('▁▃▅█·');
});
