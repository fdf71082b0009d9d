import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener, ApplicationLoadBalancer, ApplicationProtocol, ListenerAction, type IApplicationListener,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Bootstrap, Deployment, ElasticWebTier, FargateService, Ingress, ScalingPolicy, ServiceImage, TierImage,
  type ExistingIngressOptions,
} from '../../src';

const ACCOUNT = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/0123abcd-12ab-34cd-56ef-1234567890ab';
const IMAGE = ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');

/** A stack with the load balancer of somebody else. */
function setup({ id = '1', dnsName = 'theirs.example.org' as string | undefined } = {}) {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = new Vpc(stack, 'Vpc');
  const loadBalancer = ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Theirs', {
    loadBalancerArn: `${ACCOUNT}:loadbalancer/app/theirs/${id}`, securityGroupId: 'sg-1',
    loadBalancerDnsName: dnsName, loadBalancerCanonicalHostedZoneId: dnsName && 'Z2',
  });
  const listener = ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
    listenerArn: `${ACCOUNT}:listener/app/theirs/${id}/2`,
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'TheirGroup', 'sg-1'),
  });
  const serve = (options: ExistingIngressOptions, props: object = {}) =>
    new FargateService(stack, 'Shop', {
      vpc, image: IMAGE, ingress: Ingress.existing(loadBalancer, listener, options), ...props,
    });
  return { stack, vpc, loadBalancer, listener, serve };
}

// R-LB-4
describe('a load balancer that the library did not make', () => {
  const { stack, serve } = setup();
  const service = serve({
    hosts: ['shop.example.com'], paths: ['/api/*'], priority: 30, healthCheck: { path: '/ready' },
  });
  const template = Template.fromStack(stack);

  test('fails in another VPC than the service', () => {
    const { stack: place, vpc } = setup();
    const other = new Vpc(place, 'Other');
    const theirs = new ApplicationLoadBalancer(place, 'TheirOwn', { vpc: other });
    const open = theirs.addListener('Open', {
      port: 80, open: false, defaultAction: ListenerAction.fixedResponse(404),
    });

    expect(() => new FargateService(place, 'Shop', {
      vpc, image: IMAGE, ingress: Ingress.existing(theirs, open, { paths: ['/*'] }),
    })).toThrow('"ingress" must lead through a load balancer in the VPC of the service, got Stack/TheirOwn in '
      + 'Stack/Other: the service is in Stack/Vpc');
  });

  test('gets a rule and a target group, and nothing else', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      ListenerArn: `${ACCOUNT}:listener/app/theirs/1/2`,
      Priority: 30,
      Conditions: [
        { Field: 'host-header', HostHeaderConfig: { Values: ['shop.example.com'] } },
        { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } },
      ],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckPath: '/ready', TargetType: 'ip',
    });
    for (const type of ['LoadBalancer', 'Listener']) {
      template.resourceCountIs(`AWS::ElasticLoadBalancingV2::${type}`, 0);
    }
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });

  // R-NET-4
  test('is let in on the port of the service', () => {
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'))
      .map(({ Properties }) => Properties);

    expect(rules).toEqual([expect.objectContaining({ FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: 'sg-1' })]);
  });

  test('is attached to the service, which waits for the rule', () => {
    const [{ Properties, DependsOn }] = Object.values(template.findResources('AWS::ECS::Service'));

    expect(Properties.LoadBalancers)
      .toEqual([
        { ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: { Ref: expect.stringMatching(/^ShopExisting/) } },
      ]);
    expect(DependsOn).toContainEqual(expect.stringMatching(/^ShopExisting.*Rule/));
  });

  test('rolls deployments back on what its users get', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { ComparisonOperator: 'GreaterThanThreshold' });
    expect(JSON.stringify(template.findResources('AWS::CloudWatch::Alarm'))).toContain('"Value":"app/theirs/1"');
  });

  test('gives the service its address', () => {
    expect(service.url).toBe('https://shop.example.com/api');
  });
});

