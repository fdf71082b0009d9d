// the limits of the rules of ingress and of its value classes, with the whole message. A mistake that stands in the
// table of contract/bad-input/ingress.test.ts is not tried here again.
import { App, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Certificate, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Peer, SubnetType, Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationProtocol, Protocol, SslPolicy, TargetGroupLoadBalancingAlgorithmType as Algorithm, type HealthCheck,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  AccessLogs, ContentDelivery, Firewall, Ingress, Stickiness, WebLoadBalancer, type HttpIngressOptions,
  type HttpsIngressOptions,
  type SharedIngressOptions, type IngressOptions, type WebLoadBalancerProps,
} from '../../src/ingress';
import { messagesOf, setup, sharedLoadBalancer } from './support';

const IRELAND = { account: '123456789012', region: 'eu-west-1' };

function certificateIn(region: string, stack = new Stack(new App(), 'Other')): ICertificate {
  return Certificate.fromCertificateArn(
    stack, `Certificate-${region}`, `arn:aws:acm:${region}:123456789012:certificate/1`,
  );
}

const http = (options: HttpIngressOptions) => messagesOf(Ingress.http(options));
const https = (options: HttpsIngressOptions) => messagesOf(Ingress.https(options));
const check = (healthCheck: HealthCheck) => http({ healthCheck });

const shared = setup();
const sharedEdge = sharedLoadBalancer(shared);

/** Every way to say how targets are treated has the same rules. */
describe.each<[string, (options: IngressOptions) => Ingress]>([
  ['Ingress.http', (options) => Ingress.http(options)],
  ['Ingress.internal', (options) => Ingress.internal({ protocol: ApplicationProtocol.HTTP, ...options })],
  ['Ingress.route', (options) => Ingress.route(sharedEdge, { paths: ['/*'], ...options })],
])('%s', (_, ingress) => {
  test('fails for a health check that waits as long as its interval', () => {
    const healthCheck = { interval: Duration.seconds(10), timeout: Duration.seconds(10) };

    expect(messagesOf(ingress({ healthCheck }), shared.stack, shared.vpc))
      .toEqual([
        '"ingress.healthCheck.timeout" must be shorter than "ingress.healthCheck.interval" (10 seconds), got 10 '
        + 'seconds',
      ]);
  });

  test('fails for a drain time above an hour', () => {
    expect(messagesOf(ingress({ target: { deregistrationDelay: Duration.seconds(3601) } }), shared.stack, shared.vpc))
      .toEqual(['"ingress.target.deregistrationDelay" must be whole seconds from 0 seconds to 1 hour, got 1 hour 1 '
        + 'second']);
  });
});

