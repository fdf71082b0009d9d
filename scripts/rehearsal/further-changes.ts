// lives of what stands alone: a web tier, the voting application, data stores, and what watches a service.
import { type App, Duration, Stack } from 'aws-cdk-lib';
import { InstanceClass, InstanceSize, InstanceType } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  Bootstrap, Compute, DatabaseCredentials, ElasticWebTier, FargateService, Grafana, ImageRepository, Ingress,
  JobSchedule, MetricsBackend, MetricsHistory, Monitoring, Network, Objective, Pooling, PostgresDatabase, Profile,
  PrometheusGrafana, ScheduledJob, ServiceImage, StateBucket, TierImage, ValkeyCache, VoteCompute, VotingApp,
  VotingImage, VotingIngress, WorkQueue,
} from '../../src';
import { lifeOf, type Life } from './change';
import { ENV, zoneOf } from './house';

const GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const ALLOWED = ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupIngress'];

interface SiteChoices {
  readonly profile: Profile;
  readonly tag: string;
  readonly port: number;
  readonly secure: boolean;
  readonly isGroup: boolean;
}

/** Instances behind a load balancer of their own. */
function site({ profile, tag, port, secure, isGroup }: SiteChoices): (app: App) => void {
  return (app) => {
    profile.applyTo(app);
    const stack = new Stack(app, 'Site', { env: ENV });
    const { vpc } = new Network(stack, 'Network', { availabilityZones: 3 });
    new ElasticWebTier(stack, 'Site', {
      vpc,
      port,
      bootstrap: Bootstrap.container(TierImage.fromRegistry(`public.ecr.aws/nginx/nginx:${tag}`)),
      compute: isGroup ? Compute.autoScaling() : Compute.singleInstance(),
      ingress: secure
        ? Ingress.https({ domainName: 'site.example.com', hostedZone: zoneOf(stack) })
        : Ingress.http(),
    }).exportOutputs();
  };
}

function lifeOfASite(): Life {
  const start: SiteChoices = {
    profile: Profile.DEVELOPMENT, tag: '1.27.3', port: 8080, secure: false, isGroup: false,
  };
  return lifeOf('site', start, [
    ['one instance', {}],
    ['another image', { tag: '1.29.0' }],
    // a target group of instances has the port of the instances, and no other one.
    ['another port', { port: 3000 }, { replaces: [GROUP] }],
    ['HTTPS in place of HTTP', { secure: true }],
    ['PRODUCTION', { profile: Profile.PRODUCTION }],
    ['a group in place of one instance', { isGroup: true }, { removes: ['SiteDataVolume'] }],
    ['another port of the group', { port: 8080 }, { replaces: [GROUP] }],
    ['the image of before', { tag: '1.27.3' }],
    ['STAGING', { profile: Profile.STAGING }],
  ], site);
}

interface VoteChoices {
  readonly profile: Profile;
  readonly tag: string;
  readonly secure: boolean;
  readonly onInstances: boolean;
}

/** The whole voting application. */
function votes({ profile, tag, secure, onInstances }: VoteChoices): (app: App) => void {
  return (app) => {
    profile.applyTo(app);
    const stack = new Stack(app, 'Votes', { env: ENV });
    const { vpc } = new Network(stack, 'Network', { availabilityZones: 3 });
    new VotingApp(stack, 'Voting', {
      vpc,
      image: VotingImage.fromRepository(Repository.fromRepositoryName(stack, 'Repository', 'votes'), tag),
      vote: onInstances ? VoteCompute.instances() : VoteCompute.tasks(),
      ingress: secure
        ? VotingIngress.hosts({ vote: 'v.example.com', result: 'r.example.com', hostedZone: zoneOf(stack) })
        : VotingIngress.httpPorts(),
    }).exportOutputs();
  };
}

function lifeOfVotes(): Life {
  const start: VoteChoices = { profile: Profile.DEVELOPMENT, tag: '1.0.0', secure: false, onInstances: false };
  return lifeOf('votes', start, [
    ['a trial', {}],
    ['another image', { tag: '1.1.0' }],
    // a rule belongs to its listener.
    ['names and HTTPS in place of ports', { secure: true }, { replaces: [RULE] }],
    ['STAGING', { profile: Profile.STAGING }],
    ['PRODUCTION', { profile: Profile.PRODUCTION }],
    ['the image of before', { tag: '1.0.0' }],
    ['votes on instances', { onInstances: true }, {
      removes: ['VotingVoteService'], replaces: [GROUP, ...ALLOWED],
    }],
  ], votes);
}

