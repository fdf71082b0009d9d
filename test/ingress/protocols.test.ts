// HTTP/2, gRPC, and certificates of clients (R-LB-1, R-LB-2)
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer, ApplicationProtocol, ListenerAction, TargetType, TrustStore, type HealthCheck,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import {
  ContentDelivery, Ingress, MutualTls, Stickiness, TargetProtocol, TrafficSplit, WebLoadBalancer,
  type HttpsIngressOptions,
} from '../../src';
import { problemsOf, Service } from './support';
import { zoneIn } from '../support/stacks';
import { only, rendered } from '../support/templates';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

function place() {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const hostedZone = zoneIn(stack);
  const https = (options: HttpsIngressOptions) =>
    Ingress.https({ domainName: 'shop.example.com', hostedZone, ...options });
  const problems = (ingress: Ingress, targetType = TargetType.IP) => rendered(
    problemsOf(ingress, stack, { vpc, port: 8080, targetType, shiftsTraffic: false }),
  );
  const service = (id: string, ingress: Ingress, shiftsTraffic = false) =>
    new Service(stack, id, { vpc, ingress, shiftsTraffic });
  return { stack, vpc, hostedZone, https, problems, service };
}

function warningsOf({ node }: Construct): string[] {
  return node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
}

describe('targets that speak gRPC', () => {
  const groupOf = (options: HttpsIngressOptions) => {
    const { stack, https, service } = place();
    service('Shop', https(options));
    return only(Template.fromStack(stack), GROUP).Properties;
  };

  test('are asked by the health service of gRPC, and a plain hop leads to them', () => {
    expect(groupOf({ target: { protocol: TargetProtocol.grpc() } })).toMatchObject({
      ProtocolVersion: 'GRPC', Protocol: 'HTTP', HealthCheckPath: '/grpc.health.v1.Health/Check',
      Matcher: { GrpcCode: '0' }, HealthCheckIntervalSeconds: 30,
    });
  });

  test('have no name, under which AWS could not make the groups of another protocol', () => {
    const protocols = [TargetProtocol.http1(), TargetProtocol.http2(), TargetProtocol.grpc()];

    for (const protocol of protocols) expect(groupOf({ target: { protocol } })).not.toHaveProperty('Name');
  });

  test('may be asked by a method of their own, and answer other codes', () => {
    expect(groupOf({
      target: { protocol: TargetProtocol.grpc({ service: 'shop.v1.Orders', healthMethod: 'Ping' }) },
      healthCheck: { healthyGrpcCodes: '0,12' },
    })).toMatchObject({ HealthCheckPath: '/shop.v1.Orders/Ping', Matcher: { GrpcCode: '0,12' } });
  });

  test('keep two groups of one protocol where a deployment shifts traffic', () => {
    const { stack, https, service } = place();
    service('Shop', https({ target: { protocol: TargetProtocol.grpc() } }), true);

    Template.fromStack(stack).resourcePropertiesCountIs(GROUP, { ProtocolVersion: 'GRPC' }, 2);
  });

  test('have clients without cookies, which is said where sessions are asked for', () => {
    const { https, service } = place();
    const sticky = { stickiness: Stickiness.loadBalancerCookie() };

    expect(warningsOf(service('A', https({ target: { protocol: TargetProtocol.grpc(), ...sticky } }))))
      .toEqual([expect.stringContaining('Clients of gRPC return no cookies')]);
    expect(warningsOf(service('B', Ingress.http({ target: sticky })))).toEqual([]);
  });
});

test('targets that speak HTTP/2 are asked by path and code, and HTTP/1.1 is not written down', () => {
  const { stack, https, service } = place();
  service('Shop', https({ target: { protocol: TargetProtocol.http2() } }));
  const plain = place();
  plain.service('Shop', plain.https({ target: { protocol: TargetProtocol.http1() } }));

  expect(only(Template.fromStack(stack), GROUP).Properties)
    .toMatchObject({ ProtocolVersion: 'HTTP2', HealthCheckPath: '/health', Matcher: { HttpCode: '200' } });
  expect(only(Template.fromStack(plain.stack), GROUP).Properties.ProtocolVersion).toBeUndefined();
});