describe('health check', () => {
  const INTERVAL = '"ingress.healthCheck.interval" must be whole seconds from 5 seconds to 5 minutes, got';
  const TIMEOUT = '"ingress.healthCheck.timeout" must be whole seconds from 2 seconds to 2 minutes, got';
  const CODES = '"ingress.healthCheck.healthyHttpCodes" must be codes from 200 to 499 as a list or ranges such as '
    + '"200,204" or "200-299", got';
  const PATH = '"ingress.healthCheck.path" must start with "/" and have at most 1024 visible characters, got';
  const PORT = '"ingress.healthCheck.port" must be "traffic-port" or an integer from 1 to 65535, got';

  test.each<[string, HealthCheck, string[]]>([
    ['interval 4 s', { interval: Duration.seconds(4), timeout: Duration.seconds(2) }, [`${INTERVAL} 4 seconds`]],
    ['interval 301 s', { interval: Duration.seconds(301) }, [`${INTERVAL} 5 minutes 1 second`]],
    ['interval 7.5 s', { interval: Duration.millis(7500) }, [`${INTERVAL} 7.5 seconds`]],
    ['timeout 1 s', { timeout: Duration.seconds(1) }, [`${TIMEOUT} 1 second`]],
    [
      'timeout 121 s', { timeout: Duration.seconds(121), interval: Duration.seconds(200) },
      [`${TIMEOUT} 2 minutes 1 second`],
    ],
    [
      'healthy after 11', { healthyThresholdCount: 11 },
      ['"ingress.healthCheck.healthyThresholdCount" must be an integer from 2 to 10, got 11'],
    ],
    [
      'unhealthy after 1', { unhealthyThresholdCount: 1 },
      ['"ingress.healthCheck.unhealthyThresholdCount" must be an integer from 2 to 10, got 1'],
    ],
    [
      'unhealthy after 2.5', { unhealthyThresholdCount: 2.5 },
      ['"ingress.healthCheck.unhealthyThresholdCount" must be an integer from 2 to 10, got 2.5'],
    ],
  ])('fails for %s', (_, healthCheck, messages) => {
    expect(check(healthCheck)).toEqual(messages);
  });

  test.each<[string, HealthCheck]>([
    [
      'the shortest times',
      {
        interval: Duration.seconds(5), timeout: Duration.seconds(2), healthyThresholdCount: 2,
        unhealthyThresholdCount: 2,
      },
    ],
    [
      'the longest times',
      {
        interval: Duration.seconds(300), timeout: Duration.seconds(120), healthyThresholdCount: 10,
        unhealthyThresholdCount: 10,
      },
    ],
    ['a timeout 1 s below the interval', { interval: Duration.seconds(10), timeout: Duration.seconds(9) }],
  ])('accepts %s', (_, healthCheck) => {
    expect(check(healthCheck)).toEqual([]);
  });

  test.each(['', '/he alth', `/${'a'.repeat(1024)}`])('fails for the path %j', (path) => {
    expect(check({ path })).toEqual([`${PATH} "${path}"`]);
  });

  test.each(['/', `/${'a'.repeat(1023)}`])('accepts a path of %# characters', (path) => {
    expect(check({ path })).toEqual([]);
  });

  test.each(['199', '500', '200-500', '299-200', '200;201', '2xx', '', '200,'])(
    'fails for the codes %j',
    (healthyHttpCodes) => {
      expect(check({ healthyHttpCodes })).toEqual([`${CODES} "${healthyHttpCodes}"`]);
    },
  );

  test.each(['200', '499', '200,204', '200-499', '200-204,301'])('accepts the codes %j', (healthyHttpCodes) => {
    expect(check({ healthyHttpCodes })).toEqual([]);
  });

  test.each(['0', '65536', 'http', '-1', '80.5'])('fails for the port %j', (port) => {
    expect(check({ port })).toEqual([`${PORT} "${port}"`]);
  });

  test.each(['1', '65535', 'traffic-port'])('accepts the port %j', (port) => {
    expect(check({ port })).toEqual([]);
  });

  test('fails for what targets behind an Application Load Balancer cannot have', () => {
    expect(check({ protocol: Protocol.TCP, healthyGrpcCodes: '0', enabled: false })).toEqual([
      '"ingress.healthCheck.protocol" must be one of HTTP, HTTPS, got "TCP"',
      '"ingress.healthCheck.healthyGrpcCodes" must not be given, got "0": targets speak HTTP/1.1: use '
      + '"healthyHttpCodes"',
      '"ingress.healthCheck.enabled" must not be false, got false: tasks and instances behind a load balancer are '
      + 'always checked',
    ]);
  });
});

describe('targets', () => {
  test.each([Duration.seconds(0), Duration.seconds(3600)])(
    'accept a drain time at the limit',
    (deregistrationDelay) => {
      expect(http({ target: { deregistrationDelay } })).toEqual([]);
    },
  );

  test.each([[29, '29 seconds'], [901, '15 minutes 1 second']])(
    'fail for a slow start of %d s',
    (length, text) => {
      expect(http({ target: { slowStart: Duration.seconds(length) } }))
        .toEqual([`"ingress.target.slowStart" must be 0 or whole seconds from 30 seconds to 15 minutes, got ${text}`]);
    },
  );

  test.each([0, 30, 900])('accept a slow start of %d s', (length) => {
    expect(http({ target: { slowStart: Duration.seconds(length), algorithm: Algorithm.ROUND_ROBIN } })).toEqual([]);
  });

  test('fail for a slow start with the algorithm least_outstanding_requests', () => {
    expect(http({
      target: { slowStart: Duration.seconds(30), algorithm: Algorithm.LEAST_OUTSTANDING_REQUESTS },
    })).toEqual([
      '"ingress.target.slowStart" must be 0 with the algorithm "least_outstanding_requests", got 30 seconds: only '
      + 'round robin '
      + 'starts slowly',
    ]);
  });

  test.each([Algorithm.LEAST_OUTSTANDING_REQUESTS, Algorithm.WEIGHTED_RANDOM])(
    'accept no slow start with the algorithm %s',
    (algorithm) => {
      expect(http({ target: { slowStart: Duration.seconds(0), algorithm } })).toEqual([]);
    },
  );

  test.each([[0, '0 seconds'], [604_801, '7 days 1 second']])('fail for sessions of %d s', (length, text) => {
    expect(http({ target: { stickiness: Stickiness.loadBalancerCookie(Duration.seconds(length)) } }))
      .toEqual([`"ingress.target.stickiness.lifetime" must be whole seconds from 1 second to 7 days, got ${text}`]);
  });

  test.each([1, 604_800])('accept sessions of %d s', (length) => {
    expect(http({
      target: { stickiness: Stickiness.applicationCookie('SESSION', Duration.seconds(length)) },
    })).toEqual([]);
  });

  test.each(['AWSALBAPP-0', 'AWSALBTG'])('fail for the cookie %s', (name) => {
    expect(http({ target: { stickiness: Stickiness.applicationCookie(name) } }))
      .toEqual([
        `"ingress.target.stickiness.cookieName" must not start with "AWSALB", got "${name}": those names belong to `
        + 'the load balancer',
      ]);
  });

  test.each(['', 'my cookie', 'a=b'])('fail for the cookie %j', (name) => {
    expect(http({ target: { stickiness: Stickiness.applicationCookie(name) } }))
      .toEqual([
        `"ingress.target.stickiness.cookieName" must be the name of a cookie of at most 4096 characters, got "${name}"`,
      ]);
  });
});

