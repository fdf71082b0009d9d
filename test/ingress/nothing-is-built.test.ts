// what an ingress rejects, it rejects before the service has made anything.
import { Duration, type Stack } from 'aws-cdk-lib';
import { Certificate, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  Bootstrap, ContentDelivery, Deployment, ElasticWebTier, FargateService, Ingress, ServiceImage, TierImage,
  TrafficSplit, type FargateServiceProps, type WebLoadBalancer,
} from '../../src';
import { setup, sharedLoadBalancer, type Setup } from './support';

const IMAGE = 'public.ecr.aws/nginx/nginx:1.27.3';
const PATHS = { paths: ['/shop/*'] };

interface Edge extends Setup {
  readonly edge: WebLoadBalancer;
  readonly split: TrafficSplit;
}

/** A load balancer with a service at `/shop/*` and the priority 1, and a split with the name `shop.example.com`. */
function occupied(): Edge {
  const given = setup({ env: { account: '123456789012', region: 'eu-west-1' } });
  const { stack, vpc, hostedZone } = given;
  const edge = sharedLoadBalancer(given);
  new FargateService(stack, 'First', {
    vpc, image: ServiceImage.fromRegistry(IMAGE), ingress: Ingress.route(edge, { ...PATHS, priority: 1 }),
  });
  const split = new TrafficSplit(stack, 'Split', {
    loadBalancer: edge, domainName: 'shop.example.com', hostedZone, paths: ['/split/*'],
  });
  return { ...given, edge, split };
}

function certificateIn(stack: Stack): ICertificate {
  return Certificate.fromCertificateArn(stack, 'Foreign', 'arn:aws:acm:us-east-1:123456789012:certificate/1');
}

describe.each<[string, (edge: Edge) => Partial<FargateServiceProps>, string]>([
  [
    'a priority that is taken', ({ edge }) => ({ ingress: Ingress.route(edge, { paths: ['/x'], priority: 1 }) }),
    '"ingress.priority" must be unique on the listener, and Stack/First has the same, got 1: give one of the two '
    + 'another "priority"',
  ],
  [
    'requests that are taken', ({ edge }) => ({ ingress: Ingress.route(edge, PATHS) }),
    '"ingress.hosts" must differ from those of Stack/First, or "ingress.paths" must, got ["/shop/*"]: the later of two '
    + 'equal rules takes no request',
  ],
  [
    'the DNS record of another service',
    ({ edge, hostedZone }) => ({ ingress: Ingress.route(edge, { domainName: 'shop.example.com', hostedZone }) }),
    '"ingress.domainName" must have one DNS record, and Stack/Split makes it, got "shop.example.com": give "hosts" in '
    + 'place of "domainName", or leave "hostedZone" out',
  ],
  [
    'the DNS record of another service behind a load balancer of yours',
    ({ edge, hostedZone }) => ({
      ingress: Ingress.existing(edge.loadBalancer, edge.listener, { domainName: 'shop.example.com', hostedZone }),
    }),
    '"ingress.domainName" must have one DNS record, and Stack/Split makes it, got "shop.example.com": give "hosts" in '
    + 'place of "domainName", or leave "hostedZone" out',
  ],
  [
    'deployments that shift traffic behind a split',
    ({ split }) => ({ ingress: Ingress.weighted(split, 1), deployment: Deployment.canary() }),
    '"ingress.split" must be without deployments that shift traffic, got Stack/Split: both would change the same '
    + 'weights: use Deployment.rolling, or Ingress.route',
  ],
  [
    'a certificate of another Region',
    ({ stack }) => ({ ingress: Ingress.https({ certificate: certificateIn(stack) }) }),
    '"ingress.certificate" must be in eu-west-1, got "us-east-1": the certificate has to be in the Region of the load '
    + 'balancer',
  ],
  [
    'a content delivery without a certificate in us-east-1',
    ({ hostedZone }) => ({ ingress: Ingress.https({
      domainName: 'web.example.com', hostedZone, contentDelivery: ContentDelivery.cloudFront(),
    }) }),
    '"ingress.contentDelivery.certificate" must be given, and be in us-east-1, got undefined: CloudFront takes '
    + 'certificates from there only, whatever the Region of the load balancer',
  ],
  [
    'a stop timeout above the drain',
    () => ({
      ingress: Ingress.http({ target: { deregistrationDelay: Duration.seconds(10) } }),
      container: { stopTimeout: Duration.seconds(20) },
    }),
    '"container.stopTimeout" must be shorter than "ingress.target.deregistrationDelay" (10 seconds), got 20 seconds: '
    + 'the load '
    + 'balancer waits no longer than that for open requests',
  ],
])('%s', (_, propsOf, problem) => {
  const place = occupied();

  test('is an error of the service, which has made nothing', () => {
    expect(() => new FargateService(place.stack, 'Shop', {
      vpc: place.vpc, image: ServiceImage.fromRegistry(IMAGE), ...propsOf(place),
    })).toThrow(new Error(`Stack/Shop (FargateService) has an invalid prop:\n  ${problem}`));
    expect(place.stack.node.findChild('Shop').node.findAll()).toHaveLength(1);
  });
});

test('a tier of instances names itself, and has made nothing', () => {
  const { stack, vpc, edge } = occupied();

  expect(() => new ElasticWebTier(stack, 'Shop', {
    vpc, bootstrap: Bootstrap.container(TierImage.fromRegistry(IMAGE)), ingress: Ingress.route(edge, PATHS),
  })).toThrow(
    'Stack/Shop (ElasticWebTier) has an invalid prop:\n  "ingress.hosts" must differ from those of Stack/First',
  );
  expect(stack.node.findChild('Shop').node.findAll()).toHaveLength(1);
});

test('a split names itself and its own props, and has made nothing', () => {
  const { stack, edge } = occupied();

  expect(() => new TrafficSplit(stack, 'Shop', { loadBalancer: edge, ...PATHS, priority: 1 })).toThrow(new Error(
    'Stack/Shop (TrafficSplit) has an invalid prop:\n'
    + '  "hosts" must differ from those of Stack/First, or "paths" must, got ["/shop/*"]: the later of two equal rules '
    + 'takes no request',
  ));
  expect(stack.node.findChild('Shop').node.findAll()).toHaveLength(1);
});

test('collisions are reported together with what else is wrong', () => {
  const { stack, vpc, edge } = occupied();

  expect(() => new FargateService(stack, 'Shop', {
    vpc, image: ServiceImage.fromRegistry(IMAGE), port: 0,
    ingress: Ingress.route(edge, { ...PATHS, target: { deregistrationDelay: Duration.hours(2) } }),
  })).toThrow(/3 invalid props:\n {2}"port"[^]*\n {2}"ingress.hosts"[^]*\n {2}"ingress.target.deregistrationDelay"/);
});
