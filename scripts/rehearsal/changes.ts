import { type App, Stack } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import {
  Bootstrap, CapacityRange, Compute, Deployment, ElasticWebTier, FargateService, Ingress, Network, PostgresDatabase,
  Profile, ServiceImage, TierImage, TrafficSplit, ValkeyCache, WebLoadBalancer, WorkQueue,
} from '../../src';
import { ENV, zoneOf } from './house';

/** A change of a deployed program: the same stacks, built otherwise. */
export interface Change {
  readonly name: string;
  build(app: App): void;
}

/** Programs whose stacks live through changes, one after the other. */
export interface Life {
  readonly name: string;
  readonly changes: readonly Change[];
}

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
  const steps: [string, Partial<ServiceChoices>][] = [
    ['a trial', {}],
    ['another image', { tag: '1.1.0' }],
    ['another port', { port: 3000 }],
    ['another variable', { greeting: 'two' }],
    ['HTTPS in place of HTTP', { secure: true }],
    ['canary in place of rolling', { deployment: Deployment.canary() }],
    ['another image by canary', { tag: '1.2.0' }],
    ['blue/green in place of canary', { deployment: Deployment.blueGreen() }],
    ['rolling again', { deployment: Deployment.rolling() }],
    ['STAGING', { profile: Profile.STAGING }],
    ['PRODUCTION', { profile: Profile.PRODUCTION }],
    ['the image of before', { tag: '1.0.0' }],
    ['STAGING again, with the zones kept', { profile: Profile.STAGING, zones: 3 }],
    ['DEVELOPMENT again, with the zones kept', { profile: Profile.DEVELOPMENT, zones: 3 }],
  ];
  let choices = TRIAL;
  return {
    name: 'service',
    changes: steps.map(([name, change]) => {
      choices = { ...choices, ...change };
      return { name, build: service(choices) };
    }),
  };
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
  return {
    name: 'routes',
    changes: [
      { name: 'one service for every path', build: routes({ paths: ['/*'], admin: false }) },
      { name: 'other paths', build: routes({ paths: ['/shop', '/shop/*'], admin: false }) },
      { name: 'a second service', build: routes({ paths: ['/shop', '/shop/*'], admin: true }) },
      { name: 'a priority of its own', build: routes({ paths: ['/shop', '/shop/*'], admin: true, priority: 42 }) },
      { name: 'one service again', build: routes({ paths: ['/*'], admin: false }) },
    ],
  };
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
  return {
    name: 'tier',
    changes: [
      { name: 'most of it on instances', build: tier(start) },
      { name: 'another image', build: tier({ ...start, tag: '1.29.0' }) },
      { name: 'larger instances', build: tier({ ...start, instanceType: 't3.medium' }) },
      { name: 'more instances', build: tier({ ...start, largest: 8 }) },
      { name: 'half and half', build: tier({ ...start, onInstances: 50, onFargate: 50 }) },
      { name: 'all of it on Fargate', build: tier({ ...start, onInstances: 0, onFargate: 100 }) },
    ],
  };
}

/** What is deployed and changed, step by step. */
export function lives(): Life[] {
  return [lifeOfAService(), lifeOfRoutes(), lifeOfATier()];
}

/** A change that docs/profiles.md says CloudFormation refuses, because it would replace the database. */
export function refusal(): { readonly before: (app: App) => void; readonly after: (app: App) => void } {
  const production = { ...TRIAL, secure: true, profile: Profile.PRODUCTION };
  return { before: service(production), after: service({ ...production, profile: Profile.REGULATED }) };
}