describe('the address behind a load balancer that the library did not make', () => {
  test('has a DNS record if there is a zone', () => {
    const { stack, serve } = setup();
    const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
      hostedZoneId: 'Z1', zoneName: 'example.com',
    });
    const service = serve({ domainName: 'shop.example.com', hostedZone });

    Template.fromStack(stack)
      .hasResourceProperties('AWS::Route53::RecordSet', {
        Name: 'shop.example.com.', AliasTarget: { HostedZoneId: 'Z2' },
      });
    expect(service.url).toBe('https://shop.example.com');
  });

  test.each([
    [80, ApplicationProtocol.HTTP, 'http://shop.example.com'],
    [8080, ApplicationProtocol.HTTP, 'http://shop.example.com:8080'],
    [443, ApplicationProtocol.HTTPS, 'https://shop.example.com'],
    [8443, ApplicationProtocol.HTTPS, 'https://shop.example.com:8443'],
  ])('has the port %d and the scheme of %s where the app makes the listener', (port, protocol, url) => {
    const { stack, vpc } = setup();
    const loadBalancer = new ApplicationLoadBalancer(stack, 'OfTheApp', { vpc });
    const certificate = Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE);
    const listener = loadBalancer.addListener('Listener', {
      port, protocol, certificates: protocol === ApplicationProtocol.HTTPS ? [certificate] : undefined,
      defaultAction: ListenerAction.fixedResponse(404),
    });
    const ingress = Ingress.existing(loadBalancer, listener, { hosts: ['shop.example.com'] });

    expect(new FargateService(stack, 'Shop', { vpc, image: IMAGE, ingress }).url).toBe(url);
  });

  test('is that of the load balancer without a host, or what you say', () => {
    const [first, second] = [setup(), setup()];

    expect(first.stack.resolve(first.serve({ paths: ['/shop/*'] }).url)).toBe('https://theirs.example.org/shop');
    expect(second.serve({ paths: ['/*'], url: 'http://shop.corp' }).url).toBe('http://shop.corp');
  });

  test('may stay unknown', () => {
    const { stack, serve } = setup({ dnsName: undefined });
    serve({ paths: ['/*'] });

    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('behind a load balancer that the library did not make', () => {
  test('another one means other target groups', () => {
    const ids = ['1', '9'].map((id) => {
      const { stack, serve } = setup({ id });
      serve({ paths: ['/*'] });
      return Object.keys(Template.fromStack(stack).findResources('AWS::ElasticLoadBalancingV2::TargetGroup'))[0];
    });

    expect(ids[0]).not.toBe(ids[1]);
  });

  // R-LB-7
  test('deployments shift traffic, and scaling follows requests', () => {
    const { stack, serve } = setup();
    serve({ paths: ['/*'] }, {
      deployment: Deployment.canary(), scaling: [ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 100 })],
    });

    Template.fromStack(stack).resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 2);
  });

  test('instances can stand as well', () => {
    const { stack, vpc, loadBalancer, listener } = setup();
    new ElasticWebTier(stack, 'Tier', {
      vpc, bootstrap: Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3')),
      ingress: Ingress.existing(loadBalancer, listener, { paths: ['/*'] }),
    });

    Template.fromStack(stack)
      .hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'instance' });
  });

  test('of the same app, services share a listener, and equal rules are rejected', () => {
    const { stack, vpc } = setup();
    const own = new ApplicationLoadBalancer(stack, 'Own', { vpc });
    const listener: IApplicationListener = own.addListener('Http', {
      port: 80, open: false, defaultAction: ListenerAction.fixedResponse(404),
    });
    const serve = (id: string, options: ExistingIngressOptions) =>
      new FargateService(stack, id, { vpc, image: IMAGE, ingress: Ingress.existing(own, listener, options) });
    serve('A', { hosts: ['a.example.com'] });
    serve('B', { hosts: ['b.example.com'] });

    expect(() => serve('C', { hosts: ['a.example.com'] })).toThrow(
      '"ingress.hosts" must differ from those of Stack/A, or "ingress.paths" must',
    );
    Template.fromStack(stack).resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerRule', 2);
  });

  test('fails with every problem at once', () => {
    expect(() => setup().serve({ priority: 0, url: 'shop' })).toThrow([
      'Stack/Shop (FargateService) has 3 invalid props:',
      '  "ingress.hosts" must be given, or "paths" or "domainName", got undefined: '
      + 'to take every request of the load balancer say paths: ["/*"]',
      '  "ingress.priority" must be an integer from 1 to 50000, got 0',
      '  "ingress.url" must begin with "https://" or "http://", got "shop"',
    ].join('\n'));
  });

  test('passes values that are known at deployment only', () => {
    const { stack, serve } = setup();
    const host = new CfnParameter(stack, 'Host').valueAsString;

    expect(() => serve({ hosts: [host], url: `https://${host}` })).not.toThrow();
  });
});
