// Five subjects in three stacks, watched by a stack of its own: alarms, objectives, errors in logs, dashboards, chat
// (R-MON-1, R-MON-2)
import { type App, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Bootstrap, BusinessHours, ElasticWebTier, FargateService, Ingress, LogErrors, MonitoringStack, Network, Notification,
  Objective, PostgresDatabase, ServiceImage, Severity, Threshold, TierImage, Tuning, ValkeyCache,
} from '../../src';

const env = { account: '111122223333', region: 'eu-west-1' };

export function build(app: App): void {
  const data = new Stack(app, 'Data', { env });
  const network = new Network(data, 'Network');
  const database = new PostgresDatabase(data, 'Database', { vpc: network.vpc });
  const cache = new ValkeyCache(data, 'Cache', { vpc: network.vpc });

  const shop = serviceOf(new Stack(app, 'Shop', { env }), network);
  shop.connectTo(database);
  shop.connectTo(cache);
  const office = tierOf(new Stack(app, 'Office', { env }), network);

  new MonitoringStack(app, 'Monitoring', {
    env,
    subjects: [network, database, cache, shop, office],
    notifications: [
      Notification.email('ops@example.com'),
      Notification.https('https://events.pagerduty.com/integration/0123456789abcdef/enqueue').only(Severity.CRITICAL),
      Notification.slack({ workspaceId: 'T0123456789', channelId: 'C0123456789' }),
    ],
    objectives: [
      Objective.availability(99.9),
      Objective.latency({ under: Duration.millis(500), percent: 95 }).of(shop),
    ],
    logErrors: [LogErrors.above(10)],
    tuning: [
      Tuning.threshold('Latency', { warning: Threshold.above(2, { periods: 5, datapointsToAlarm: 4 }) }).on(office),
      Tuning.silence('CpuCredits', 'the nightly import uses them up, and we pay for it'),
    ],
    warningHours: BusinessHours.weekdays({ from: '08:00', to: '18:00', timeZone: TimeZone.EUROPE_BERLIN }),
    suppressDuringDeployments: Duration.minutes(15),
    runbooks: 'https://wiki.example.com/runbooks',
  });
}

function serviceOf(stack: Stack, { vpc }: Network): FargateService {
  return new FargateService(stack, 'Shop', {
    vpc,
    image: ServiceImage.managedRepository({ tag: '1.4.2' }),
    ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone: zoneOf(stack) }),
  });
}

function tierOf(stack: Stack, { vpc }: Network): ElasticWebTier {
  return new ElasticWebTier(stack, 'Office', {
    vpc,
    bootstrap: Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'), {
      containerPort: 80,
    }),
    ingress: Ingress.https({
      domainName: 'office.example.com', hostedZone: zoneOf(stack), healthCheck: { path: '/' }, // where nginx answers
    }),
  });
}

function zoneOf(stack: Stack) {
  return HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
}
