// values that AWS would reject at deployment only, beside the limits of problems.test.ts.
import { Peer } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationProtocol, SslPolicy, TargetGroupLoadBalancingAlgorithmType as Algorithm,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Bucket, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import {
  AccessLogs, Firewall, Ingress, Stickiness, type HttpIngressOptions, type HttpsIngressOptions,
  type SharedIngressOptions,
} from '../../src/ingress';
import { messagesOf, setup, sharedLoadBalancer } from './support';

const http = (options: HttpIngressOptions) => messagesOf(Ingress.http(options));
const https = (options: HttpsIngressOptions) => messagesOf(Ingress.https(options));
const route = (options: SharedIngressOptions) => {
  const given = setup();
  return messagesOf(Ingress.route(sharedLoadBalancer(given), options), given.stack, given.vpc);
};

test.each(['', 'ROUND_ROBIN'])('the algorithm %j fails', (algorithm) => {
  expect(http({ target: { algorithm: algorithm as Algorithm } })).toEqual([
    `"ingress.target.algorithm" must be one of round_robin, least_outstanding_requests, weighted_random, `
    + `got "${algorithm}"`,
  ]);
});

test.each(['', 'http', 'TCP'])('the protocol %j fails', (protocol) => {
  expect(messagesOf(Ingress.internal({ protocol: protocol as ApplicationProtocol })))
    .toEqual([`"ingress.protocol" must be one of HTTP, HTTPS, got "${protocol}"`]);
});

test.each(['', 'TLS13'])('the security policy %j fails', (sslPolicy) => {
  const { hostedZone } = setup();

  expect(https({ domainName: 'a.example.com', hostedZone, tls: { sslPolicy: sslPolicy as SslPolicy } })).toEqual([
    '"ingress.tls.sslPolicy" must be the name of a security policy such as "ELBSecurityPolicy-TLS13-1-2-2021-06", got '
    + `"${sslPolicy}"`,
  ]);
});

test.each(Object.values(SslPolicy))('the security policy %s passes', (sslPolicy) => {
  const { hostedZone } = setup();

  expect(https({ domainName: 'a.example.com', hostedZone, tls: { sslPolicy } })).toEqual([]);
});

// an empty list would open the load balancer to everybody, which nobody means by it.
test('an empty list of peers fails', () => {
  expect(messagesOf(Ingress.internal({ protocol: ApplicationProtocol.HTTP, allowedPeers: [] }))).toEqual([
    '"ingress.allowedPeers" must name at least one peer, got []: leave it out to let nobody else in',
  ]);
  expect(messagesOf(Ingress.internal({ protocol: ApplicationProtocol.HTTP, allowedPeers: [Peer.ipv4('10.0.0.0/8')] })))
    .toEqual(
      [],
    );
});

describe('a certificate that the library makes', () => {
  const must = 'must have at most 64 characters and no "_" where a certificate is made for it';
  const long = (length: number) => `${'a'.repeat(length - 12 - 30)}.${'b'.repeat(29)}.example.com`;

  test.each([long(65), 'a_b.example.com'])('fails for the name %s', (domainName) => {
    const { hostedZone } = setup();

    expect(https({ domainName, hostedZone }))
      .toEqual([`"ingress.domainName" ${must}, got "${domainName}": or give "certificate"`]);
  });

  test('fails for a name of a route that needs one', () => {
    const { hostedZone } = setup();
    const domainName = long(65);

    expect(route({ domainName, hostedZone }))
      .toEqual([`"ingress.domainName" ${must}, got "${domainName}": or give "certificate"`]);
  });

  test('accepts a name of 64 characters', () => {
    const { hostedZone } = setup();

    expect(https({ domainName: long(64), hostedZone })).toEqual([]);
  });
});

