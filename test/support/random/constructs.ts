// the constructs whose props are tried, and how each is made.
import type { IApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct, IConstruct } from 'constructs';
import type { FargateService, TrafficSplit } from '../../../src';
import * as library from '../../../src';
import { HERE } from './places';
import { THINGS } from './things';
import type { World } from './world';

type Make = (world: World, id: string, props: object) => IConstruct;

interface Tried {
  /** How many of a hundred accepted sets are its: more where there are more props. */
  readonly share: number;
  readonly make?: Make;
}

/** Makes it, and puts a group behind it: a split without one is refused. */
const split = (make: (world: World, id: string, props: never) => TrafficSplit): Make => (world, id, props) => {
  const made = make(world, id, props as never);
  made.addTargetGroup(world.of('TargetGroup') as IApplicationTargetGroup, 1);
  return made;
};

/** Makes it, and connects a service to it: alone it makes nothing. */
const backend = (name: string): Make => (world, id, props) => {
  const made = new (classOf(name))(world.stack, id, props);
  (THINGS.Service(world.stack, `${id}User`, world) as FargateService).connectTo(made as never);
  return made;
};

/** By the name of its props without `Props`. */
const CONSTRUCTS: { readonly [construct: string]: Tried } = {
  FargateService: { share: 20 }, ElasticWebTier: { share: 12 }, WebLoadBalancer: { share: 8 },
  PostgresDatabase: { share: 8 }, VotingApp: { share: 7 }, PrometheusGrafana: { share: 6 }, Monitoring: { share: 7 },
  ValkeyCache: { share: 7 }, ScheduledJob: { share: 5 }, WorkQueue: { share: 3 }, Network: { share: 3 },
  GitHubDelivery: { share: 3 }, PostgresReplica: { share: 2 }, ImageRepository: { share: 1 }, StateBucket: { share: 1 },
  ExistingBackend: { share: 1, make: backend('ExistingBackend') },
  BucketBackend: { share: 1, make: backend('BucketBackend') },
  QueueBackend: { share: 1, make: backend('QueueBackend') },
  TopicBackend: { share: 1, make: backend('TopicBackend') },
  MonitoringStack: {
    share: 1, make: (world, id, props) => new library.MonitoringStack(world.app, id, { env: HERE, ...props }),
  },
  TrafficSplit: { share: 1, make: split((world, id, props) => new library.TrafficSplit(world.stack, id, props)) },
  ExistingTrafficSplit: {
    share: 1, make: split((world, id, props) => library.TrafficSplit.existing(world.stack, id, props)),
  },
};

export const CONSTRUCT_NAMES = Object.keys(CONSTRUCTS);

export function shareOf(construct: string): number {
  return CONSTRUCTS[construct].share;
}

export function makeOf(construct: string): Make {
  return CONSTRUCTS[construct].make ?? ((world, id, props) => new (classOf(construct))(world.stack, id, props));
}

type ConstructClass = new (scope: Construct, id: string, props: object) => IConstruct;

function classOf(construct: string): ConstructClass {
  return (library as never as { readonly [name: string]: ConstructClass })[construct];
}