describe('the load balancer', () => {
  test.each([1, 4000])('accepts an idle timeout of %d s', (length) => {
    expect(http({ loadBalancer: { attributes: { idleTimeout: Duration.seconds(length) } } })).toEqual([]);
  });

  test.each([[59, '59 seconds'], [604_801, '7 days 1 second']])(
    'fails for a client keep-alive of %d s',
    (length, text) => {
      expect(http({ loadBalancer: { attributes: { clientKeepAlive: Duration.seconds(length) } } }))
        .toEqual([
          '"ingress.loadBalancer.attributes.clientKeepAlive" must be whole seconds from 1 minute to 7 days, got '
          + text,
        ]);
    },
  );

  test.each([60, 604_800])('accepts a client keep-alive of %d s', (length) => {
    expect(http({ loadBalancer: { attributes: { clientKeepAlive: Duration.seconds(length) } } })).toEqual([]);
  });

  test.each([80.5])('fails for the port %d', (port) => {
    expect(http({ port })).toEqual([`"ingress.port" must be an integer from 1 to 65535, got ${port}`]);
  });

  test.each([1, 65_535])('accepts the port %d', (port) => {
    expect(http({ port })).toEqual([]);
  });

  test('fails for HTTPS on the port of the redirect', () => {
    const certificate = certificateIn('eu-west-1');

    expect(https({ certificate, port: 80 }))
      .toEqual([
        '"ingress.port" must not be 80 with HTTPS, unless "tls.redirectHttp" is false, got 80: port 80 can either '
        + 'redirect or serve',
      ]);
    expect(https({ certificate, port: 80, tls: { redirectHttp: false } })).toEqual([]);
  });

  test('fails for settings of HTTPS with plain HTTP', () => {
    const ingress = Ingress.internal({
      protocol: ApplicationProtocol.HTTP, certificate: certificateIn('eu-west-1'),
      tls: { sslPolicy: SslPolicy.TLS13_13, redirectHttp: true },
    });

    expect(messagesOf(ingress)).toEqual([
      '"ingress.certificate" must not be given with plain HTTP, got a certificate: leave "protocol" out to get HTTPS',
      '"ingress.tls.sslPolicy" must not be given with plain HTTP, got "ELBSecurityPolicy-TLS13-1-3-2021-06": leave '
      + '"protocol" out to get HTTPS',
      '"ingress.tls.redirectHttp" must not be given with plain HTTP, got true: leave "protocol" out to get HTTPS',
    ]);
  });

  test.each([
    ['10.0.0.300/24', ''], ['10.0.0.0/33', ''], ['10.0.0.0', ''], ['2001:db8::/32', ''],
    ['10.0.0.7/16', ': the network address is 10.0.0.0/16'],
  ])('fails for the network %s', (network, advice) => {
    expect(http({ allowedCidrs: ['203.0.113.0/24', network] }))
      .toEqual([
        '"ingress.allowedCidrs[1]" must be an IPv4 network such as 10.0.0.0/8 with a prefix from /0 to /32, got '
        + `"${network}"${advice}`,
      ]);
  });

  test.each(['0.0.0.0/0', '10.0.0.7/32', '203.0.113.0/24'])('accepts the network %s', (network) => {
    expect(http({ allowedCidrs: [network] })).toEqual([]);
  });

  test('fails for a list of networks of unknown length', () => {
    expect(http({ allowedCidrs: Fn.split(',', Fn.importValue('Networks')) }))
      .toEqual(['"ingress.allowedCidrs" must be known at synthesis, got a value that is known at deployment only']);
  });
});

