import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Peer } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationProtocol, TargetGroupLoadBalancingAlgorithmType, TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Ingress, Stickiness, type AttachedIngress, type IngressOptions } from '../../src/ingress';
import { attributesOf, Service, setup } from './support';
import { only } from '../support/templates';

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

function bind(
  ingress: Ingress,
  options: { readonly shiftsTraffic?: boolean; readonly targetType?: TargetType; readonly port?: number } = {},
): { template: Template; bound: AttachedIngress } {
  const { stack, vpc } = setup();
  const { bound } = new Service(stack, 'Shop', { vpc, ingress, ...options });
  return { template: Template.fromStack(stack), bound: bound! };
}

function target(options: IngressOptions): Template {
  return bind(Ingress.http(options)).template;
}

describe('targets by default', () => {
  const { template, bound } = bind(Ingress.http());

  // R-LB-1
  test('are checked at /health every 30 s, healthy after 2 answers, unhealthy after 3 failures', () => {
    template.hasResourceProperties(TARGET_GROUP, {
      Protocol: 'HTTP',
      TargetType: 'ip',
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
      Matcher: { HttpCode: '200' },
    });
  });

  // R-LB-3
  test('finish their requests for 60 s and keep no sessions', () => {
    expect(attributesOf(template, 'TargetGroup'))
      .toEqual({ 'deregistration_delay.timeout_seconds': '60', 'stickiness.enabled': 'false' });
  });

  // R-LB-7; a new group would stand behind the rule before it has a healthy task.
  test('keep their group when tasks move to another port, and get one for it as instances', () => {
    const groupOf = (port: number, targetType: TargetType) =>
      only(bind(Ingress.http(), { port, targetType }).template, TARGET_GROUP).Properties;

    expect(groupOf(3000, TargetType.IP)).toEqual(groupOf(8080, TargetType.IP));
    expect(groupOf(3000, TargetType.INSTANCE)).toMatchObject({ Port: 3000, TargetType: 'instance' });
  });

  // R-LB-7
  test('stand behind a rule for every path, never behind the default action', () => {
    expect(only(template, RULE).Properties).toMatchObject({
      Priority: 49000,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
      Actions: [{ Type: 'forward', TargetGroupArn: { Ref: expect.any(String) } }],
    });
  });

  // R-NET-4
  test('and the load balancer are let through to each other on one port', () => {
    const groupOf = (path: string) => ({ 'Fn::GetAtt': [expect.stringContaining(path), 'GroupId'] });

    expect(only(template, 'AWS::EC2::SecurityGroupIngress').Properties).toEqual({
      GroupId: groupOf('ShopSecurityGroup'), SourceSecurityGroupId: groupOf('ShopLoadBalancer'),
      FromPort: 8080, ToPort: 8080, IpProtocol: 'tcp', Description: 'Load balancer to target',
    });
    expect(only(template, 'AWS::EC2::SecurityGroupEgress').Properties).toEqual({
      GroupId: groupOf('ShopLoadBalancer'), DestinationSecurityGroupId: groupOf('ShopSecurityGroup'),
      FromPort: 8080, ToPort: 8080, IpProtocol: 'tcp', Description: 'Load balancer to target',
    });
  });

  test('are told to the service', () => {
    expect(bound.alternateTargetGroup).toBeUndefined();
    expect(bound.isShared).toBe(false);
    expect(bound.deregistrationDelay.toSeconds()).toBe(60);
    expect(bound.healthCheck.path).toBe('/health');
    expect(bound.rule.node.path).toBe('Stack/Shop/InternetFacing/Rule');
  });
});

describe('target settings', () => {
  // R-LB-1
  test('each field of the health check stands for itself', () => {
    const template = target({
      healthCheck: { path: '/live', interval: Duration.seconds(10), healthyHttpCodes: '200-204' },
    });

    template.hasResourceProperties(TARGET_GROUP, {
      HealthCheckPath: '/live', HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 5,
      UnhealthyThresholdCount: 3, Matcher: { HttpCode: '200-204' },
    });
  });

  test('a field that is given as undefined keeps its default', () => {
    target({ healthCheck: { path: undefined } }).hasResourceProperties(TARGET_GROUP, { HealthCheckPath: '/health' });
  });

  // R-NET-4
  test('another port of the health check is opened too', () => {
    const template = target({ healthCheck: { port: '9000' } });

    template.hasResourceProperties(TARGET_GROUP, { HealthCheckPort: '9000' });
    for (const type of ['Ingress', 'Egress']) {
      expect(
        Object.values(template.findResources(`AWS::EC2::SecurityGroup${type}`))
          .map(({ Properties }) => Properties.FromPort)
          .sort(),
      )
        .toEqual(
          [8080, 9000],
        );
    }
  });

  test.each(['8080', 'traffic-port'])('no port is opened twice for a health check at %s', (port) => {
    target({ healthCheck: { port } }).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });

  // R-LB-3
  test('drain time', () => {
    const { template, bound } = bind(Ingress.http({ target: { deregistrationDelay: Duration.seconds(0) } }));

    expect(attributesOf(template, 'TargetGroup')['deregistration_delay.timeout_seconds']).toBe('0');
    expect(bound.deregistrationDelay.toSeconds()).toBe(0);
  });

  // R-LB-3
  test.each([
    [Stickiness.none(), { 'stickiness.enabled': 'false' }],
    [Stickiness.loadBalancerCookie(), {
      'stickiness.enabled': 'true', 'stickiness.type': 'lb_cookie', 'stickiness.lb_cookie.duration_seconds': '86400',
    }],
    [Stickiness.loadBalancerCookie(Duration.hours(1)), {
      'stickiness.enabled': 'true', 'stickiness.type': 'lb_cookie', 'stickiness.lb_cookie.duration_seconds': '3600',
    }],
    [Stickiness.applicationCookie('SESSION'), {
      'stickiness.enabled': 'true', 'stickiness.type': 'app_cookie', 'stickiness.app_cookie.cookie_name': 'SESSION',
      'stickiness.app_cookie.duration_seconds': '86400',
    }],
  ])('sessions %#', (stickiness, attributes) => {
    expect(attributesOf(target({ target: { stickiness } }), 'TargetGroup'))
      .toEqual({ 'deregistration_delay.timeout_seconds': '60', ...attributes });
  });

  test('slow start', () => {
    expect(attributesOf(target({
      target: { slowStart: Duration.seconds(30) },
    }), 'TargetGroup')['slow_start.duration_seconds'])
      .toBe(
        '30',
      );
  });

  test('algorithm', () => {
    const template = target({
      target: { algorithm: TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS },
    });

    expect(attributesOf(template, 'TargetGroup')['load_balancing.algorithm.type']).toBe('least_outstanding_requests');
  });

  test('instances instead of addresses', () => {
    bind(Ingress.http(), { targetType: TargetType.INSTANCE }).template.hasResourceProperties(
      TARGET_GROUP, { TargetType: 'instance' },
    );
  });
});

