// what belongs here: the table of props of a load balancer, a route or a traffic split that are wrong by themselves,
// each mistake once, with the whole message of the construct; and the props that pass as tokens. What is accepted,
// more values at the limits of a rule, and rules that look at the network or the profile stand in
// test/ingress/problems.test.ts, which repeats no row of this table.
import { CfnParameter, Duration, type Stack } from 'aws-cdk-lib';
import {
  ApplicationProtocol, SslPolicy, TargetGroupLoadBalancingAlgorithmType as Algorithm,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import {
  AccessLogs, ContentDelivery, Firewall, Ingress, Stickiness, TrafficSplit, type CloudFrontOptions,
  type WebLoadBalancerProps,
} from '../../../src';
import { acceptsTokens, rejects, type BadInput, type Place } from '../../support/bad-input';

const cloudFront = (options: CloudFrontOptions, props: Partial<WebLoadBalancerProps> = {}) =>
  (place: Place) => place.loadBalancer({
    protocol: ApplicationProtocol.HTTP, domainName: undefined, hostedZone: undefined,
    contentDelivery: ContentDelivery.cloudFront(options), ...props,
  });
const split = (place: Place, sessionDuration?: Duration) => new TrafficSplit(place.stack, 'Split', {
  loadBalancer: place.loadBalancer(), paths: ['/*'], sessionDuration,
});
const number = (stack: Stack) => new CfnParameter(stack, 'Later', { type: 'Number' }).valueAsNumber;
const text = (stack: Stack) => new CfnParameter(stack, 'Later').valueAsString;

const ROWS: readonly BadInput[] = [
  ['port 0 of a load balancer', (place) => place.http({ port: 0 }), 'Stack/Shop (FargateService)',
    '"ingress.port" must be an integer from 1 to 65535, got 0'],
  ['port 65536 of a load balancer', (place) => place.http({ port: 65536 }), 'Stack/Shop (FargateService)',
    '"ingress.port" must be an integer from 1 to 65535, got 65536'],
  ['plain HTTP on 443', (place) => place.http({ port: 443 }), 'Stack/Shop (FargateService)',
    '"ingress.port" must not be 443 with plain HTTP, got 443: browsers speak HTTPS on port 443'],
  [
    'HTTPS without a certificate', (place) => place.service({ ingress: Ingress.https({}) }),
    'Stack/Shop (FargateService)',
    '"ingress.certificate" must be given, or "domainName" and "hostedZone" to make one, got undefined: HTTPS needs a '
    + 'certificate; plain HTTP, with Ingress.http or with "protocol", needs none',
  ],
  [
    'a domain name without its zone',
    (place) => place.service({ ingress: Ingress.https({ domainName: 'shop.example.com' }) }),
    'Stack/Shop (FargateService)',
    '"ingress.hostedZone" must be given with "domainName", unless "certificate" is, got undefined: the certificate is '
    + 'proved through a record in the zone',
  ],
  ['a zone without a domain name', (place) => place.http({ hostedZone: place.zone }), 'Stack/Shop (FargateService)',
    '"ingress.domainName" must be given together with "hostedZone", got undefined'],
  [
    'a domain name of another zone', (place) => place.http({ domainName: 'shop.example.org', hostedZone: place.zone }),
    'Stack/Shop (FargateService)',
    '"ingress.domainName" must be "example.com" or a name under it, got "shop.example.org": a zone answers only for '
    + 'names of its own',
  ],
  [
    'a domain name with a scheme', (place) => place.http({ domainName: 'https://shop.example.com' }),
    'Stack/Shop (FargateService)',
    '"ingress.domainName" must be a domain name such as "shop.example.com", got "https://shop.example.com"',
  ],
  [
    'a certificate for more than 64 characters',
    (place) =>
      place.service({
        ingress: Ingress.https({ domainName: `${'a'.repeat(60)}.example.com`, hostedZone: place.zone }),
      }),
    'Stack/Shop (FargateService)',
    '"ingress.domainName" must have at most 64 characters and no "_" where a certificate is made for it, got '
    + '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com": or give "certificate"',
  ],
  [
    'HTTPS on the port of its redirect', (place) => place.loadBalancer({ port: 80, tls: { redirectHttp: true } }),
    'Stack/Edge (WebLoadBalancer)',
    '"port" must not be 80 with HTTPS, unless "tls.redirectHttp" is false, got 80: port 80 can either redirect or '
    + 'serve',
  ],
  [
    'a protocol of another kind of load balancer',
    (place) =>
      place.loadBalancer({ protocol: 'TCP' as ApplicationProtocol, domainName: undefined, hostedZone: undefined }),
    'Stack/Edge (WebLoadBalancer)', '"protocol" must be one of HTTP, HTTPS, got "TCP"',
  ],
  [
    'an unknown security policy', (place) => place.loadBalancer({ tls: { sslPolicy: 'TLS13' as SslPolicy } }),
    'Stack/Edge (WebLoadBalancer)',
    '"tls.sslPolicy" must be the name of a security policy such as "ELBSecurityPolicy-TLS13-1-2-2021-06", got "TLS13"',
  ],
  ['an empty list of networks', (place) => place.http({ allowedCidrs: [] }), 'Stack/Shop (FargateService)',
    '"ingress.allowedCidrs" must name at least one network, got []: nobody could connect'],
  [
    'a network with host bits', (place) => place.http({ allowedCidrs: ['10.0.0.0/8', '10.0.0.7/8'] }),
    'Stack/Shop (FargateService)',
    '"ingress.allowedCidrs[1]" must be an IPv4 network such as 10.0.0.0/8 with a prefix from /0 to /32, got '
    + '"10.0.0.7/8": the network address is 10.0.0.0/8',
  ],
  ['a network of IPv6', (place) => place.http({ allowedCidrs: ['::/0'] }), 'Stack/Shop (FargateService)',
    '"ingress.allowedCidrs[0]" must be an IPv4 network such as 10.0.0.0/8 with a prefix from /0 to /32, got "::/0"'],
  ['an empty list of peers', (place) => place.loadBalancer({ allowedPeers: [] }), 'Stack/Edge (WebLoadBalancer)',
    '"allowedPeers" must name at least one peer, got []: leave it out to let nobody else in'],
  ['no idle time at all', (place) => place.http({
    loadBalancer: { attributes: { idleTimeout: Duration.seconds(0) } },
  }), 'Stack/Shop (FargateService)',
  '"ingress.loadBalancer.attributes.idleTimeout" must be whole seconds from 1 second to 4000 seconds, got 0 seconds'],
  [
    'an idle time above 4000 seconds', (place) => place.http({
      loadBalancer: { attributes: { idleTimeout: Duration.seconds(4001) } },
    }),
    'Stack/Shop (FargateService)',
    '"ingress.loadBalancer.attributes.idleTimeout" must be whole seconds from 1 second to 4000 seconds, got 4001 '
    + 'seconds',
  ],
  [
    'milliseconds of idle time', (place) => place.http({
      loadBalancer: { attributes: { idleTimeout: Duration.millis(1500) } },
    }),
    'Stack/Shop (FargateService)',
    '"ingress.loadBalancer.attributes.idleTimeout" must be whole seconds from 1 second to 4000 seconds, got 1.5 '
    + 'seconds',
  ],
  [
    'a short client keep-alive', (place) => place.http({
      loadBalancer: { attributes: { clientKeepAlive: Duration.seconds(10) } },
    }),
    'Stack/Shop (FargateService)',
    '"ingress.loadBalancer.attributes.clientKeepAlive" must be whole seconds from 1 minute to 7 days, got 10 seconds',
  ],
  [
    'a health check path without a slash', (place) => place.http({ healthCheck: { path: 'health' } }),
    'Stack/Shop (FargateService)',
    '"ingress.healthCheck.path" must start with "/" and have at most 1024 visible characters, got "health"',
  ],
  [
    'a health check path with a line end', (place) => place.http({ healthCheck: { path: '/health\n' } }),
    'Stack/Shop (FargateService)',
    '"ingress.healthCheck.path" must start with "/" and have at most 1024 visible characters, got "/health\\n"',
  ],
  [
    'status codes of another world', (place) => place.http({ healthCheck: { healthyHttpCodes: '700' } }),
    'Stack/Shop (FargateService)',
    '"ingress.healthCheck.healthyHttpCodes" must be codes from 200 to 499 as a list or ranges such as "200,204" or '
    + '"200-299", got "700"',
  ],
  // the default timeout is 5 seconds.
  [
    'a health check that waits as long as its interval',
    (place) => place.http({ healthCheck: { interval: Duration.seconds(5) } }), 'Stack/Shop (FargateService)',
    '"ingress.healthCheck.timeout" must be shorter than "ingress.healthCheck.interval" (5 seconds), got 5 seconds',
  ],
  [
    'an interval of two seconds',
    (place) => place.http({ healthCheck: { interval: Duration.seconds(2), timeout: Duration.seconds(2) } }),
    'Stack/Shop (FargateService)',
    '"ingress.healthCheck.interval" must be whole seconds from 5 seconds to 5 minutes, got 2 seconds',
    '"ingress.healthCheck.timeout" must be shorter than "ingress.healthCheck.interval" (2 seconds), got 2 seconds',
  ],
  [
    'one healthy answer', (place) => place.http({ healthCheck: { healthyThresholdCount: 1 } }),
    'Stack/Shop (FargateService)', '"ingress.healthCheck.healthyThresholdCount" must be an integer from 2 to 10, got 1',
  ],
  [
    'eleven failures', (place) => place.http({ healthCheck: { unhealthyThresholdCount: 11 } }),
    'Stack/Shop (FargateService)',
    '"ingress.healthCheck.unhealthyThresholdCount" must be an integer from 2 to 10, got 11',
  ],
  [
    'a health check on port 70000', (place) => place.http({ healthCheck: { port: '70000' } }),
    'Stack/Shop (FargateService)',
    '"ingress.healthCheck.port" must be "traffic-port" or an integer from 1 to 65535, got "70000"',
  ],
  [
    'a drain of two hours', (place) => place.http({ target: { deregistrationDelay: Duration.hours(2) } }),
    'Stack/Shop (FargateService)',
    '"ingress.target.deregistrationDelay" must be whole seconds from 0 seconds to 1 hour, got 2 hours',
  ],
  [
    'a slow start of ten seconds', (place) => place.http({ target: { slowStart: Duration.seconds(10) } }),
    'Stack/Shop (FargateService)',
    '"ingress.target.slowStart" must be 0 or whole seconds from 30 seconds to 15 minutes, got 10 seconds',
  ],
  [
    'a slow start with another algorithm',
    (place) => place.http({ target: { slowStart: Duration.seconds(30), algorithm: Algorithm.WEIGHTED_RANDOM } }),
    'Stack/Shop (FargateService)',
    '"ingress.target.slowStart" must be 0 with the algorithm "weighted_random", got 30 seconds: only round robin '
    + 'starts '
    + 'slowly',
  ],
  [
    'an algorithm in capitals', (place) => place.http({ target: { algorithm: 'ROUND_ROBIN' as Algorithm } }),
    'Stack/Shop (FargateService)',
    '"ingress.target.algorithm" must be one of round_robin, least_outstanding_requests, weighted_random, got '
    + '"ROUND_ROBIN"',
  ],
  [
    'sessions of eight days', (place) => place.http({
      target: { stickiness: Stickiness.loadBalancerCookie(Duration.days(8)) },
    }),
    'Stack/Shop (FargateService)',
    '"ingress.target.stickiness.lifetime" must be whole seconds from 1 second to 7 days, got 8 days',
  ],
  [
    'a cookie of the load balancer\'s', (place) => place.http({
      target: { stickiness: Stickiness.applicationCookie('AWSALB') },
    }),
    'Stack/Shop (FargateService)',
    '"ingress.target.stickiness.cookieName" must not start with "AWSALB", got "AWSALB": those names belong to the load '
    + 'balancer',
  ],
  [
    'a request limit of nine', (place) => place.http({
      loadBalancer: { firewall: Firewall.managed({ fiveMinuteRequestLimit: 9 }) },
    }),
    'Stack/Shop (FargateService)',
    '"ingress.loadBalancer.firewall.fiveMinuteRequestLimit" must be an integer from 10 to 2000000000, got 9',
  ],
  [
    'a counted rule with a space',
    (place) => place.http({ loadBalancer: { firewall: Firewall.managed({ countedRules: ['Size Restrictions'] }) } }),
    'Stack/Shop (FargateService)',
    '"ingress.loadBalancer.firewall.countedRules[0]" must be the name of a rule such as "SizeRestrictions_BODY", got '
    + '"Size '
    + 'Restrictions"',
  ],
  [
    'a counted rule twice', (place) => place.http({
      loadBalancer: { firewall: Firewall.managed({ countedRules: ['A', 'A'] }) },
    }),
    'Stack/Shop (FargateService)',
    '"ingress.loadBalancer.firewall.countedRules[1]" must differ from '
    + '"ingress.loadBalancer.firewall.countedRules[0]", got "A"',
  ],
  [
    'a global web ACL',
    (place) => place.http({
      loadBalancer: { firewall: Firewall.existing('arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b') },
    }),
    'Stack/Shop (FargateService)',
    '"ingress.loadBalancer.firewall.webAclArn" must be the ARN of a regional web ACL, got '
    + '"arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b"',
  ],
  [
    'access logs of half a day',
    (place) => place.http({ loadBalancer: { accessLogs: AccessLogs.toNewBucket({ retention: Duration.hours(12) }) } }),
    'Stack/Shop (FargateService)', '"ingress.loadBalancer.accessLogs.retention" must be whole days of at least 1, '
    + 'got 12 hours',
  ],
  [
    'access logs under a slash',
    (place) => place.http({
      loadBalancer: { accessLogs: AccessLogs.toBucket(new Bucket(place.stack, 'Logs'), { prefix: '/web' }) },
    }),
    'Stack/Shop (FargateService)',
    '"ingress.loadBalancer.accessLogs.prefix" must have 1 to 512 visible characters, and neither start nor end with '
    + '"/" nor hold '
    + '"AWSLogs", got "/web"',
  ],
  [
    'access logs to a bucket with a KMS key',
    (place) =>
      place.http({
        loadBalancer: {
          accessLogs: AccessLogs.toBucket(new Bucket(place.stack,
            'Logs', { encryption: BucketEncryption.KMS_MANAGED })),
        },
      }),
    'Stack/Shop (FargateService)',
    '"ingress.loadBalancer.accessLogs.bucket" must be encrypted with S3 managed keys, got a bucket with a KMS key: '
    + 'Elastic Load '
    + 'Balancing cannot write to a bucket with a KMS key',
  ],
  ['a route that says nothing', (place) => place.route({}), 'Stack/Shop (FargateService)',
    '"ingress.hosts" must be given, or "paths", "domainName" or "port", got undefined: to take every request of the '
    + 'load balancer say paths: ["/*"]'],
  ['an empty list of hosts', (place) => place.route({ hosts: [] }), 'Stack/Shop (FargateService)',
    '"ingress.hosts" must have at least one value, got []: leave it out to take all'],
  ['a host with a port', (place) => place.route({ hosts: ['a.example.com:8080'] }), 'Stack/Shop (FargateService)',
    '"ingress.hosts[0]" must be a full host name of at most 128 characters, in which * and ? stand for any, got '
    + '"a.example.com:8080"'],
  ['a host twice', (place) => place.route({ hosts: ['a.example.com', 'A.example.com'] }), 'Stack/Shop (FargateService)',
    '"ingress.hosts[1]" must differ from "ingress.hosts[0]", got "A.example.com"'],
  ['a path without a slash', (place) => place.route({ paths: ['orders'] }), 'Stack/Shop (FargateService)',
    '"ingress.paths[0]" must start with "/" or "*" and have at most 128 characters, in which * and ? stand for any, '
    + 'got "orders"'],
  ['a path with a space', (place) => place.route({ paths: ['/a b'] }), 'Stack/Shop (FargateService)',
    '"ingress.paths[0]" must start with "/" or "*" and have at most 128 characters, in which * and ? stand for any, '
    + 'got "/a b"'],
  [
    'six conditions', (place) => place.route({ paths: ['/a', '/b', '/c', '/d', '/e', '/f'] }),
    'Stack/Shop (FargateService)',
    '"ingress.hosts" must have at most 5 values together with "ingress.paths", got 6: a rule holds five values; use a '
    + 'wildcard, or another service',
  ],
  [
    'a domain name that no host takes',
    (place) => place.route({ domainName: 'a.example.com', hosts: ['b.example.com'] }), 'Stack/Shop (FargateService)',
    '"ingress.domainName" must be one of "hosts", got "a.example.com": requests to it would find no rule',
  ],
  [
    'a route on the port of the redirect',
    (place) => place.service({ ingress: Ingress.route(place.loadBalancer({
      tls: { redirectHttp: true },
    }), { port: 80 }) }),
    'Stack/Shop (FargateService)',
    '"ingress.port" must not be 80, got 80: port 80 of Stack/Edge redirects to HTTPS; see "tls.redirectHttp"',
  ],
  ['priority 0', (place) => place.route({ paths: ['/*'], priority: 0 }), 'Stack/Shop (FargateService)',
    '"ingress.priority" must be an integer from 1 to 50000, got 0'],
  ['priority 50001', (place) => place.route({ paths: ['/*'], priority: 50001 }), 'Stack/Shop (FargateService)',
    '"ingress.priority" must be an integer from 1 to 50000, got 50001'],
  [
    'a weight of 1000', (place) => place.service({ ingress: Ingress.weighted(split(place), 1000) }),
    'Stack/Shop (FargateService)', '"ingress.weight" must be an integer from 0 to 999, got 1000',
  ],
  [
    'a negative weight', (place) => place.service({ ingress: Ingress.weighted(split(place), -1) }),
    'Stack/Shop (FargateService)', '"ingress.weight" must be an integer from 0 to 999, got -1',
  ],
  ['sessions of a split for eight days', (place) => split(place, Duration.days(8)), 'Stack/Split (TrafficSplit)',
    '"sessionDuration" must be whole seconds from 1 second to 7 days, got 8 days'],
  ['sessions of a split for no time', (place) => split(place, Duration.seconds(0)), 'Stack/Split (TrafficSplit)',
    '"sessionDuration" must be whole seconds from 1 second to 7 days, got 0 seconds'],
  [
    'a content delivery in front of a public load balancer', cloudFront({}, { internetFacing: true }),
    'Stack/Edge (WebLoadBalancer)',
    '"internetFacing" must not be true with "contentDelivery", got true: the load balancer is reached through '
    + 'CloudFront only',
  ],
  ['a content delivery with networks', cloudFront({}, { allowedCidrs: ['10.0.0.0/8'] }), 'Stack/Edge (WebLoadBalancer)',
    '"allowedCidrs" must not be given with "contentDelivery", got ["10.0.0.0/8"]: the load balancer sees CloudFront, '
    + 'not its clients: restrict them with "webAclArn" or "geoRestriction" of the content delivery'],
  ['a content delivery that nobody may connect for', cloudFront({ originPeers: [] }), 'Stack/Edge (WebLoadBalancer)',
    '"contentDelivery.originPeers" must name at least one peer, got []: CloudFront could not connect'],
  [
    'a content delivery with a regional web ACL',
    cloudFront({ webAclArn: 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b' }),
    'Stack/Edge (WebLoadBalancer)',
    '"contentDelivery.webAclArn" must be the ARN of a web ACL for CloudFront, in us-east-1, got '
    + '"arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b"',
  ],
  [
    'a content delivery over HTTPS without a name',
    cloudFront({}, { protocol: ApplicationProtocol.HTTPS, domainName: undefined, hostedZone: undefined }),
    'Stack/Edge (WebLoadBalancer)',
    '"certificate" must be given, or "domainName" and "hostedZone" to make one, got undefined: HTTPS needs a '
    + 'certificate; plain HTTP, with Ingress.http or with "protocol", needs none',
    '"domainName" must be given with "contentDelivery", got undefined: CloudFront checks that the certificate of the '
    + 'load balancer is for the name that users ask for',
  ],
  [
    'several problems of an ingress',
    (place) =>
      place.http({
        port: NaN, allowedCidrs: [' '],
        loadBalancer: { attributes: { idleTimeout: Duration.seconds(0) } },
        healthCheck: { path: '' },
      }),
    'Stack/Shop (FargateService)', '"ingress.port" must be an integer from 1 to 65535, got NaN',
    '"ingress.allowedCidrs[0]" must be an IPv4 network such as 10.0.0.0/8 with a prefix from /0 to /32, got " "',
    '"ingress.loadBalancer.attributes.idleTimeout" must be whole seconds from 1 second to 4000 seconds, got 0 seconds',
    '"ingress.healthCheck.path" must start with "/" and have at most 1024 visible characters, got ""',
  ],
];

describe('an ingress', () => {
  rejects(ROWS, 62);

  acceptsTokens([
    ['port of a load balancer', (place) => place.http({ port: number(place.stack) })],
    ['domain name', (place) => place.http({ domainName: text(place.stack), hostedZone: place.zone })],
    ['a network', (place) => place.http({ allowedCidrs: [text(place.stack)] })],
    ['idle time', (place) => place.http({
      loadBalancer: { attributes: { idleTimeout: Duration.seconds(number(place.stack)) } },
    })],
    ['path of the health check', (place) => place.http({ healthCheck: { path: text(place.stack) } })],
    ['codes of the health check', (place) => place.http({ healthCheck: { healthyHttpCodes: text(place.stack) } })],
    ['drain', (place) => place.http({ target: { deregistrationDelay: Duration.seconds(number(place.stack)) } })],
    ['name of a cookie', (place) => place.http({
      target: { stickiness: Stickiness.applicationCookie(text(place.stack)) },
    })],
    ['algorithm', (place) => place.http({ target: { algorithm: text(place.stack) as Algorithm } })],
    ['security policy', (place) => place.loadBalancer({ tls: { sslPolicy: text(place.stack) as SslPolicy } })],
    ['ARN of a web ACL', (place) => place.http({ loadBalancer: { firewall: Firewall.existing(text(place.stack)) } })],
    [
      'prefix of access logs',
      (place) =>
        place.http({
          loadBalancer: {
            accessLogs: AccessLogs.toBucket(new Bucket(place.stack, 'Logs'), { prefix: text(place.stack) }),
          },
        }),
    ],
    ['host and path', (place) => place.route({ hosts: [text(place.stack)], paths: ['/*'] })],
    ['weight', (place) => place.service({ ingress: Ingress.weighted(split(place), number(place.stack)) })],
  ]);
});