describe('conditions', () => {
  test('fail for the same host or path twice', () => {
    expect(route({ hosts: ['a.example.com', 'A.example.com'], paths: ['/a', '/a'] })).toEqual([
      '"ingress.hosts[1]" must differ from "ingress.hosts[0]", got "A.example.com"',
      '"ingress.paths[1]" must differ from "ingress.paths[0]", got "/a"',
    ]);
    expect(route({ paths: ['/a', '/A'] })).toEqual([]);
  });

  // AWS asks for a dot, and for no number after the last one.
  test.each(['localhost', '10.0.0.1', 'a..example.com'])('fail for the host %s', (host) => {
    expect(route({ hosts: [host] })).toEqual([
      '"ingress.hosts[0]" must be a full host name of at most 128 characters, in which * and ? stand for any, got '
      + `"${host}"`,
    ]);
  });

  test('fail for a list that is none', () => {
    expect(route({ hosts: 'a.example.com' as unknown as string[] }))
      .toEqual(['"ingress.hosts" must be a list, got a text']);
  });
});

describe('the firewall', () => {
  const counted = (countedRules: string[]) => http({ loadBalancer: { firewall: Firewall.managed({ countedRules }) } });
  const rules = (count: number) => Array.from({ length: count }, (_, i) => `Rule${i}`);

  test('fails for a rule that is named twice, for too many, and for none at all', () => {
    expect(counted(['A', 'A']))
      .toEqual(['"ingress.loadBalancer.firewall.countedRules[1]" must differ from '
        + '"ingress.loadBalancer.firewall.countedRules[0]", got "A"']);
    expect(counted(rules(101))).toEqual(['"ingress.loadBalancer.firewall.countedRules" must have at most 100 names, '
      + 'got 101']);
    expect(counted('A' as unknown as string[]))
      .toEqual(['"ingress.loadBalancer.firewall.countedRules" must be a list, got a text']);
  });

  test('accepts 100 rules, and none', () => {
    expect(counted(rules(100))).toEqual([]);
    expect(counted([])).toEqual([]);
  });

  test.each(['\n', ' '])('fails for an ARN with the character %j', (character) => {
    expect(http({
      loadBalancer: {
        firewall: Firewall.existing(`arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b${character}`),
      },
    }))
      .toHaveLength(
        1,
      );
  });
});

describe('access logs', () => {
  const logsTo = (props: BucketProps, prefix?: string) => {
    const { stack, vpc } = setup();
    const accessLogs = AccessLogs.toBucket(new Bucket(stack, 'Logs', props), { prefix });
    return messagesOf(Ingress.http({ loadBalancer: { accessLogs } }), stack, vpc);
  };

  test.each([BucketEncryption.KMS_MANAGED, BucketEncryption.DSSE_MANAGED, BucketEncryption.KMS])(
    'fail for a bucket with %s encryption',
    (encryption) => {
      expect(logsTo({ encryption })).toEqual([
        '"ingress.loadBalancer.accessLogs.bucket" must be encrypted with S3 managed keys, got a bucket with a KMS key: '
        + 'Elastic Load Balancing cannot write to a bucket with a KMS key',
      ]);
    },
  );

  test.each(['a b', 'ü', 'a'.repeat(513)])('fail for the prefix %j', (prefix) => {
    expect(logsTo({}, prefix)).toEqual([
      '"ingress.loadBalancer.accessLogs.prefix" must have 1 to 512 visible characters, and neither start nor end '
      + 'with "/" nor hold '
      + `"AWSLogs", got "${prefix}"`,
    ]);
  });

  test.each(['a', 'a/b', 'a'.repeat(512)])('accept the prefix %j', (prefix) => {
    expect(logsTo({}, prefix)).toEqual([]);
  });
});

test('a cookie has a name of at most 4096 characters', () => {
  expect(http({ target: { stickiness: Stickiness.applicationCookie('a'.repeat(4096)) } })).toEqual([]);
  expect(http({ target: { stickiness: Stickiness.applicationCookie('a'.repeat(4097)) } })).toHaveLength(1);
});

test('the port of a health check has no leading zero', () => {
  expect(http({ healthCheck: { port: '0080' } }))
    .toEqual(['"ingress.healthCheck.port" must be "traffic-port" or an integer from 1 to 65535, got "0080"']);
});
