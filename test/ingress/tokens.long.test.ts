// values that are only known at deployment pass every rule and are rendered unchanged.
import fc from 'fast-check';
import { App, CfnParameter, Duration, Lazy, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  AccessLogs, ContentDelivery, Firewall, Ingress, Stickiness, TrafficSplit, WebLoadBalancer, type HttpIngressOptions,
  type SharedIngressOptions,
} from '../../src/ingress';
import { messagesOf, Service, setup, sharedLoadBalancer, type Setup } from './support';

interface Values {
  readonly number: number;
  readonly text: string;
}

/** The same value once as a parameter and once as a lazy one; `rendered` finds it in the template. */
const KINDS: [string, (stack: Stack) => Values, { number: unknown; text: unknown }][] = [
  ['a parameter', (stack) => {
    const parameter = new CfnParameter(stack, 'Parameter', { type: 'Number' });
    return { number: parameter.valueAsNumber, text: new CfnParameter(stack, 'Text').valueAsString };
  }, { number: { Ref: 'Parameter' }, text: { Ref: 'Text' } }],
  [
    'a lazy value',
    () => ({ number: Lazy.number({ produce: () => 77 }), text: Lazy.string({ produce: () => 'lazy' }) }),
    { number: 77, text: 'lazy' },
  ],
];