describe('HTTPS', () => {
  const { hostedZone } = setup();

  test('fails for a zone without domain name', () => {
    expect(https({ hostedZone }))
      .toEqual(['"ingress.domainName" must be given together with "hostedZone", got undefined']);
  });

  test.each(['shop.example.org', 'shopexample.com', 'example.com.evil.net'])(
    'fails for %s, which the zone does not hold',
    (domainName) => {
      expect(https({ domainName, hostedZone }))
        .toEqual([
          `"ingress.domainName" must be "example.com" or a name under it, got "${domainName}": a zone answers only `
          + 'for names of its own',
        ]);
    },
  );

  test.each(['example.com', 'shop.example.com', 'a.b.example.com', '*.example.com', 'SHOP.Example.COM'])(
    'accepts %s',
    (domainName) => {
      expect(https({ domainName, hostedZone })).toEqual([]);
    },
  );

  test.each([
    'shop', 'https://shop.example.com', 'shop.example.com.', '-a.example.com', 'a.*.example.com',
    `${'a'.repeat(64)}.example.com`,
  ])(
    'fails for the name %s',
    (domainName) => {
      expect(https({ domainName, certificate: certificateIn('eu-west-1') }))
        .toEqual([`"ingress.domainName" must be a domain name such as "shop.example.com", got "${domainName}"`]);
    },
  );

  test('fails for a certificate of another Region, by ARN', () => {
    const { stack, vpc } = setup({ env: IRELAND });

    expect(() => new WebLoadBalancer(stack, 'Edge', { vpc, certificate: certificateIn('us-east-1') })).toThrow(
      new Error(
        'Stack/Edge (WebLoadBalancer) has an invalid prop:\n'
        + '  "certificate" must be in eu-west-1, got "us-east-1": the certificate has to be in the Region of the load '
        + 'balancer',
      ),
    );
  });

  test('fails for a certificate of another Region, by its stack', () => {
    const { app, stack, vpc } = setup({ env: IRELAND });
    const certificate = new Certificate(
      new Stack(app, 'Global', { env: { ...IRELAND, region: 'us-east-1' } }), 'Certificate',
      { domainName: 'example.com' },
    );

    expect(() => new WebLoadBalancer(stack, 'Edge', { vpc, certificate })).toThrow(
      '"certificate" must be in eu-west-1, got "us-east-1"',
    );
  });

  test.each([['the same Region', IRELAND], ['a stack without Region', undefined]])(
    'accepts a certificate in %s',
    (_, env) => {
      const { stack, vpc } = setup({ env });

      expect(() => new WebLoadBalancer(stack, 'Edge', { vpc, certificate: certificateIn('eu-west-1') })).not.toThrow();
    },
  );
});

describe('the VPC', () => {
  function create(vpc: (stack: Stack) => IVpc, props: Partial<WebLoadBalancerProps> = {}): () => unknown {
    const stack = new Stack(new App(), 'Stack');
    return () => new WebLoadBalancer(stack, 'Edge', { vpc: vpc(stack), protocol: ApplicationProtocol.HTTP, ...props });
  }
  const fails = (kind: string, got: string) => new Error('Stack/Edge (WebLoadBalancer) has an invalid prop:\n'
    + `  "vpc" must have ${kind} subnets in at least 2 Availability Zones, got ${got}: a load balancer stands in two `
    + 'zones at least');

  test('fails with one zone', () => {
    expect(create((stack) => new Vpc(stack, 'Vpc', { maxAzs: 1 })))
      .toThrow(fails('public', '1 zone with public subnets'));
  });

  test('fails without public subnets', () => {
    const subnetConfiguration = [{ name: 'Data', subnetType: SubnetType.PRIVATE_ISOLATED }];

    expect(create((stack) => new Vpc(stack, 'Vpc', { subnetConfiguration })))
      .toThrow(fails('public', '0 zones with public subnets'));
  });

  test('fails without private subnets for an internal one', () => {
    const subnetConfiguration = [{ name: 'Edge', subnetType: SubnetType.PUBLIC }];

    expect(create((stack) => new Vpc(stack, 'Vpc', { subnetConfiguration }), { internetFacing: false })).toThrow(
      fails('private', '0 zones with private subnets'),
    );
  });

  test('is accepted with two zones, and with zones that are known at deployment only', () => {
    expect(create((stack) => new Vpc(stack, 'Vpc', { maxAzs: 2 }))).not.toThrow();
    expect(create((stack) => Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: Fn.getAzs(), publicSubnetIds: Fn.split(',', Fn.importValue('Subnets')),
    }))).not.toThrow();
  });
});