describe('a protocol', () => {
  const { stack, vpc, hostedZone, https, problems, service } = place();
  const grpc = { target: { protocol: TargetProtocol.grpc() } };
  const edge = new WebLoadBalancer(stack, 'Edge', { vpc, protocol: ApplicationProtocol.HTTP });
  const secure = new WebLoadBalancer(stack, 'Secure', { vpc, domainName: '*.example.com', hostedZone });
  const split = new TrafficSplit(stack, 'Split', { loadBalancer: secure, paths: ['/*'] });
  service('Member', Ingress.weighted(split, 1));
  const theirs = new ApplicationLoadBalancer(stack, 'Theirs', { vpc });
  const open = theirs.addListener('Http', { port: 80, defaultAction: ListenerAction.fixedResponse(404) });
  const certificate = Certificate.fromCertificateArn(stack, 'C', 'arn:aws:acm:us-east-1:111122223333:certificate/1');
  const PLAIN = '"ingress.target.protocol" must be TargetProtocol.http1 for a listener with plain HTTP, got "GRPC"';
  const check = (healthCheck: HealthCheck, targetProtocol = TargetProtocol.grpc()) =>
    https({ healthCheck, target: { protocol: targetProtocol } });

  test.each<[string, () => string[], string]>([
    ['plain HTTP', () => problems(Ingress.http(grpc)), PLAIN],
    ['plain HTTP inside', () => problems(Ingress.internal({ protocol: ApplicationProtocol.HTTP, ...grpc })), PLAIN],
    ['plain HTTP of a shared load balancer', () => problems(Ingress.route(edge, { paths: ['/a'], ...grpc })), PLAIN],
    ['plain HTTP of one of others', () => problems(Ingress.existing(theirs, open, { paths: ['/a'], ...grpc })), PLAIN],
    ['HTTP/2 over plain HTTP', () => problems(Ingress.http({ target: { protocol: TargetProtocol.http2() } })),
      PLAIN.replace('GRPC', 'HTTP2')],
    ['CloudFront', () => problems(https({ ...grpc, contentDelivery: ContentDelivery.cloudFront({ certificate }) })),
      '"ingress.target.protocol" must be TargetProtocol.http1 behind CloudFront, got "GRPC"'],
    ['instances', () => problems(https(grpc), TargetType.INSTANCE),
      '"ingress.target.protocol" must be TargetProtocol.http1 for instances, got "GRPC"'],
    ['a split whose services speak another one', () => problems(Ingress.weighted(split, 1, grpc)),
      '"ingress.target.protocol" must be that of Stack/Member, HTTP1, got "GRPC"'],
    ['HTTP codes', () => problems(check({ healthyHttpCodes: '200' })),
      '"ingress.healthCheck.healthyHttpCodes" must not be given with gRPC, got "200": use "healthyGrpcCodes"'],
    ['codes above 99', () => problems(check({ healthyGrpcCodes: '100' })),
      '"ingress.healthCheck.healthyGrpcCodes" must be codes from 0 to 99 as a list or ranges such as "0,12" or "0-99"'],
    ['a range from the end', () => problems(check({ healthyGrpcCodes: '12-0' })),
      '"ingress.healthCheck.healthyGrpcCodes"'],
    ['codes of gRPC over HTTP/2', () => problems(check({ healthyGrpcCodes: '0' }, TargetProtocol.http2())),
      '"ingress.healthCheck.healthyGrpcCodes" must not be given, got "0": targets speak HTTP/2: use '
      + '"healthyHttpCodes"'],
    ['a path as service', () => problems(https({ target: { protocol: TargetProtocol.grpc({ service: '/a/b' }) } })),
      '"ingress.target.protocol.service" must be the full name of a service such as "shop.v1.Orders", got "/a/b"'],
    ['a method with a dot', () => problems(https({
      target: { protocol: TargetProtocol.grpc({ healthMethod: 'a.b' }) },
    })),
    '"ingress.target.protocol.healthMethod" must be the name of a method such as "Check", got "a.b"'],
    ['its name as text', () => problems(https({ target: { protocol: 'GRPC' as never } })),
      '"ingress.target.protocol" must be made with a factory of TargetProtocol, got "GRPC"'],
  ])('fails with %s', (_, found, problem) => {
    const [first, ...others] = found();

    expect(first).toContain(problem);
    expect(others).toEqual([]);
  });

  test.each<[string, () => Ingress]>([
    ['a shared load balancer with HTTPS', () =>
      Ingress.route(secure, { hosts: ['grpc.example.com'], priority: 5, ...grpc })],
    ['codes at the limits', () => check({ healthyGrpcCodes: '0-99' })],
    ['codes that are known later', () => check({ healthyGrpcCodes: new CfnParameter(stack, 'Codes').valueAsString })],
    ['another interval and path', () => check({ path: '/shop.v1.Orders/Ping' })],
    ['the protocol of its split', () => Ingress.weighted(split, 1, { target: { protocol: TargetProtocol.http1() } })],
  ])('passes with %s', (_, ingress) => {
    expect(problems(ingress())).toEqual([]);
  });
});