// R-LB-7
describe('deployments that shift traffic', () => {
  test('get a second target group like the first, and a rule with weights', () => {
    const { template, bound } = bind(Ingress.http({ healthCheck: { path: '/live' } }), { shiftsTraffic: true });
    const groups = Object.values(template.findResources(TARGET_GROUP)).map(({ Properties }) => Properties);

    expect(groups).toHaveLength(2);
    expect(groups[0]).toEqual(groups[1]);
    expect(bound.alternateTargetGroup!.node.path).toBe('Stack/Shop/InternetFacing/AlternateTargetGroup');
    expect(only(template, RULE).Properties.Actions).toEqual([{
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: { Ref: expect.any(String) }, Weight: 100 },
          { TargetGroupArn: { Ref: expect.any(String) }, Weight: 0 },
        ],
      },
    }]);
  });

  test('keep the first target group of a service that changes to them', () => {
    const idOf = (shiftsTraffic: boolean) =>
      Object.keys(bind(Ingress.http(), { shiftsTraffic }).template.findResources(TARGET_GROUP))
        .find((id) => !id.includes('Alternate'));

    expect(idOf(true)).toBe(idOf(false));
  });

  test('hold clients at a version for 1 s only, although their targets keep sessions', () => {
    const { template, bound } = bind(
      Ingress.http({ target: { stickiness: Stickiness.loadBalancerCookie() } }), { shiftsTraffic: true },
    );

    expect(only(template, RULE).Properties.Actions[0].ForwardConfig.TargetGroupStickinessConfig).toEqual(
      { Enabled: true, DurationSeconds: 1 },
    );
    expect(bound.groupStickiness!.toSeconds()).toBe(1);
  });

  test('let the load balancer reach targets of both groups by one rule', () => {
    bind(Ingress.http(), { shiftsTraffic: true }).template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });
});

// failure mode: a target group cannot move to another load balancer
describe('the logical id of a target group', () => {
  const idOf = (ingress: Ingress) => Object.keys(bind(ingress).template.findResources(TARGET_GROUP));

  test('changes with the scheme of the load balancer', () => {
    expect(idOf(Ingress.http())).not.toEqual(idOf(Ingress.internal({ protocol: ApplicationProtocol.HTTP })));
  });

  test('does not change with anything else', () => {
    expect(idOf(Ingress.http()))
      .toEqual(idOf(Ingress.http({
        port: 8000, allowedCidrs: ['203.0.113.0/24'],
        target: { stickiness: Stickiness.loadBalancerCookie() },
      })));
  });
});

describe('Ingress.https', () => {
  // R-LB-2
  test('makes a load balancer of the service with certificate, record and redirect', () => {
    const { stack, vpc, hostedZone } = setup();
    const { bound } = new Service(stack, 'Shop', {
      vpc, ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
    });
    const template = Template.fromStack(stack);

    expect(bound!.url).toBe('https://shop.example.com');
    expect(bound!.loadBalancer.node.path).toBe('Stack/Shop/LoadBalancer/LoadBalancer');
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 2);
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'shop.example.com.' });
    template.hasResourceProperties('AWS::CertificateManager::Certificate', { DomainName: 'shop.example.com' });
  });
});

describe('Ingress.http', () => {
  test('gives a URL without TLS', () => {
    const { stack, vpc, hostedZone } = setup();
    const ingress = Ingress.http({ domainName: 'shop.example.com', hostedZone, port: 8080 });

    expect(new Service(stack, 'Shop', { vpc, ingress }).bound!.url).toBe('http://shop.example.com:8080');
  });
});

describe('Ingress.internal', () => {
  test('makes an internal load balancer that named peers reach', () => {
    const { template } = bind(Ingress.internal({
      protocol: ApplicationProtocol.HTTP, allowedPeers: [Peer.securityGroupId('sg-12345678')],
    }));

    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Entrance of the load balancer',
      SecurityGroupIngress: [{ SourceSecurityGroupId: 'sg-12345678', FromPort: 80, ToPort: 80 }],
    });
  });
});

describe('two services with load balancers of their own', () => {
  test('fit into one stack', () => {
    const { stack, vpc } = setup();
    for (const id of ['Shop', 'Search']) new Service(stack, id, { vpc, ingress: Ingress.http() });

    Template.fromStack(stack).resourceCountIs(RULE, 2);
  });
});
