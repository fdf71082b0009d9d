import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { ifAllowed } from './errors';
import type { ServiceState, Snapshot } from './model';
import type { Api } from './operations';
import { pieceByPiece } from './pages';

/** Minutes that a chart shows. */
const CHART_MINUTES = 30;
const QUERIES_AT_ONCE = 500;

/** Numbers of one minute each, the oldest first; nothing where AWS knows of none. */
export interface Chart {
  readonly subject: string;
  readonly title: string;
  readonly unit: string;
  readonly values: readonly (number | undefined)[];
}

interface Wanted extends Pick<Chart, 'subject' | 'title' | 'unit'> {
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: string;
  readonly dimensions: { readonly [name: string]: string };
  /** From the unit of AWS to that of the chart. */
  readonly factor: number;
}

/** Load, latency and use of the services, as CloudWatch has measured them. */
export async function chartsOf(
  api: Api, { services, at }: Snapshot, missingRights: Set<string>,
): Promise<Chart[]> {
  const wanted = (await Promise.all(services.map((service) => wantedOf(api, service, missingRights)))).flat();
  const queries = wanted.map(({ namespace, metric, statistic, dimensions }, index): MetricDataQuery => ({
    Id: `m${index}`, MetricStat: { Period: 60, Stat: statistic, Metric: {
      Namespace: namespace, MetricName: metric,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    } },
  }));
  const end = Math.floor(at.getTime() / 60_000) * 60_000;
  const start = end - CHART_MINUTES * 60_000;
  const results = await pieceByPiece(queries, QUERIES_AT_ONCE, async (piece) => (await ifAllowed(api.getMetricData({
    MetricDataQueries: piece, StartTime: new Date(start), EndTime: new Date(end),
  }), missingRights))?.MetricDataResults);
  return wanted.map(({ subject, title, unit, factor }, index) => {
    const { Timestamps = [], Values = [] } = results.find(({ Id }) => Id === `m${index}`) ?? {};
    const byMinute = new Map(Timestamps.map((time, place) => [time.getTime(), Values[place]]));
    const values = Array.from({ length: CHART_MINUTES }, (_, minute) => byMinute.get(start + minute * 60_000));
    return { subject, title, unit, values: values.map((value) => value === undefined ? undefined : value * factor) };
  });
}

async function wantedOf(api: Api, service: ServiceState, missingRights: Set<string>): Promise<Wanted[]> {
  const { name: subject, cluster, targetGroups } = service;
  const group = targetGroups.find(({ healthy }) => healthy > 0) ?? targetGroups[0];
  const own = { ClusterName: cluster, ServiceName: service.service };
  const ofService: Wanted[] = [{
    subject, title: 'CPU', unit: '%', namespace: 'AWS/ECS', metric: 'CPUUtilization', statistic: 'Average',
    dimensions: own, factor: 1,
  }];
  if (!group) return ofService;
  const answer = await ifAllowed(api.describeTargetGroups({ TargetGroupArns: [group.arn] }), missingRights);
  const balancer = answer?.TargetGroups?.[0]?.LoadBalancerArns?.[0];
  if (!balancer?.includes('loadbalancer/app/')) return ofService;
  const behind = { namespace: 'AWS/ApplicationELB', subject, dimensions: {
    LoadBalancer: balancer.split(':loadbalancer/')[1], TargetGroup: group.arn.split(':')[5],
  } };
  return [
    { ...behind, title: 'requests', unit: '/s', metric: 'RequestCount', statistic: 'Sum', factor: 1 / 60 },
    { ...behind, title: 'p95', unit: 'ms', metric: 'TargetResponseTime', statistic: 'p95', factor: 1000 },
    { ...behind, title: '5xx', unit: '/s', metric: 'HTTPCode_Target_5XX_Count', statistic: 'Sum', factor: 1 / 60 },
    ...ofService,
    { ...behind, title: 'capacity', unit: 'tasks', metric: 'HealthyHostCount', statistic: 'Maximum', factor: 1 },
  ];
}