describe.each(KINDS)('%s', (_, valuesIn, rendered) => {
  const inText = typeof rendered.number === 'number' ? String(rendered.number) : rendered.number;

  function http(options: (values: Values) => HttpIngressOptions): { messages: string[]; template: Template } {
    const { stack, vpc } = setup();
    const ingress = Ingress.http(options(valuesIn(stack)));
    const messages = messagesOf(ingress);
    new Service(stack, 'Shop', { vpc, ingress });
    return { messages, template: Template.fromStack(stack) };
  }

  test.each<[string, (values: Values) => HttpIngressOptions, string, object]>([
    [
      'healthCheck.path', ({ text }) => ({ healthCheck: { path: text } }), 'TargetGroup',
      { HealthCheckPath: rendered.text },
    ],
    ['healthCheck.interval', ({ number }) => ({ healthCheck: { interval: Duration.seconds(number) } }), 'TargetGroup',
      { HealthCheckIntervalSeconds: rendered.number }],
    ['healthCheck.timeout', ({ number }) => ({ healthCheck: { timeout: Duration.seconds(number) } }), 'TargetGroup',
      { HealthCheckTimeoutSeconds: rendered.number }],
    [
      'healthCheck.healthyThresholdCount', ({ number }) => ({ healthCheck: { healthyThresholdCount: number } }),
      'TargetGroup', { HealthyThresholdCount: rendered.number },
    ],
    [
      'healthCheck.unhealthyThresholdCount', ({ number }) => ({ healthCheck: { unhealthyThresholdCount: number } }),
      'TargetGroup', { UnhealthyThresholdCount: rendered.number },
    ],
    [
      'healthCheck.healthyHttpCodes', ({ text }) => ({ healthCheck: { healthyHttpCodes: text } }), 'TargetGroup',
      { Matcher: { HttpCode: rendered.text } },
    ],
    ['port', ({ number }) => ({ port: number }), 'Listener', { Port: rendered.number }],
  ])('passes through %s', (__, options, type, properties) => {
    const { messages, template } = http(options);

    expect(messages).toEqual([]);
    template.hasResourceProperties(`AWS::ElasticLoadBalancingV2::${type}`, properties);
  });

  test.each<[string, (values: Values) => HttpIngressOptions, string, string, unknown]>([
    ['deregistrationDelay', ({ number }) => ({
      target: { deregistrationDelay: Duration.seconds(number) },
    }), 'TargetGroup',
    'deregistration_delay.timeout_seconds', inText],
    [
      'slowStart', ({ number }) => ({ target: { slowStart: Duration.seconds(number) } }), 'TargetGroup',
      'slow_start.duration_seconds', inText,
    ],
    [
      'stickiness.lifetime', ({ number }) => ({
        target: { stickiness: Stickiness.loadBalancerCookie(Duration.seconds(number)) },
      }),
      'TargetGroup', 'stickiness.lb_cookie.duration_seconds', inText,
    ],
    ['stickiness.cookieName', ({ text }) => ({
      target: { stickiness: Stickiness.applicationCookie(text) },
    }), 'TargetGroup',
    'stickiness.app_cookie.cookie_name', rendered.text],
    [
      'idleTimeout', ({ number }) => ({
        loadBalancer: { attributes: { idleTimeout: Duration.seconds(number) } },
      }), 'LoadBalancer',
      'idle_timeout.timeout_seconds', inText,
    ],
    [
      'clientKeepAlive', ({ number }) => ({
        loadBalancer: { attributes: { clientKeepAlive: Duration.seconds(number) } },
      }), 'LoadBalancer',
      'client_keep_alive.seconds', inText,
    ],
  ])('passes through %s', (__, options, type, key, value) => {
    const { messages, template } = http(options);
    const [{ Properties }] = Object.values(template.findResources(`AWS::ElasticLoadBalancingV2::${type}`));
    const found = Properties[`${type}Attributes`];

    expect(messages).toEqual([]);
    expect(found).toContainEqual({ Key: key, Value: value });
  });

  test('passes through the port of the health check, which is opened', () => {
    const { messages, template } = http(({ number }) => ({
      healthCheck: { port: Tokenization.stringifyNumber(number) },
    }));

    expect(messages).toEqual([]);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { HealthCheckPort: inText });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: rendered.number, ToPort: rendered.number,
    });
  });

  test('passes through allowedCidrs', () => {
    const { messages, template } = http(({ text }) => ({ allowedCidrs: [text] }));

    expect(messages).toEqual([]);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [{ CidrIp: rendered.text, FromPort: 80 }],
    });
  });

  test('passes through the firewall', () => {
    const { messages, template } = http(({ number, text }) => ({
      loadBalancer: { firewall: Firewall.managed({ fiveMinuteRequestLimit: number, countedRules: [text] }) },
    }));

    expect(messages).toEqual([]);
    expect(JSON.stringify(template.findResources('AWS::WAFv2::WebACL'))).toContain(
      `"Limit":${JSON.stringify(rendered.number)}`,
    );
    expect(JSON.stringify(template.findResources('AWS::WAFv2::WebACL'))).toContain(
      `"Name":${JSON.stringify(rendered.text)}`,
    );
  });

  test('passes through the ARN of a web ACL', () => {
    const { messages, template } = http(({ text }) => ({ loadBalancer: { firewall: Firewall.existing(text) } }));

    expect(messages).toEqual([]);
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: rendered.text });
  });

  test('passes through the retention and the prefix of access logs', () => {
    const { stack, vpc } = setup();
    const { number, text } = valuesIn(stack);

    expect(messagesOf(Ingress.http({
      loadBalancer: { accessLogs: AccessLogs.toNewBucket({ retention: Duration.days(number) }) },
    })))
      .toEqual(
        [],
      );
    expect(messagesOf(Ingress.http({
      loadBalancer: { accessLogs: AccessLogs.toBucket(new Bucket(stack, 'Bucket'), { prefix: text }) },
    }), stack, vpc))
      .toEqual(
        [],
      );
    http(({ number: days }) => ({
      loadBalancer: { accessLogs: AccessLogs.toNewBucket({ retention: Duration.days(days) }) },
    }))
      .template.hasResourceProperties('AWS::S3::Bucket', {
        LifecycleConfiguration: { Rules: [{ ExpirationInDays: rendered.number }] },
      });
  });

  test('passes through the content delivery', () => {
    const { messages, template } = http(({ text }) => ({
      contentDelivery: ContentDelivery.cloudFront({ webAclArn: text }),
    }));

    expect(messages).toEqual([]);
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { WebACLId: rendered.text },
    });
  });

  test('passes through domain name, zone and certificate', () => {
    const { stack, vpc } = setup({ env: { account: '123456789012', region: 'eu-west-1' } });
    const { text } = valuesIn(stack);
    const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Z', { hostedZoneId: 'Z1', zoneName: text });
    const certificate = Certificate.fromCertificateArn(stack, 'C', text);
    new WebLoadBalancer(stack, 'Edge', { vpc, domainName: text, hostedZone, certificate });
    const template = Template.fromStack(stack);

    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Certificates: [{ CertificateArn: rendered.text }],
    });
    template.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: rendered.text === 'lazy' ? 'lazy.' : { 'Fn::Join': ['', [rendered.text, '.']] },
    });
  });

  test('passes through a route, which then gets its place from the path of the service', () => {
    const given = setup();
    const { number, text } = valuesIn(given.stack);
    const options: SharedIngressOptions = { hosts: [text], paths: [text], priority: number, domainName: text };
    const ingress = Ingress.route(sharedLoadBalancer(given), options);
    expect(messagesOf(ingress, given.stack, given.vpc)).toEqual([]);
    new Service(given.stack, 'Shop', { vpc: given.vpc, ingress });

    Template.fromStack(given.stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: rendered.number,
      Conditions: [
        { HostHeaderConfig: { Values: [rendered.text] } }, { PathPatternConfig: { Values: [rendered.text] } },
      ],
    });
  });

  test('passes through the weights and sessions of a split', () => {
    const given = setup();
    const { number } = valuesIn(given.stack);
    const split = new TrafficSplit(given.stack, 'Split', {
      loadBalancer: sharedLoadBalancer(given), paths: ['/*'], sessionDuration: Duration.seconds(number),
      priority: number,
    });
    const ingress = Ingress.weighted(split, number);
    expect(messagesOf(ingress, given.stack)).toEqual([]);
    new Service(given.stack, 'Shop', { vpc: given.vpc, ingress });

    Template.fromStack(given.stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Actions: [{
        ForwardConfig: {
          TargetGroups: [{ Weight: rendered.number }],
          TargetGroupStickinessConfig: { DurationSeconds: rendered.number, Enabled: true },
        },
      }],
    });
  });
});