describe('certificates of clients', () => {
  const { stack, vpc, hostedZone, https, problems } = place();
  const bucket = Bucket.fromBucketName(stack, 'Bucket', 'authorities');
  const trustStore = new TrustStore(stack, 'Trust', { bucket, key: 'ca.pem', version: '1' });
  const edge = (id: string, mutualTls: MutualTls) =>
    new WebLoadBalancer(stack, id, {
      vpc, domainName: `${id.toLowerCase()}.example.com`, hostedZone,
      tls: { mutualTls },
    });
  const verified = edge('Verified', MutualTls.verify(trustStore));
  edge('Passed', MutualTls.passthrough());
  edge('Off', MutualTls.off());

  test('are verified, passed on, or no longer asked for, on the listener with TLS alone', () => {
    const listeners = Object.entries(Template.fromStack(stack).findResources('AWS::ElasticLoadBalancingV2::Listener'));
    const modes = listeners.filter(([, { Properties }]) => Properties.Protocol === 'HTTPS')
      .map(([, { Properties }]) => Properties.MutualAuthentication);

    expect(modes).toEqual([
      {
        Mode: 'verify', TrustStoreArn: stack.resolve(trustStore.trustStoreArn), IgnoreClientCertificateExpiry: false,
        AdvertiseTrustStoreCaNames: 'off',
      },
      { Mode: 'passthrough' },
      { Mode: 'off' },
    ]);
    expect(listeners.filter(([, { Properties }]) => Properties.Protocol === 'HTTP')
      .map(([, { Properties }]) => Properties.MutualAuthentication)).toEqual([undefined, undefined, undefined]);
  });

  test('are verified on two listeners of a load balancer, and no third', () => {
    const second = Ingress.route(verified, { port: 8443 });

    expect(problems(second)).toEqual([]);
    new Service(stack, 'Second', { vpc, ingress: second });
    expect(problems(Ingress.route(verified, { port: 9443 }))).toEqual([
      '"ingress.port" must be one of the 2 ports that there are, got 9443: AWS verifies certificates of clients on 2 '
      + 'listeners of a load balancer',
    ]);
    expect(problems(Ingress.route(verified, { port: 8443, paths: ['/a'], priority: 3 }))).toEqual([]);
  });

  test.each<[string, () => Ingress, string]>([
    ['plain HTTP', () => Ingress.internal({
      protocol: ApplicationProtocol.HTTP,
      tls: { mutualTls: MutualTls.passthrough() },
    }),
    '"ingress.tls.mutualTls" must not be given with plain HTTP, got a MutualTls'],
    ['CloudFront', () => https({
      tls: { mutualTls: MutualTls.passthrough() },
      contentDelivery: ContentDelivery.cloudFront({
        certificate: Certificate.fromCertificateArn(stack, 'C', 'arn:aws:acm:us-east-1:111122223333:certificate/1'),
      }),
    }), '"ingress.tls.mutualTls" must not be given with "contentDelivery", got a MutualTls'],
    ['a trust store of another Region', () => https({ tls: { mutualTls: MutualTls.verify(TrustStore.fromTrustStoreArn(
      stack, 'Far', 'arn:aws:elasticloadbalancing:us-east-1:111122223333:truststore/far/1',
    )) } }), '"ingress.tls.mutualTls.trustStore" must be in the Region eu-west-1 of the stack, got one in us-east-1'],
    ['a trust store as text', () => https({ tls: { mutualTls: MutualTls.verify('arn' as never) } }),
      '"ingress.tls.mutualTls.trustStore" must be an ITrustStore, got a text'],
    ['its mode as text', () => https({ tls: { mutualTls: 'verify' as never } }),
      '"ingress.tls.mutualTls" must be made with a factory of MutualTls, got "verify"'],
  ])('fail with %s', (_, ingress, problem) => {
    const [first, ...others] = problems(ingress());

    expect(first).toContain(problem);
    expect(others).toEqual([]);
  });

  test('may be those of a trust store that another account shares', () => {
    expect(problems(https({ tls: { mutualTls: MutualTls.verify(TrustStore.fromTrustStoreArn(
      stack, 'Shared', 'arn:aws:elasticloadbalancing:eu-west-1:999999999999:truststore/shared/1',
    )) } }))).toEqual([]);
  });

  test('are told apart by the version of their object, and its lack is a warning', () => {
    const unversioned = new TrustStore(stack, 'Unversioned', { bucket, key: 'ca.pem' });

    expect(warningsOf(edge('Loose', MutualTls.verify(unversioned))))
      .toEqual([expect.stringContaining('Stack/Unversioned has no "version"')]);
    expect(warningsOf(verified)).toEqual([]);
  });
});
