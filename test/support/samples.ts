// the samples of README and docs/, put into an app of their own each, as a reader would.
import fs from 'node:fs';
import path from 'node:path';

export interface Sample {
  /** Page and number, for example `docs/network.md 2`. */
  readonly name: string;
  readonly code: string;
}

const ROOT = path.join(__dirname, '../..');

/** README and every page of docs/, as paths from the root. */
export function pages(): string[] {
  const below = (folder: string): string[] => fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => entry.isDirectory() ? below(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]);
  return ['README.md', 'CONTRIBUTING.md', ...below('docs').filter((file) => file.endsWith('.md')).sort()];
}

export function textOf(page: string): string {
  return fs.readFileSync(path.join(ROOT, page), 'utf8');
}

/** What a page shows of the output of programs: its blocks without a language. */
export function outputsOn(page: string): string[] {
  return [...textOf(page).matchAll(/^```(.*)\n([^]*?)\n```$/gm)].filter(([, language]) => language === '')
    .map(([, , text]) => text);
}

/** Every TypeScript block, without its imports and exports: the names are there already. */
export function samples(): Sample[] {
  return pages().flatMap((page) => [...textOf(page).matchAll(/^```ts(?: nofixture)?\n([^]*?)^```/gm)]
    .map(([, code], i) => ({
      name: `${page} ${i + 1}`, code: code.replace(/^import .*\n/gm, '').replace(/^export /gm, ''),
    })));
}

/** The names that a page may use without making them, with what they are in a reader's app. */
const PREAMBLE = `
import * as cdk from 'aws-cdk-lib';
import path from 'node:path';
import {
  App, Duration, PermissionsBoundary, RemovalPolicy, Size, Stack, Stage, type StageProps, TimeZone, Validations,
} from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs_patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import * as web from '${ROOT}/src';
import {
  AccessLogs, AdminPage, Authentication, AwsService, BackendAccess, Bootstrap, BucketBackend, BucketRights,
  BusinessHours, CacheDurability, CacheLogin, CapacityRange, ClusterMode, Compute, ContentDelivery, cost, Dashboards,
  DatabaseCredentials, DataVolume, DeliveredImage, DeliveryEnvironment, Deployment, diagram, DnsRouting,
  ElasticWebTier, ExistingBackend, Exporter, FargateService, Firewall, forecast, GitHubDelivery,
  GitHubIdentityProvider, GitHubRepository, Grafana, ImageRepository, Ingress, InstancePurchase, JobSchedule,
  LogErrors, Logging, LogOutput, MetricsBackend, MetricsHistory, Migration, Monitored, Monitoring, MonitoringStack,
  MutualTls, Nat, Network, Notification, Objective, OperationsTopic, Placement, Poll, Pooling, PostgresDatabase,
  PostgresReplica, Profile, PrometheusGrafana, PullRequestAccess, QueueBackend, QueueRights, Replacement, RuleTuning,
  ScalingPolicy, ScheduledJob, ScrapeDiscovery, ScrapedProgram, ServiceConnect, ServiceImage, Severity, Sidecar,
  SignalGroup, SignalUnit, simulation, Spot, StateBucket, Stickiness, TargetProtocol, TaskSize, TaskVolume, Threshold,
  TierImage, TopicBackend, TrafficSplit, Tuning, ValkeyCache, VolumeMount, VoteCompute, VotingApp, VotingImage,
  VotingIngress, WebLoadBalancer, WorkQueue,
} from '${ROOT}/src';

function given(app: Construct) {
  const stack = new Stack(app, 'Given', { env: { account: '111122223333', region: 'eu-west-1' } });
  const network = new Network(stack, 'Network');
  const { vpc } = network;
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  });
  return {
    network, vpc, hostedZone,
    certificate: acm.Certificate.fromCertificateArn(
      stack, 'Certificate',
      'arn:aws:acm:us-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888',
    ),
    repository: ecr.Repository.fromRepositoryName(stack, 'Repository', 'shop'),
    // in a zone of another account, whose names are free in the zone of the page.
    loadBalancer: new WebLoadBalancer(stack, 'LoadBalancer', {
      vpc, domainName: '*.example.com', hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'OtherZone', {
        hostedZoneId: 'Z0987654321ABCDEFGHIJ', zoneName: 'example.com',
      }),
    }),
    database: new PostgresDatabase(stack, 'Database', { vpc }),
  };
}

function givenShop(stack: Stack, vpc: ec2.IVpc) {
  return new FargateService(stack, 'Shop', {
    vpc, image: ServiceImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'), port: 80,
    ingress: Ingress.http({ healthCheck: { path: '/' } }),
  });
}
`;

/** Whether a sample uses the service that its page has made before. */
export function usesShop({ code }: Sample): boolean {
  return /\bshop[.),\]](?!example)/.test(code) && !/const shop =/.test(code);
}

/**
 * One program with a function for each sample, which gets a stack of its own as `this`.
 *
 * @param shopIn stack of the service that the page has made before
 */
export function program(all: readonly Sample[], shopIn = 'this'): string {
  return `${PREAMBLE}
export const SAMPLES: ((this: Stack) => void)[] = [
${all.map((sample) => `function () {
  const app = cdk.App.of(this) as App;
  const { network, vpc, hostedZone, certificate, repository, loadBalancer, database } = given(app);
${usesShop(sample) ? `  const shop = givenShop(${shopIn}, vpc);` : ''}
  {
${sample.code}
  }
},`).join('\n')}
];
`;
}
