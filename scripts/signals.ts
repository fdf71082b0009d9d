// the signals of every construct, as docs/signals.md lists them: limits from the constructs, the words from here.
import { App, Size, Stack } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { InstanceType, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Bootstrap, Compute, DatabaseCredentials, ElasticWebTier, FargateService, Ingress, Nat, Network, PostgresDatabase,
  JobSchedule, ScheduledJob, ServiceImage, SignalUnit, TierImage, ValkeyCache, WebLoadBalancer, WorkQueue,
  type IMonitored, type Signal, type Threshold,
} from '../src';
import { SIGNAL_NOTES } from './signal-notes';

export interface DocumentedSignal {
  /** Class that reports it. */
  readonly reporter: string;
  readonly signal: Signal;
}

/** Each signal once, under the class that reports it; numbered ones by their first. */
export function documentedSignals(): DocumentedSignal[] {
  const all = reporters().flatMap(([reporter, monitored]) =>
    monitored.signals().map((signal) => ({ reporter, signal })));
  const seen = new Set<string>();
  return all.filter(({ reporter, signal: { id } }) => {
    const isNew = !seen.has(`${reporter}.${id}`) && !/^NatGateway[2-9]/.test(id);
    seen.add(`${reporter}.${id}`);
    return isNew;
  });
}

/** The rows of docs/signals.md. */
export function signalTable(): string {
  const head = ['construct', 'signal', 'metric', 'critical', 'warning', 'healthy, idle, gone'];
  const rows = documentedSignals().map(({ reporter, signal }) => [
    reporter, `\`${signal.id}\``, metricNames(signal.metric).join(', '), limit(signal, signal.critical),
    limit(signal, signal.warning), SIGNAL_NOTES[reporter]?.[signal.id] ?? '',
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function reporters(): [string, IMonitored][] {
  const stack = new Stack(new App(), 'Signals', { env: { account: '111122223333', region: 'eu-west-1' } });
  const network = new Network(stack, 'Network', { nat: Nat.perAz() });
  network.vpc.addInterfaceEndpoint('Logs', { service: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS });
  const { vpc } = network;
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z1', zoneName: 'example.com',
  });
  const bootstrap = Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'));
  const image = ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');
  const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc });
  const ingress = Ingress.https({ domainName: 'shop.example.com', hostedZone });
  const single = Compute.singleInstance();
  const service = new FargateService(stack, 'Shop', { vpc, image, ingress });
  return [
    ['Network', network],
    ['WebLoadBalancer', new WebLoadBalancer(stack, 'Edge', { vpc, domainName: '*.example.com', hostedZone })],
    ['FargateService', service],
    ['FargateService', new FargateService(stack, 'Worker', { vpc, image })],
    ['FargateService', new FargateService(stack, 'Plain', { vpc, image, cluster })],
    ['ScheduledJob', new ScheduledJob(stack, 'Nightly', {
      service, schedule: JobSchedule.at({ hour: '3' }), command: ['nightly'],
    })],
    ['WorkQueue', new WorkQueue(stack, 'Jobs')],
    ['ElasticWebTier', new ElasticWebTier(stack, 'Group', { vpc, bootstrap })],
    ['ElasticWebTier', new ElasticWebTier(stack, 'Single', { vpc, bootstrap, compute: single })],
    ['PostgresDatabase', new PostgresDatabase(stack, 'Database', {
      vpc, readReplicas: 1, credentials: DatabaseCredentials.generated(), instanceType: new InstanceType('t4g.medium'),
      storage: { allocated: Size.gibibytes(20) },
    })],
    ['ValkeyCache', new ValkeyCache(stack, 'Small', { vpc, nodeType: 'cache.t4g.small', nodes: 2 })],
    ['ValkeyCache', new ValkeyCache(stack, 'Large', { vpc, nodeType: 'cache.m7g.xlarge', nodes: 2 })],
  ];
}

function metricNames(metric: IMetric): string[] {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  const names = metricStat
    ? [`${metricStat.metricName} (${metricStat.statistic}, ${metricStat.period.toHumanString()})`]
    : Object.values(mathExpression!.usingMetrics).flatMap(metricNames);
  return [...new Set(names)];
}

const WORDS: Readonly<Record<string, string>> = {
  [ComparisonOperator.GREATER_THAN_THRESHOLD]: 'above', [ComparisonOperator.LESS_THAN_THRESHOLD]: 'below',
  [ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD]: 'at least',
  [ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD]: 'at most',
};
const GAPS: Readonly<Record<string, string>> = {
  [TreatMissingData.BREACHING]: '; a gap counts', [TreatMissingData.IGNORE]: '; a gap changes nothing',
};
const UNITS: Partial<Record<SignalUnit, string>> = {
  [SignalUnit.PERCENT]: ' %', [SignalUnit.SECONDS]: ' s', [SignalUnit.DAYS]: ' days',
};

function limit(signal: Signal, threshold: Threshold | undefined): string {
  if (!threshold) return '–';
  const { comparison, value, evaluationPeriods, datapointsToAlarm, missingData } = threshold;
  const amount = signal.unit === SignalUnit.BYTES
    ? `${Number((value / 1024 ** 3).toFixed(2))} GiB`
    : `${value}${UNITS[signal.unit] ?? ''}`;
  return `${WORDS[comparison]} ${amount}, ${datapointsToAlarm ?? evaluationPeriods} of ${evaluationPeriods}`
    + (GAPS[missingData] ?? '');
}
