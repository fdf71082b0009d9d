// R-NET-3, R-NET-4: for every kind of ingress a client reaches the load balancer, and the load balancer reaches the
// tasks or instances on the port of requests and on that of health checks; nothing else reaches anything.
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener, ApplicationLoadBalancer, ApplicationProtocol, ListenerAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  Bootstrap, ContentDelivery, ElasticWebTier, FargateService, Ingress, Profile, ServiceImage, TierImage, TrafficSplit,
  WebLoadBalancer,
} from '../../src';
import { THREE_TIERS, zoneIn } from '../support/stacks';
import { askedPorts, namesIn, routesOf, unattached, waysIn, waysOut } from '../support/walk';

const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const HTTP = { protocol: ApplicationProtocol.HTTP };
/** The application answers health checks on a port of their own. */
const CHECKED = { healthCheck: { port: '9000' } };

const app = new App();
Profile.DEVELOPMENT.applyTo(app);
const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
const vpc = new Vpc(stack, 'Vpc', THREE_TIERS);
const hostedZone = zoneIn(stack);

function tasks(id: string, ingress: Ingress): void {
  new FargateService(stack, id, {
    vpc, ingress, image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'),
  });
}

function instances(id: string, ingress: Ingress): void {
  const image = TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');
  new ElasticWebTier(stack, id, { vpc, ingress, bootstrap: Bootstrap.container(image) });
}

function made(id: string) {
  const loadBalancer = new ApplicationLoadBalancer(stack, id, { vpc });
  const listener = loadBalancer.addListener('Http', {
    port: 80, open: false, defaultAction: ListenerAction.fixedResponse(404),
  });
  return { loadBalancer, listener };
}

function imported(id: string, group: string, options = {}) {
  return {
    loadBalancer: ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, `${id}LoadBalancer`, {
      loadBalancerArn: `${ELB}:loadbalancer/app/${id}/1`, securityGroupId: group,
    }),
    listener: ApplicationListener.fromApplicationListenerAttributes(stack, `${id}Listener`, {
      listenerArn: `${ELB}:listener/app/${id}/1/2`,
      securityGroup: SecurityGroup.fromSecurityGroupId(stack, `${id}Group`, group, options),
    }),
  };
}

/** Puts every kind of ingress into one stack, with tasks or instances behind it. */
function build(): Template {
  tasks('Own', Ingress.https({ domainName: 'own.example.com', hostedZone, ...CHECKED }));
  instances('OwnTier', Ingress.http({ allowedCidrs: ['192.0.2.0/24'], ...CHECKED }));
  tasks('Inside', Ingress.internal({ ...HTTP, ...CHECKED }));
  tasks('Cloud', Ingress.http({ contentDelivery: ContentDelivery.cloudFront() }));
  const edge = new WebLoadBalancer(stack, 'Edge', { vpc, ...HTTP });
  tasks('Shared', Ingress.route(edge, { paths: ['/shared/*'], ...CHECKED }));
  instances('SharedTier', Ingress.route(edge, { paths: ['/tier/*'] }));
  const split = new TrafficSplit(stack, 'Split', { loadBalancer: edge, paths: ['/split/*'] });
  tasks('Weighted', Ingress.weighted(split, 1));
  instances('WeightedTier', Ingress.weighted(split, 1, CHECKED));
  const theirs = made('Theirs');
  tasks('Behind', Ingress.existing(theirs.loadBalancer, theirs.listener, { paths: ['/*'], ...CHECKED }));
  for (const [id, group, options] of [
    ['Open', 'sg-open', {}], ['Closed', 'sg-closed', { allowAllOutbound: false }],
    ['Fixed', 'sg-fixed', { mutable: false }],
  ] as const) {
    const { loadBalancer, listener } = imported(id, group, options);
    tasks(`Of${id}`, Ingress.existing(loadBalancer, listener, { paths: ['/*'], ...CHECKED }));
  }
  const quiet = imported('Quiet', 'sg-quiet');
  tasks('OfQuiet', Ingress.existing(quiet.loadBalancer, quiet.listener, {
    paths: ['/*'], allowLoadBalancerOutbound: false,
  }));
  const apart = TrafficSplit.existing(stack, 'Apart', { ...imported('Split', 'sg-split'), paths: ['/*'] });
  tasks('OfSplit', Ingress.weighted(apart, 1, CHECKED));
  const tags = { loadBalancerTags: { app: 'edge' } };
  tasks('OfFound', Ingress.existing(
    ApplicationLoadBalancer.fromLookup(stack, 'Found', tags),
    ApplicationListener.fromLookup(stack, 'FoundListener', { ...tags, listenerPort: 443 }),
    { paths: ['/*'], ...CHECKED },
  ));
  return Template.fromStack(stack);
}