describe('a route', () => {
  const given = setup();
  const edge = sharedLoadBalancer(given);
  const route = (options: SharedIngressOptions) => messagesOf(Ingress.route(edge, options), given.stack, given.vpc);

  test.each([1.5])('fails for the priority %d', (priority) => {
    expect(route({ paths: ['/*'], priority }))
      .toEqual([`"ingress.priority" must be an integer from 1 to 50000, got ${priority}`]);
  });

  test.each([1, 50_000])('accepts the priority %d', (priority) => {
    expect(route({ paths: ['/*'], priority })).toEqual([]);
  });

  test('fails for six values', () => {
    expect(route({ hosts: ['a.example.com'], paths: ['/a', '/b', '/c', '/d', '/e'] })).toEqual([
      '"ingress.hosts" must have at most 5 values together with "ingress.paths", got 6: a rule holds five values; use '
      + 'a wildcard, or another service',
    ]);
    expect(route({ hosts: ['a.example.com'], paths: ['/a', '/b', '/c', '/d'] })).toEqual([]);
  });

  test('fails for seven wildcards', () => {
    expect(route({ hosts: ['*.example.com'], paths: ['/*/a/*', '/*/b/*', '/c/?/?'] })).toEqual([
      '"ingress.paths" must have at most 6 wildcards together with "ingress.hosts", got 7: a rule holds no more of * '
      + 'and ?; use fewer, or another service',
    ]);
    expect(route({ hosts: ['*.example.com'], paths: ['/*/a/*', '/*/b/*', '/c/?'] })).toEqual([]);
  });

  test.each(['', `/${'a'.repeat(128)}`, '/a,b'])('fails for the path %j', (path) => {
    expect(route({ paths: [path] }))
      .toEqual([
        '"ingress.paths[0]" must start with "/" or "*" and have at most 128 characters, in which * and ? stand for '
        + `any, got "${path}"`,
      ]);
  });

  test.each(['/', '/*', '*.php', `/${'a'.repeat(127)}`, '/a/?/b-_.$~"\'@:+&'])('accepts the path %j', (path) => {
    expect(route({ paths: [path] })).toEqual([]);
  });

  test.each(['', 'a_b.example.com', 'a.example.com:443', 'a'.repeat(129)])('fails for the host %j', (host) => {
    expect(route({ hosts: [host] }))
      .toEqual([
        '"ingress.hosts[0]" must be a full host name of at most 128 characters, in which * and ? stand for any, got '
        + `"${host}"`,
      ]);
  });

  test.each(['a.example.com', '*.example.com', 'a?.example.com', `${'a'.repeat(124)}.com`])(
    'accepts the host %j',
    (host) => {
      expect(route({ hosts: [host] })).toEqual([]);
    },
  );

  test('fails for empty lists', () => {
    expect(route({ hosts: [], paths: [] })).toEqual([
      '"ingress.hosts" must have at least one value, got []: leave it out to take all',
      '"ingress.paths" must have at least one value, got []: leave it out to take all',
    ]);
  });

  test('fails for lists of unknown length', () => {
    expect(route({ hosts: Fn.split(',', Fn.importValue('Hosts')) }))
      .toEqual(['"ingress.hosts" must be known at synthesis, got a value that is known at deployment only']);
  });

  test('fails for a domain name that the zone does not hold', () => {
    expect(route({ domainName: 'shop.example.org', hostedZone: given.hostedZone }))
      .toEqual([
        '"ingress.domainName" must be "example.com" or a name under it, got "shop.example.org": a zone answers only '
        + 'for names of its own',
      ]);
  });

  test('fails for the port of the redirect', () => {
    expect(route({ port: 80 }))
      .toEqual(['"ingress.port" must not be 80, got 80: port 80 of Stack/Edge redirects to HTTPS; see '
        + '"tls.redirectHttp"']);
  });

  test.each([0, 65_536])('fails for the port %d', (port) => {
    expect(route({ port })).toEqual([`"ingress.port" must be an integer from 1 to 65535, got ${port}`]);
  });

  test('fails for a certificate of another Region', () => {
    const ireland = setup({ env: IRELAND });
    const ingress = Ingress.route(sharedLoadBalancer(ireland), {
      domainName: 'shop.example.com', certificate: certificateIn('us-east-1'),
    });

    expect(messagesOf(ingress, ireland.stack, ireland.vpc))
      .toEqual([
        '"ingress.certificate" must be in eu-west-1, got "us-east-1": the certificate has to be in the Region of the '
        + 'load balancer',
      ]);
  });

  test('fails for a certificate behind plain HTTP', () => {
    const { stack, vpc } = setup();
    const plain = new WebLoadBalancer(stack, 'Edge', { vpc, protocol: ApplicationProtocol.HTTP });

    expect(messagesOf(Ingress.route(plain, { paths: ['/*'], certificate: certificateIn('eu-west-1') }), stack, vpc))
      .toEqual(['"ingress.certificate" must not be given for a load balancer with plain HTTP, got a certificate']);
  });
});