interface StoreChoices {
  readonly profile: Profile;
  readonly size: InstanceSize;
  readonly replicas: number;
  readonly pooling: Pooling;
  readonly nodes: number;
  readonly minutes: number;
  readonly hour: string;
}

/** Everything that holds data, with a worker and a job. */
function stores({ profile, size, replicas, pooling, nodes, minutes, hour }: StoreChoices): (app: App) => void {
  return (app) => {
    profile.applyTo(app);
    const stack = new Stack(app, 'Stores', { env: ENV });
    const { vpc } = new Network(stack, 'Network', { availabilityZones: 3 });
    new ImageRepository(stack, 'Images');
    new StateBucket(stack, 'States');
    const jobs = new WorkQueue(stack, 'Jobs', { processingTime: Duration.minutes(minutes) });
    const image = ServiceImage.managedRepository({ tag: '1.0.0' });
    const worker = new FargateService(stack, 'Worker', { vpc, image });
    worker.connectTo(jobs.consumer);
    worker.connectTo(new PostgresDatabase(stack, 'Database', {
      vpc, readReplicas: replicas, pooling, instanceType: InstanceType.of(InstanceClass.M7G, size),
      credentials: DatabaseCredentials.generated(), // replicas ask for them.
    }));
    worker.connectTo(new ValkeyCache(stack, 'Cache', { vpc, nodes, nodeType: `cache.m7g.${size}` }));
    new ScheduledJob(stack, 'Nightly', { service: worker, schedule: JobSchedule.at({ hour }), command: ['clean'] });
  };
}

function lifeOfStores(): Life {
  const start: StoreChoices = {
    profile: Profile.DEVELOPMENT, size: InstanceSize.LARGE, replicas: 0, pooling: Pooling.none(), nodes: 1, minutes: 1,
    hour: '3',
  };
  return lifeOf('stores', start, [
    ['alone', {}],
    ['larger', { size: InstanceSize.XLARGE }],
    ['read replicas', { replicas: 2 }],
    ['a proxy in front', { pooling: Pooling.rdsProxy() }],
    ['a second node', { nodes: 2 }],
    ['longer work, at another time', { minutes: 5, hour: '4' }],
    ['PRODUCTION', { profile: Profile.PRODUCTION }],
    ['without replicas and proxy', { replicas: 0, pooling: Pooling.none() }, { removes: ['DatabaseReadReplicas'] }],
  ], stores);
}

interface WatchChoices {
  readonly profile: Profile;
  readonly days: number;
  readonly probes: string[];
  readonly objectives: Objective[];
}

/** A service with alarms, Prometheus and Grafana. */
function watched({ profile, days, probes, objectives }: WatchChoices): (app: App) => void {
  return (app) => {
    profile.applyTo(app);
    const stack = new Stack(app, 'Watched', { env: ENV });
    const hostedZone = zoneOf(stack);
    const { vpc } = new Network(stack, 'Network', { availabilityZones: 3 });
    const shop = new FargateService(stack, 'Shop', {
      vpc, image: ServiceImage.managedRepository({ tag: '1.0.0' }),
      ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
    });
    shop.scrapeAt();
    new Monitoring(stack, 'Monitoring', { subjects: [shop], emails: ['ops@example.com'], objectives });
    new PrometheusGrafana(stack, 'Metrics', {
      vpc, subjects: [shop], probes,
      backend: MetricsBackend.selfHosted({ history: MetricsHistory.newWorkspace(), retention: Duration.days(days) }),
      grafana: Grafana.https({ domainName: 'grafana.example.com', hostedZone, allowedCidrs: ['203.0.113.0/24'] }),
    });
  };
}

function lifeOfAWatch(): Life {
  const start: WatchChoices = { profile: Profile.DEVELOPMENT, days: 1, probes: [], objectives: [] };
  return lifeOf('watch', start, [
    ['alarms and metrics', {}],
    ['kept for longer', { days: 7 }],
    ['a probe', { probes: ['https://shop.example.com'] }],
    ['an objective', { objectives: [Objective.availability(99.9)] }],
    ['PRODUCTION', { profile: Profile.PRODUCTION }],
  ], watched);
}

export function furtherLives(): Life[] {
  return [lifeOfASite(), lifeOfVotes(), lifeOfStores(), lifeOfAWatch()];
}