const template = build();
const names = namesIn(stack, (path) => {
  const [id, ...rest] = path.split('/');
  return rest[0] === 'LoadBalancer' && id !== 'Edge' ? `${id}Entrance` : id;
});
const FOUND = 'sg-12345678';

/** Each load balancer and the targets behind it, with the port of health checks where it has one. */
const FROM_LOAD_BALANCERS = [
  ...['Own', 'Inside'].flatMap((id) => [`${id}Entrance -> ${id}:8080`, `${id}Entrance -> ${id}:9000`]),
  'OwnTierEntrance -> OwnTier:8080', 'OwnTierEntrance -> OwnTier:9000', 'CloudEntrance -> Cloud:8080',
  'Edge -> Shared:8080', 'Edge -> Shared:9000', 'Edge -> SharedTier:8080', 'Edge -> Weighted:8080',
  'Edge -> WeightedTier:8080', 'Edge -> WeightedTier:9000', 'Theirs -> Behind:8080', 'Theirs -> Behind:9000',
];
const FROM_IMPORTED = [
  ...['open', 'closed', 'split'].flatMap((group) => {
    const id = `Of${group[0].toUpperCase()}${group.slice(1)}`;
    return [`sg-${group} -> ${id}:8080`, `sg-${group} -> ${id}:9000`];
  }),
  `${FOUND} -> OfFound:8080`, `${FOUND} -> OfFound:9000`,
];
/** Whose groups are not to be touched still reach their targets as far as these decide. */
const UNTOUCHED = ['sg-fixed -> OfFixed:8080', 'sg-fixed -> OfFixed:9000', 'sg-quiet -> OfQuiet:8080'];

test('clients reach load balancers, these reach their targets, and nothing else is let in', () => {
  expect(waysIn(template, names)).toEqual([
    '0.0.0.0/0 -> OwnEntrance:443', '0.0.0.0/0 -> OwnEntrance:80', '192.0.2.0/24 -> OwnTierEntrance:80',
    '10.0.0.0/16 -> InsideEntrance:80', '10.0.0.0/16 -> CloudEntrance:80', '0.0.0.0/0 -> Edge:80',
    ...FROM_LOAD_BALANCERS, ...FROM_IMPORTED, ...UNTOUCHED,
  ].sort());
});

test('load balancers are let out to their targets, imported ones too, and to nothing else', () => {
  const fromTargets = waysOut(template, names).filter((way) => way.endsWith(' -> 0.0.0.0/0:all'));
  const others = waysOut(template, names).filter((way) => !fromTargets.includes(way));

  expect(others).toEqual([...FROM_LOAD_BALANCERS, ...FROM_IMPORTED].sort());
  expect(fromTargets.some((way) => /Entrance|Edge|Theirs|sg-/.test(way))).toBe(false);
});

test('the internet has a route to public load balancers alone', () => {
  const balancers = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'))
    .map(({ Properties }) => [Properties.Scheme, routesOf(template, Properties.Subnets)] as const);

  expect(new Set(balancers.map(([scheme]) => scheme))).toEqual(new Set(['internet-facing', 'internal']));
  for (const [scheme, routes] of balancers) {
    const to = scheme === 'internet-facing' ? 'internet' : 'nat';
    expect(routes).toEqual([to, to]);
  }
});

test('tasks and instances stand where no route from the internet leads', () => {
  const services = Object.values(template.findResources('AWS::ECS::Service'))
    .map(({ Properties }) => Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets);
  const groups = Object.values(template.findResources('AWS::AutoScaling::AutoScalingGroup'))
    .map(({ Properties }) => Properties.VPCZoneIdentifier);

  expect(services.length + groups.length).toBe(15);
  expect(new Set([...services, ...groups].flatMap((subnets) => routesOf(template, subnets)))).toEqual(new Set(['nat']));
});

test('each group is that of a load balancer, a task or an instance, so that its rules count', () => {
  expect(unattached(template)).toEqual([]);
});

test('tasks are let in on each port on which their target groups ask', () => {
  const ways = waysIn(template, names).map((way) => way.split(' -> ')[1]);
  const asked = askedPorts(template).map((one) => one.replace(/^[^:]+/, (id) => names[id]));

  expect(asked.length).toBeGreaterThan(12);
  expect(asked.filter((one) => !ways.includes(one))).toEqual([]);
});