describe('access logs', () => {
  const { stack, vpc } = setup();
  const logs = (accessLogs: AccessLogs) => messagesOf(Ingress.http({ loadBalancer: { accessLogs } }), stack, vpc);

  test.each([[Duration.hours(36), '1 day 12 hours'], [Duration.days(0), '0 seconds']])(
    'fail for a retention of %#',
    (retention, text) => {
      expect(logs(AccessLogs.toNewBucket({ retention })))
        .toEqual([`"ingress.loadBalancer.accessLogs.retention" must be whole days of at least 1, got ${text}`]);
    },
  );

  test('accept a retention of one day', () => {
    expect(logs(AccessLogs.toNewBucket({ retention: Duration.days(1) }))).toEqual([]);
  });

  // failure mode: the load balancer cannot write to a bucket with a KMS key
  test('fail for a bucket with a KMS key', () => {
    expect(logs(AccessLogs.toBucket(new Bucket(stack, 'Bucket', { encryptionKey: new Key(stack, 'Key') })))).toEqual([
      '"ingress.loadBalancer.accessLogs.bucket" must be encrypted with S3 managed keys, got a bucket with a KMS key: '
      + 'Elastic Load Balancing cannot write to a bucket with a KMS key',
    ]);
  });

  test.each(['web/', 'AWSLogs', 'a/AWSLogs/b', ''])('fail for the prefix %j', (prefix) => {
    const bucket = new Bucket(stack, `Prefixed${prefix}`);

    expect(logs(AccessLogs.toBucket(bucket, { prefix })))
      .toEqual([
        '"ingress.loadBalancer.accessLogs.prefix" must have 1 to 512 visible characters, and neither start nor end '
        + 'with "/" nor '
        + `hold "AWSLogs", got "${prefix}"`,
      ]);
  });
});

describe('the firewall', () => {
  const firewall = (value: Firewall) => http({ loadBalancer: { firewall: value } });

  test.each([2_000_000_001, 10.5])('fails for a limit of %d requests', (fiveMinuteRequestLimit) => {
    expect(firewall(Firewall.managed({ fiveMinuteRequestLimit })))
      .toEqual([
        '"ingress.loadBalancer.firewall.fiveMinuteRequestLimit" must be an integer from 10 to 2000000000, got '
        + `${fiveMinuteRequestLimit}`,
      ]);
  });

  test.each([10, 2_000_000_000])('accepts a limit of %d requests', (fiveMinuteRequestLimit) => {
    expect(firewall(Firewall.managed({ fiveMinuteRequestLimit }))).toEqual([]);
  });

  test.each(['edge'])('fails for %s', (arn) => {
    expect(firewall(Firewall.existing(arn)))
      .toEqual([`"ingress.loadBalancer.firewall.webAclArn" must be the ARN of a regional web ACL, got "${arn}"`]);
  });
});

