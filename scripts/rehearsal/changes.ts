import { type App, Stack } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import {
  Bootstrap, CapacityRange, Compute, Deployment, ElasticWebTier, FargateService, Ingress, Network, PostgresDatabase,
  Profile, ServiceImage, TierImage, TrafficSplit, ValkeyCache, WebLoadBalancer, WorkQueue,
} from '../../src';
import { lifeOf, type Life } from './change';
import { furtherLives } from './further-changes';
import { ENV, zoneOf } from './house';

interface ServiceChoices {
  readonly profile: Profile;
  readonly tag: string;
  readonly port: number;
  readonly greeting: string;
  readonly secure: boolean;
  readonly deployment: Deployment;
  readonly zones?: number;
}

/** A web service with everything that holds data. */
function service(choices: ServiceChoices): (app: App) => void {
  return (app) => {
    choices.profile.applyTo(app);
    const stack = new Stack(app, 'Life', { env: ENV });
    const { vpc } = new Network(stack, 'Network', { availabilityZones: choices.zones });
    const jobs = new WorkQueue(stack, 'Jobs');
    const shop = new FargateService(stack, 'Shop', {
      vpc,
      image: ServiceImage.managedRepository({ tag: choices.tag }),
      port: choices.port,
      environment: { GREETING: choices.greeting },
      ingress: choices.secure
        ? Ingress.https({ domainName: 'life.example.com', hostedZone: zoneOf(stack) })
        : Ingress.http(),
      deployment: choices.deployment,
    });
    shop.connectTo(new PostgresDatabase(stack, 'Database', { vpc }));
    shop.connectTo(new ValkeyCache(stack, 'Cache', { vpc }));
    shop.connectTo(jobs.producer, { environmentPrefix: 'JOBS' });
    shop.exportOutputs();
  };
}

const TRIAL: ServiceChoices = {
  profile: Profile.DEVELOPMENT, tag: '1.0.0', port: 8080, greeting: 'one', secure: false,
  deployment: Deployment.rolling(),
};

function lifeOfAService(): Life {
  return lifeOf('service', TRIAL, [
    ['a trial', {}],
    ['another image', { tag: '1.1.0' }],
    ['another port', { port: 3000 }],
    ['another variable', { greeting: 'two' }],
    ['HTTPS in place of HTTP', { secure: true }],
    ['canary in place of rolling', { deployment: Deployment.canary() }],
    ['another image by canary', { tag: '1.2.0' }],
    ['another port by canary', { port: 8080 }],
    ['blue/green in place of canary', { deployment: Deployment.blueGreen() }],
    ['rolling again', { deployment: Deployment.rolling() }, { removes: ['ShopInternetFacingAlternateTargetGroup'] }],
    ['STAGING', { profile: Profile.STAGING }],
    ['PRODUCTION', { profile: Profile.PRODUCTION }],
    ['the image of before', { tag: '1.0.0' }],
    ['STAGING again, with the zones kept', { profile: Profile.STAGING, zones: 3 }],
    ['DEVELOPMENT again, with the zones kept', { profile: Profile.DEVELOPMENT }],
  ], service);
}

interface RouteChoices {
  readonly paths: string[];
  readonly admin: boolean;
  readonly priority?: number;
}

/** Services behind a load balancer of another stack. */
function routes({ paths, admin, priority }: RouteChoices): (app: App) => void {
  return (app) => {
    Profile.STAGING.applyTo(app);
    const platform = new Stack(app, 'Platform', { env: ENV });
    const { vpc } = new Network(platform, 'Network');
    const edge = new WebLoadBalancer(platform, 'Edge', {
      vpc, domainName: 'routes.example.com', hostedZone: zoneOf(platform),
    });
    const shop = new Stack(app, 'Routed', { env: ENV });
    new FargateService(shop, 'Shop', {
      vpc, image: ServiceImage.managedRepository({ tag: '1.0.0' }), ingress: Ingress.route(edge, { paths, priority }),
    });
    if (!admin) return;
    new FargateService(shop, 'Admin', {
      vpc,
      image: ServiceImage.managedRepository({ tag: '1.0.0' }),
      ingress: Ingress.route(edge, { hosts: ['routes.example.com'], paths: ['/admin', '/admin/*'] }),
    });
  };
}

function lifeOfRoutes(): Life {
  return lifeOf<RouteChoices>('routes', { paths: ['/*'], admin: false }, [
    ['one service for every path', {}],
    ['other paths', { paths: ['/shop', '/shop/*'] }],
    ['a second service', { admin: true }],
    ['a priority of its own', { priority: 42 }],
    ['one service again', { paths: ['/*'], admin: false, priority: undefined }, { removes: ['Admin'] }],
  ], routes);
}

interface TierChoices {
  readonly tag: string;
  readonly instanceType: string;
  readonly largest: number;
  readonly onInstances: number;
  readonly onFargate: number;
}

/** A service on instances and on Fargate behind one rule. */
function tier(choices: TierChoices): (app: App) => void {
  return (app) => {
    Profile.STAGING.applyTo(app);
    const stack = new Stack(app, 'Move', { env: ENV });
    const { vpc } = new Network(stack, 'Network');
    const loadBalancer = new WebLoadBalancer(stack, 'Edge', {
      vpc, domainName: 'move.example.com', hostedZone: zoneOf(stack),
    });
    const split = new TrafficSplit(stack, 'Split', { loadBalancer, paths: ['/*'] });
    const database = new PostgresDatabase(stack, 'Database', { vpc });
    new ElasticWebTier(stack, 'Instances', {
      vpc,
      bootstrap: Bootstrap.container(TierImage.fromRegistry(`public.ecr.aws/nginx/nginx:${choices.tag}`)),
      compute: Compute.autoScaling({
        instanceType: new InstanceType(choices.instanceType), capacity: CapacityRange.between(1, choices.largest),
      }),
      ingress: Ingress.weighted(split, choices.onInstances),
    }).connectTo(database);
    new FargateService(stack, 'Fargate', {
      vpc,
      image: ServiceImage.managedRepository({ tag: '1.0.0' }),
      ingress: Ingress.weighted(split, choices.onFargate),
    }).connectTo(database);
  };
}

function lifeOfATier(): Life {
  const start: TierChoices = { tag: '1.27.3', instanceType: 't3.small', largest: 4, onInstances: 90, onFargate: 10 };
  return lifeOf('tier', start, [
    ['most of it on instances', {}],
    ['another image', { tag: '1.29.0' }],
    ['larger instances', { instanceType: 't3.medium' }],
    ['more instances', { largest: 8 }],
    ['half and half', { onInstances: 50, onFargate: 50 }],
    ['all of it on Fargate', { onInstances: 0, onFargate: 100 }],
  ], tier);
}

/** What is deployed and changed, step by step. */
export function lives(): Life[] {
  return [lifeOfAService(), lifeOfRoutes(), lifeOfATier(), ...furtherLives()];
}

/** A change that docs/profiles.md says CloudFormation refuses, because it would replace the database. */
export function refusal(): { readonly before: (app: App) => void; readonly after: (app: App) => void } {
  const production = { ...TRIAL, secure: true, profile: Profile.PRODUCTION };
  return { before: service(production), after: service({ ...production, profile: Profile.REGULATED }) };
}
