// several load balancers of one name.
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ARecord, CfnHealthCheck, HealthCheck, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ContentDelivery, DnsRouting, FargateService, Ingress, ServiceImage, WebLoadBalancer } from '../../src';
import { THREE_TIERS, zoneIn } from '../support/stacks';

const ACCOUNT = '111122223333';
const NAME = 'shop.example.com';

function region(app: App, name: string) {
  const stack = new Stack(app, name, { env: { account: ACCOUNT, region: name } });
  const vpc = new Vpc(stack, 'Vpc', THREE_TIERS);
  const hostedZone = zoneIn(stack);
  const shop = (routing?: DnsRouting, id = 'Shop') => new FargateService(stack, id, {
    vpc, image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1'),
    ingress: Ingress.https({ domainName: NAME, hostedZone, routing }),
  });
  return { stack, vpc, hostedZone, shop };
}

/** The record of a service that is alone in its app. */
function recordOf(routing: (stack: Stack) => DnsRouting | undefined) {
  const { stack, shop } = region(new App(), 'eu-west-1');
  shop(routing(stack));
  return Object.values(Template.fromStack(stack).findResources('AWS::Route53::RecordSet'))[0].Properties;
}

describe('the record of a load balancer', () => {
  test('is the only one of its name without a routing', () => {
    const record = recordOf(() => undefined);

    for (const property of ['SetIdentifier', 'Weight', 'Region', 'Failover', 'HealthCheckId']) {
      expect(record).not.toHaveProperty(property);
    }
  });

  test.each([
    ['latency', DnsRouting.latency(), { Region: 'eu-west-1', SetIdentifier: 'eu-west-1' }],
    ['a weight', DnsRouting.weighted(10), { Weight: 10, SetIdentifier: expect.stringMatching(/^eu-west-1-\w{10}$/) }],
    ['no weight', DnsRouting.weighted(0), { Weight: 0 }],
    ['the first of two', DnsRouting.failoverPrimary(), { Failover: 'PRIMARY', SetIdentifier: 'PRIMARY' }],
    ['the second of two', DnsRouting.failoverSecondary(), { Failover: 'SECONDARY', SetIdentifier: 'SECONDARY' }],
  ])('says %s, and is answered while its targets are healthy', (_, routing, properties) => {
    expect(recordOf(() => routing)).toMatchObject({
      ...properties, AliasTarget: { EvaluateTargetHealth: true }, Name: `${NAME}.`,
    });
  });

  test('takes a health check of Route 53', () => {
    const record = recordOf((stack) => DnsRouting.failoverPrimary({
      healthCheck: HealthCheck.fromHealthCheckId(stack, 'Check', '11112222-3333-4444-5555-666677778888'),
    }));

    expect(record.HealthCheckId).toBe('11112222-3333-4444-5555-666677778888');
    expect(CfnHealthCheck.CFN_RESOURCE_TYPE_NAME).toBe('AWS::Route53::HealthCheck');
  });
});

describe('records of one name', () => {
  const two = (one: DnsRouting | undefined, other: DnsRouting | undefined, regions = ['eu-west-1', 'eu-central-1']) => {
    const app = new App();
    region(app, regions[0]).shop(one);
    region(app, regions[1]).shop(other);
    return app;
  };
  const CLASH = '"ingress.domainName" must have one DNS record, and eu-west-1/Shop/';

  test.each([
    ['two Regions by latency', DnsRouting.latency(), DnsRouting.latency()],
    ['two shares', DnsRouting.weighted(90), DnsRouting.weighted(10)],
    ['first and second', DnsRouting.failoverPrimary(), DnsRouting.failoverSecondary()],
  ])('stand beside each other: %s', (_, one, other) => expect(() => two(one, other).synth()).not.toThrow());

  test.each([
    ['one without', DnsRouting.latency(), undefined],
    ['of two kinds', DnsRouting.latency(), DnsRouting.weighted(1)],
    ['two first ones', DnsRouting.failoverPrimary(), DnsRouting.failoverPrimary()],
    ['two second ones', DnsRouting.failoverSecondary(), DnsRouting.failoverSecondary()],
    ['none at all', undefined, undefined],
  ])('clash: %s', (_, one, other) => expect(() => two(one, other)).toThrow(CLASH));

  test('of one Region stand beside each other by weight, and not by latency', () => {
    const place = () => region(new App(), 'eu-west-1');
    const [shares, latencies] = [place(), place()];
    shares.shop(DnsRouting.weighted(1));
    latencies.shop(DnsRouting.latency());

    expect(() => shares.shop(DnsRouting.weighted(2), 'Next')).not.toThrow();
    expect(() => latencies.shop(DnsRouting.latency(), 'Next')).toThrow('all records of a name need the same kind of '
      + '"routing", each for another Region, load balancer or role');
  });

  test('clash with a record of the user that stands for all', () => {
    const { stack, hostedZone, shop } = region(new App(), 'eu-west-1');
    const target = RecordTarget.fromIpAddresses('192.0.2.1');
    new ARecord(stack, 'Own', { zone: hostedZone, recordName: NAME, target });

    expect(() => shop(DnsRouting.latency())).toThrow('must have one DNS record, and eu-west-1/Own makes it');
  });
});

describe('a routing', () => {
  const { vpc, stack, hostedZone } = region(new App(), 'eu-west-1');
  const edge = (id: string, props: object) => () => new WebLoadBalancer(stack, id, { vpc, ...props });

  test.each([-1, 256, 1.5, NaN])('has no weight of %d', (weight) => {
    expect(edge(`Weight${weight}`, { domainName: NAME, hostedZone, routing: DnsRouting.weighted(weight) }))
      .toThrow(`"routing.weight" must be an integer from 0 to 255, got ${weight}`);
  });

  test('needs a name and a zone', () => {
    expect(edge('Unnamed', { routing: DnsRouting.latency(), protocol: 'HTTP' })).toThrow('"routing" must be given '
      + 'together with "domainName" and "hostedZone", got a DnsRouting: without them no DNS record is made');
  });

  test('is none for CloudFront', () => {
    expect(edge('Edge', {
      domainName: NAME, hostedZone, routing: DnsRouting.latency(), contentDelivery: ContentDelivery.cloudFront(),
      protocol: 'HTTP',
    })).toThrow('"routing" must be left out for a name that leads to CloudFront');
  });

  test('is made by a factory', () => {
    expect(edge('Text', { domainName: NAME, hostedZone, routing: 'latency' }))
      .toThrow('"routing" must be made with a factory of DnsRouting, got "latency"');
  });

  test('goes to both kinds of addresses, and to services on a shared load balancer', () => {
    const app = new App();
    const place = region(app, 'eu-west-1');
    const loadBalancer = new WebLoadBalancer(place.stack, 'Shared', {
      vpc: place.vpc, domainName: '*.example.com', hostedZone: place.hostedZone, routing: DnsRouting.latency(),
    });
    new FargateService(place.stack, 'Shop', {
      vpc: place.vpc, image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1'),
      ingress: Ingress.route(loadBalancer, {
        domainName: NAME, hostedZone: place.hostedZone, routing: DnsRouting.latency(),
      }),
    });

    Template.fromStack(place.stack).resourcePropertiesCountIs('AWS::Route53::RecordSet', {
      Region: 'eu-west-1', SetIdentifier: 'eu-west-1', AliasTarget: Match.objectLike({ EvaluateTargetHealth: true }),
    }, 2);
  });
});