describe('content delivery', () => {
  const webAcl = 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/edge/1';

  test('fails together with networks, which it would make useless', () => {
    expect(http({ contentDelivery: ContentDelivery.cloudFront(), allowedCidrs: ['203.0.113.0/24'] })).toEqual([
      '"ingress.allowedCidrs" must not be given with "contentDelivery", got ["203.0.113.0/24"]: '
      + 'the load balancer sees CloudFront, not its clients: restrict them with "webAclArn" or "geoRestriction" of '
      + 'the content delivery',
    ]);
  });

  test.each([1, 79, 81, 442, 444, 1023])('fails for port %i, to which CloudFront does not connect', (port) => {
    expect(http({ port, contentDelivery: ContentDelivery.cloudFront() })).toEqual([
      `"ingress.port" must be 80, 443, or 1024 to 65535 with "contentDelivery", got ${port}: CloudFront connects to no `
      + 'other port',
    ]);
  });

  test.each([80, 1024, 65_535])('takes port %i for CloudFront', (port) => {
    expect(http({ port, contentDelivery: ContentDelivery.cloudFront() })).toEqual([]);
  });

  test('fails for a web ACL that is not global, and for no peers', () => {
    expect(http({ contentDelivery: ContentDelivery.cloudFront({ webAclArn: webAcl, originPeers: [] }) })).toEqual([
      `"ingress.contentDelivery.webAclArn" must be the ARN of a web ACL for CloudFront, in us-east-1, got "${webAcl}"`,
      '"ingress.contentDelivery.originPeers" must name at least one peer, got []: CloudFront could not connect',
    ]);
  });

  test('fails for a certificate outside us-east-1', () => {
    expect(http({ contentDelivery: ContentDelivery.cloudFront({ certificate: certificateIn('eu-west-1') }) }))
      .toEqual([
        '"ingress.contentDelivery.certificate" must be in us-east-1, got "eu-west-1": CloudFront takes certificates '
        + 'from there only',
      ]);
  });

  function create(props: Partial<WebLoadBalancerProps>): () => unknown {
    const { stack, vpc } = setup();
    return () => new WebLoadBalancer(stack, 'Edge', { vpc, contentDelivery: ContentDelivery.cloudFront(), ...props });
  }

  test('fails for a load balancer that the internet reaches, or peers', () => {
    expect(create({ protocol: ApplicationProtocol.HTTP, internetFacing: true, allowedPeers: [Peer.anyIpv4()] }))
      .toThrow(
        new Error(
          'Stack/Edge (WebLoadBalancer) has 2 invalid props:\n'
          + '  "internetFacing" must not be true with "contentDelivery", got true: the load balancer is reached '
          + 'through '
          + 'CloudFront only\n'
          + '  "allowedPeers" must not be given with "contentDelivery", got peers: use "originPeers" of the content '
          + 'delivery',
        ),
      );
  });

  test('fails with a domain name and no certificate from us-east-1', () => {
    expect(create({ domainName: 'shop.example.com', certificate: certificateIn('eu-west-1') })).toThrow(new Error(
      'Stack/Edge (WebLoadBalancer) has an invalid prop:\n'
      + '  "contentDelivery.certificate" must be given, and be in us-east-1, got undefined: '
      + 'CloudFront takes certificates from there only, whatever the Region of the load balancer',
    ));
  });

  test('fails for HTTPS without a domain name', () => {
    expect(create({ certificate: certificateIn('eu-west-1') })).toThrow(new Error(
      'Stack/Edge (WebLoadBalancer) has an invalid prop:\n'
      + '  "domainName" must be given with "contentDelivery", got undefined: '
      + 'CloudFront checks that the certificate of the load balancer is for the name that users ask for',
    ));
  });
});

test('all problems are reported at once', () => {
  const { stack, vpc } = setup();

  expect(() => new WebLoadBalancer(stack, 'Edge', {
    vpc, port: 0, allowedCidrs: [],
    attributes: { idleTimeout: Duration.seconds(0) },
  }))
    .toThrow(
      new Error([
        'Stack/Edge (WebLoadBalancer) has 4 invalid props:',
        '  "port" must be an integer from 1 to 65535, got 0',
        '  "certificate" must be given, or "domainName" and "hostedZone" to make one, got undefined: HTTPS needs a '
        + 'certificate; plain HTTP, with Ingress.http or with "protocol", needs none',
        '  "allowedCidrs" must name at least one network, got []: nobody could connect',
        '  "attributes.idleTimeout" must be whole seconds from 1 second to 4000 seconds, got 0 seconds',
      ].join('\n')),
    );
});