test('what decides on the template has to be known, and says so by name', () => {
  const given = setup();
  const port = new CfnParameter(given.stack, 'Port', { type: 'Number' }).valueAsNumber;

  expect(messagesOf(Ingress.route(sharedLoadBalancer(given), { port }), given.stack, given.vpc))
    .toEqual(['"ingress.port" must be known at synthesis, got a value that is known at deployment only']);
});

test('no token gets into a message', () => {
  const token = Lazy.string({ produce: () => 'x' });

  expect(
    messagesOf(Ingress.http({
      allowedCidrs: [token, '10.0.0.7/16'], healthCheck: { path: `${token} x`, healthyHttpCodes: '700' },
    }))
      .join(),
  )
    .not.toMatch(/TOKEN/);
});

test('any part of valid settings may be a token', () => {
  const valid: HttpIngressOptions = {
    port: 8080, allowedCidrs: ['203.0.113.0/24'],
    loadBalancer: { attributes: { idleTimeout: Duration.seconds(90) } },
    target: { deregistrationDelay: Duration.seconds(10), slowStart: Duration.seconds(60) },
    healthCheck: { path: '/live', interval: Duration.seconds(20), timeout: Duration.seconds(3) },
  };
  const open = (value: unknown): unknown => value instanceof Duration
    ? Duration.seconds(Lazy.number({ produce: () => value.toSeconds() }))
    : typeof value === 'number'
      ? Token.asNumber(Lazy.any({ produce: () => value }))
      : typeof value === 'string'
        ? Lazy.string({ produce: () => value })
        : Array.isArray(value)
          ? value.map(open)
          : Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, open(inner)]));

  fc.assert(fc.property(fc.subarray(Object.keys(valid)), (keys) => {
    const mixed = Object.fromEntries(Object.entries(valid)
      .map(([key, value]) => [key, keys.includes(key) ? open(value) : value]));

    expect(messagesOf(Ingress.http(mixed as HttpIngressOptions))).toEqual([]);
  }));
});

test('a VPC whose zones are only known at deployment holds a load balancer', () => {
  const stack = new Stack(new App(), 'Stack');
  const given: Pick<Setup, 'stack'> = { stack };
  const parameter = (id: string) => new CfnParameter(given.stack, id, { type: 'CommaDelimitedList' }).valueAsList;
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1', availabilityZones: parameter('Zones'), publicSubnetIds: parameter('Subnets'),
  });
  new WebLoadBalancer(stack, 'Edge', { vpc, protocol: ApplicationProtocol.HTTP });

  Template.fromStack(stack)
    .hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: { Ref: 'Subnets' } });
});
