// what a load balancer is given has to fit it: zone, certificate, web ACL, bucket, listener, VPC (R-LB-2, R-LB-4)
import { App, CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener, ApplicationLoadBalancer, ApplicationProtocol, CfnListenerRule, ListenerAction, ListenerCondition,
  SslPolicy, TargetType, type IApplicationListener, type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  ARecord, CfnHostedZone, CfnRecordSet, CfnRecordSetGroup, CnameRecord, HostedZone, PrivateHostedZone, RecordTarget,
  TxtRecord,
} from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import {
  AccessLogs, Authentication, ContentDelivery, Deployment, FargateService, Firewall, Ingress, ServiceImage, Stickiness,
  TrafficSplit, WebLoadBalancer, type HttpsIngressOptions, type WebLoadBalancerProps,
} from '../../src';
import { problemsOf, Service } from './support';
import { zoneIn } from '../support/stacks';
import { rendered } from '../support/templates';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const IMAGE = ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');

function place(env: { account?: string; region?: string } = ENV) {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env });
  const vpc = new Vpc(stack, 'Vpc', { natGateways: 1 });
  const hostedZone = zoneIn(stack);
  const problems = (ingress: Ingress, scope: Stack = stack) => rendered(
    problemsOf(ingress, scope, { vpc, port: 8080, targetType: TargetType.IP, shiftsTraffic: false }),
  );
  const https = (options: HttpsIngressOptions = {}) =>
    problems(Ingress.https({ domainName: 'shop.example.com', hostedZone, ...options }));
  const edge = (props: Partial<WebLoadBalancerProps> = {}, id = 'Edge') =>
    new WebLoadBalancer(stack, id, { vpc, protocol: ApplicationProtocol.HTTP, ...props });
  return { app, stack, vpc, hostedZone, problems, https, edge };
}

type Place = ReturnType<typeof place>;

const ONE_RECORD = (maker: string) => [
  `"ingress.domainName" must have one DNS record, and ${maker} makes it, got "shop.example.com": take another name, `
  + 'or leave "hostedZone" out',
];

describe('a DNS record', () => {
  test.each<[string, string, (place: Place) => unknown]>([
    ['of another load balancer', 'Stack/Edge', ({ edge, hostedZone }) =>
      edge({ domainName: 'SHOP.example.com', hostedZone })],
    ['of an imported zone with the same id', 'Stack/Edge', ({ edge, stack }) => edge({
      domainName: 'shop.example.com',
      hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Again', { hostedZoneId: 'Z1', zoneName: 'Example.com.' }),
    })],
    ['of the user, in other letters', 'Stack/Mine', ({ stack, hostedZone: zone }) => new ARecord(stack, 'Mine', {
      zone, recordName: 'Shop', target: RecordTarget.fromIpAddresses('192.0.2.1'),
    })],
    ['of another kind that takes the whole name', 'Stack/Mine', ({ stack, hostedZone: zone }) =>
      new CnameRecord(stack, 'Mine', { zone, recordName: 'shop', domainName: 'shop.example.org' })],
    ['without a final dot', 'Stack/Mine', ({ stack }) => new CfnRecordSet(stack, 'Mine', {
      hostedZoneId: 'Z1', name: 'SHOP.EXAMPLE.COM', type: 'A', resourceRecords: ['192.0.2.1'],
    })],
    ['in a zone by name', 'Stack/Mine', ({ stack }) => new CfnRecordSet(stack, 'Mine', {
      hostedZoneName: 'example.com.', name: 'shop.example.com.', type: 'A', resourceRecords: ['192.0.2.1'],
    })],
    ['in a group', 'Stack/Mine', ({ stack }) => new CfnRecordSetGroup(stack, 'Mine', {
      hostedZoneId: 'Z1', recordSets: [{ name: 'shop.example.com.', type: 'A', resourceRecords: ['192.0.2.1'] }],
    })],
    ['of several by weight, beside which ours cannot be', 'Stack/Mine', ({ stack }) => new CfnRecordSet(stack, 'Mine', {
      hostedZoneId: 'Z1', name: 'shop.example.com.', type: 'A', setIdentifier: 'a', weight: 1, ttl: '60',
      resourceRecords: ['192.0.2.1'],
    })],
    ['in another stack and stage', 'Stage/Other/Mine', ({ app }) => {
      const stack = new Stack(new Stage(app, 'Stage'), 'Other');
      return new CfnRecordSet(stack, 'Mine', {
        hostedZoneId: 'Z1', name: 'shop.example.com.', type: 'A', resourceRecords: ['192.0.2.1'],
      });
    }],
  ])('%s is a problem', (_, maker, make) => {
    const given = place();
    make(given);

    expect(given.https()).toEqual(ONE_RECORD(maker));
  });

  test.each<[string, (place: Place) => unknown]>([
    ['of another name', ({ edge, hostedZone }) => edge({ domainName: 'www.example.com', hostedZone })],
    ['of another type', ({ stack, hostedZone: zone }) =>
      new TxtRecord(stack, 'Mine', { zone, recordName: 'shop', values: ['text'] })],
    ['of a wildcard', ({ stack, hostedZone: zone }) => new ARecord(stack, 'Mine', {
      zone, recordName: '*', target: RecordTarget.fromIpAddresses('192.0.2.1'),
    })],
    ['in another zone of the same name', ({ stack, vpc }) => new ARecord(stack, 'Mine', {
      zone: new PrivateHostedZone(stack, 'Private', { vpc, zoneName: 'example.com' }), recordName: 'shop',
      target: RecordTarget.fromIpAddresses('192.0.2.1'),
    })],
    ['with a name that is known later', ({ stack }) => new CfnRecordSet(stack, 'Mine', {
      hostedZoneId: 'Z1', name: new CfnParameter(stack, 'Name').valueAsString, type: 'A',
      resourceRecords: ['192.0.2.1'],
    })],
  ])('%s is none', (_, make) => {
    const given = place();
    make(given);

    expect(given.https()).toEqual([]);
  });

  test('in zones that are looked up later is none: they cannot be told apart yet', () => {
    const { stack, edge, problems } = place();
    const lookUp = (id: string, privateZone: boolean) =>
      HostedZone.fromLookup(stack, id, { domainName: 'example.com', privateZone });
    edge({ domainName: 'shop.example.com', hostedZone: lookUp('Public', false) });

    expect(problems(Ingress.http({ domainName: 'shop.example.com', hostedZone: lookUp('Private', true) }))).toEqual([]);
  });

  test('of one ingress for two services is a problem of the second', () => {
    const { stack, vpc, hostedZone } = place();
    const ingress = Ingress.http({ domainName: 'shop.example.com', hostedZone });
    new Service(stack, 'Shop', { vpc, ingress });

    expect(() => new Service(stack, 'Copy', { vpc, ingress })).toThrow(
      '"ingress.domainName" must have one DNS record, and Stack/Shop/LoadBalancer makes it',
    );
  });

  test('that the user makes afterwards fails when the app is synthesized', () => {
    const { stack, edge, hostedZone } = place();
    edge({ domainName: 'shop.example.com', hostedZone });
    new ARecord(stack, 'Mine', {
      zone: hostedZone, recordName: 'shop', target: RecordTarget.fromIpAddresses('192.0.2.1'),
    });

    expect(() => Template.fromStack(stack)).toThrow(
      'a zone must have one DNS record of a name, got Stack/Edge and Stack/Mine for "shop.example.com": leave one of '
      + 'the '
      + 'two out',
    );
  });
});

describe('a zone', () => {
  const PROVED = (path: string) => [
    '"ingress.certificate" must be given with a private zone, got undefined: no certificate can be proved in '
    + `${path}, because the internet does not see its records`,
  ];

  test('that VPCs alone see proves no certificate', () => {
    const { stack, vpc, https, edge, problems } = place();
    const hidden = new PrivateHostedZone(stack, 'Private', { vpc, zoneName: 'example.com' });
    const plain = new HostedZone(stack, 'Plain', { zoneName: 'example.com', vpcs: [vpc] });
    new CfnHostedZone(stack, 'Raw', { name: 'example.com', vpcs: [{ vpcId: 'vpc-1', vpcRegion: 'eu-west-1' }] });
    const certificate = Certificate.fromCertificateArn(
      stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
    );
    const shared = edge({ protocol: ApplicationProtocol.HTTPS, certificate });

    expect(https({ hostedZone: hidden })).toEqual(PROVED('Stack/Private'));
    expect(https({ hostedZone: plain })).toEqual(PROVED('Stack/Plain'));
    expect(problems(Ingress.route(shared, { domainName: 'shop.example.com', hostedZone: hidden })))
      .toEqual(PROVED('Stack/Private'));
    expect(https({ hostedZone: hidden, certificate })).toEqual([]);
    expect(problems(Ingress.route(shared, { domainName: 'shop.example.com', hostedZone: hidden, certificate })))
      .toEqual([]);
    expect(https({ hostedZone: new HostedZone(stack, 'Public', { zoneName: 'example.com' }) })).toEqual([]);
  });

  test('that VPCs alone see has no name for CloudFront', () => {
    const { stack, vpc, problems } = place();
    const hostedZone = new PrivateHostedZone(stack, 'Private', { vpc, zoneName: 'example.com' });
    const certificate = Certificate.fromCertificateArn(
      stack, 'Certificate', 'arn:aws:acm:us-east-1:111122223333:certificate/1',
    );

    expect(problems(Ingress.http({
      domainName: 'shop.example.com', hostedZone, contentDelivery: ContentDelivery.cloudFront({ certificate }),
    }))).toEqual([
      '"ingress.hostedZone" must be a public zone with "contentDelivery", got the private zone Stack/Private: Route 53 '
      + 'makes no alias for CloudFront in a private zone',
    ]);
  });

  test('that was imported without its name is a problem, and no error of the CDK', () => {
    const { stack, https } = place();

    expect(https({ hostedZone: HostedZone.fromHostedZoneId(stack, 'Id', 'Z9') })).toEqual([
      '"ingress.hostedZone" must be a hosted zone that knows its name, got Stack/Id: import it with '
      + 'HostedZone.fromHostedZoneAttributes or HostedZone.fromLookup',
    ]);
    expect(https({ hostedZone: 'Z9' as never })[0]).toBe('"ingress.hostedZone" must be an IHostedZone, got a text');
  });

  test('of another account is a problem, whatever its Region', () => {
    const { app, https } = place();
    const zone = (id: string, account: string) => new HostedZone(
      new Stack(app, id, { env: { account, region: 'us-east-1' } }), 'Zone', { zoneName: 'example.com' },
    );

    expect(https({ hostedZone: zone('Dns', '999999999999') })).toEqual([
      '"ingress.hostedZone" must be in the account 111122223333 of the stack, got one in 999999999999: delegate a zone '
      + 'of its own to this account, for example with CrossAccountZoneDelegationRecord',
    ]);
    expect(https({ hostedZone: zone('Own', '111122223333') })).toEqual([]);
  });
});

describe('a thing of another place', () => {
  const { stack, https, vpc } = place();
  const certificate = (arn: string) =>
    Certificate.fromCertificateArn(stack, `Certificate${stack.node.children.length}`, arn);
  const acl = (place: string) => `arn:aws:wafv2:${place}:regional/webacl/shop/1`;
  const bucket = (region: string) => Bucket.fromBucketAttributes(
    stack, `Bucket${stack.node.children.length}`, { bucketName: 'logs', region },
  );

  test.each<[string, HttpsIngressOptions, string]>([
    ['a certificate of another account', {
      certificate: certificate('arn:aws:acm:eu-west-1:999999999999:certificate/1'),
    }, '"ingress.certificate" must be in the account 111122223333 of the stack, got one in 999999999999'],
    ['a certificate of another Region', {
      certificate: certificate('arn:aws:acm:eu-west-2:111122223333:certificate/1'),
    }, '"ingress.certificate" must be in eu-west-1, got "eu-west-2"'],
    ['a certificate of another partition', {
      certificate: certificate('arn:aws-cn:acm:eu-west-1:111122223333:certificate/1'),
    }, '"ingress.certificate" must be in the partition aws of the stack, got one in aws-cn'],
    ['a certificate as text', { certificate: 'arn:aws:acm:eu-west-1:111122223333:certificate/1' as never },
      '"ingress.certificate" must be an ICertificate, got a text'],
    ['a web ACL of another Region', { loadBalancer: { firewall: Firewall.existing(acl('us-east-1:111122223333')) } },
      '"ingress.loadBalancer.firewall.webAclArn" must be in the Region eu-west-1 of the stack, got one in us-east-1: '
      + 'a web ACL '
      + 'protects load balancers of its own Region and account'],
    ['a web ACL of another account', { loadBalancer: { firewall: Firewall.existing(acl('eu-west-1:999999999999')) } },
      '"ingress.loadBalancer.firewall.webAclArn" must be in the account 111122223333 of the stack'],
    ['a log bucket of another Region', { loadBalancer: { accessLogs: AccessLogs.toBucket(bucket('us-east-1')) } },
      '"ingress.loadBalancer.accessLogs.bucket" must be in the Region eu-west-1 of the stack, got one in us-east-1'],
    ['a security policy that does not exist', {
      tls: { sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2031-06' as SslPolicy },
    },
    '"ingress.tls.sslPolicy" must be the name of a security policy such as "ELBSecurityPolicy-TLS13-1-2-2021-06"'],
    ['text in place of a firewall', { loadBalancer: { firewall: 'none' as never } },
      '"ingress.loadBalancer.firewall" must be made with a factory of Firewall, got none'],
    ['text in place of access logs', { loadBalancer: { accessLogs: 'none' as never } },
      '"ingress.loadBalancer.accessLogs" must be made with a factory of AccessLogs'],
    ['text in place of stickiness', { target: { stickiness: true as never } },
      '"ingress.target.stickiness" must be made with a factory of Stickiness, got true'],
    ['text in place of a log-in', { authentication: {} as never },
      '"ingress.authentication" must be made with a factory of Authentication'],
    ['an OIDC secret of another Region', { authentication: oidc(Secret.fromSecretCompleteArn(
      stack, 'Far', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:login-AbCdEf',
    )) }, '"ingress.authentication.clientSecret" must be in the Region eu-west-1 of the stack'],
    ['an OIDC secret as text', { authentication: oidc('hush' as never) },
      '"ingress.authentication.clientSecret" must be an ISecret, got a text'],
  ])('%s is a problem', (_, options, problem) => {
    const [first, ...others] = https(options);

    expect(first).toContain(problem.replace('got none', 'got "none"'));
    expect(others).toEqual([]);
  });

  test.each<[string, HttpsIngressOptions]>([
    ['a certificate here', { certificate: certificate('arn:aws:acm:eu-west-1:111122223333:certificate/1') }],
    ['a certificate that is known later', { certificate: certificate(new CfnParameter(stack, 'Arn').valueAsString) }],
    ['a web ACL here', { loadBalancer: { firewall: Firewall.existing(acl('eu-west-1:111122223333')) } }],
    ['a web ACL that is known later', {
      loadBalancer: { firewall: Firewall.existing(new CfnParameter(stack, 'Acl').valueAsString) },
    }],
    ['a log bucket here', { loadBalancer: { accessLogs: AccessLogs.toBucket(bucket('eu-west-1')) } }],
    ['a log bucket of another account', { loadBalancer: { accessLogs: AccessLogs.toBucket(
      Bucket.fromBucketAttributes(stack, 'TheirBucket', { bucketName: 'logs', account: '999999999999' }),
    ) } }],
    ['a log bucket that says no Region', { loadBalancer: { accessLogs: AccessLogs.toBucket(
      Bucket.fromBucketName(stack, 'Named', 'logs'),
    ) } }],
    ['an OIDC secret of another account', { authentication: oidc(Secret.fromSecretCompleteArn(
      stack, 'Theirs', 'arn:aws:secretsmanager:eu-west-1:999999999999:secret:login-AbCdEf',
    )) }],
    ['an OIDC secret that somebody fills later', { authentication: oidc(new Secret(stack, 'Empty'), 'secret') }],
  ])('%s is none', (_, options) => {
    expect(https(options)).toEqual([]);
  });

  test('a VPC of another Region is a problem', () => {
    const far = Vpc.fromVpcAttributes(stack, 'Far1', {
      vpcId: 'vpc-1', region: 'us-east-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['subnet-1', 'subnet-2'],
    });

    expect(() => new WebLoadBalancer(stack, 'FarEdge', { vpc: far, protocol: ApplicationProtocol.HTTP })).toThrow(
      '"vpc" must be in the Region eu-west-1 of the stack, got one in us-east-1: nothing stands in a VPC of another '
      + 'Region',
    );
    expect(() => new WebLoadBalancer(stack, 'NoVpc', { vpc: undefined as never })).toThrow('"vpc" must be a VPC');
    expect(() => new WebLoadBalancer(stack, 'Fine', { vpc, protocol: ApplicationProtocol.HTTP })).not.toThrow();
  });

  test('all of it is none in a stack that may be anywhere', () => {
    const agnostic = new Stack(new App(), 'Anywhere');
    const around = new Vpc(agnostic, 'Vpc');

    expect(() => new WebLoadBalancer(agnostic, 'Edge', {
      vpc: around,
      certificate: Certificate.fromCertificateArn(agnostic, 'C', 'arn:aws-us-gov:acm:us-gov-west-1:1:certificate/1'),
      firewall: Firewall.existing('arn:aws-us-gov:wafv2:us-gov-west-1:111122223333:regional/webacl/shop/1'),
    })).not.toThrow();
  });
});

function oidc(clientSecret: Secret | ReturnType<typeof Secret.fromSecretCompleteArn>, clientSecretField?: string) {
  return Authentication.oidc({
    issuer: 'https://login.example.com', authorizationEndpoint: 'https://login.example.com/a', clientId: 'shop',
    tokenEndpoint: 'https://login.example.com/t', userInfoEndpoint: 'https://login.example.com/u', clientSecret,
    clientSecretField,
  });
}

describe('an imported VPC without its addresses', () => {
  const { stack } = place();
  const vpc = Vpc.fromVpcAttributes(stack, 'Bare', {
    vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['s-1', 's-2'], privateSubnetIds: ['s-3', 's-4'],
  });
  const on = (ingress: Ingress) => rendered(ingress._variant.problems('ingress', stack, {
    vpc, port: 8080, targetType: TargetType.IP, shiftsTraffic: false,
  }));
  const internal = { protocol: ApplicationProtocol.HTTP };

  test('is a problem where the whole VPC may connect', () => {
    const problem = '"vpc" must be a VPC that knows its addresses, got Stack/Bare: import it with "vpcCidrBlock", or '
      + 'with '
      + 'Vpc.fromLookup, or give "ingress.allowedCidrs"';

    expect(on(Ingress.internal(internal))).toEqual([problem]);
    expect(on(Ingress.http({ contentDelivery: ContentDelivery.cloudFront() }))).toEqual([problem]);
  });

  test('is none where somebody is named', () => {
    expect(on(Ingress.internal({ ...internal, allowedCidrs: ['10.0.0.0/8'] }))).toEqual([]);
    expect(on(Ingress.http())).toEqual([]);
  });
});

test('an internal ingress without certificate is told how to be a plain one', () => {
  const { problems } = place();

  expect(problems(Ingress.internal())[0]).toContain(
    'plain HTTP, with Ingress.internal({ protocol: ApplicationProtocol.HTTP }), needs none',
  );
});

describe('a listener', () => {
  const { stack, vpc, problems, edge } = place();
  const group = SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
  const loadBalancer = (id: string, arn: string) => ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(
    stack, id, { loadBalancerArn: arn, securityGroupId: 'sg-1' },
  );
  const listener = (id: string, listenerArn: string) =>
    ApplicationListener.fromApplicationListenerAttributes(stack, id, { listenerArn, securityGroup: group });
  const [one, other] = ['A', 'B'].map((id) => {
    const made = new ApplicationLoadBalancer(stack, id, { vpc });
    return {
      made, open: made.addListener('Http', { port: 80, defaultAction: ListenerAction.fixedResponse(404) }),
    };
  });
  const theirs = loadBalancer('Theirs', `${ELB}:loadbalancer/app/theirs/1`);
  const behind = (balancer: IApplicationLoadBalancer, open: IApplicationListener) =>
    problems(Ingress.existing(balancer, open, { hosts: ['a.example.com'] }));

  test.each([
    ['of another load balancer that the app makes', () => behind(one.made, other.open),
      '"ingress.listener" must be a listener of Stack/A, got Stack/B/Http: targets stand behind one load balancer '
      + 'only'],
    ['of another imported load balancer', () => behind(theirs, listener('L1', `${ELB}:listener/app/other/1/2`)),
      '"ingress.listener" must be a listener of Stack/Theirs, got Stack/L1'],
    ['of a load balancer of another account', () => behind(
      loadBalancer('Foreign', `${ELB.replace('1111', '9999')}:loadbalancer/app/theirs/1`),
      listener('L2', `${ELB.replace('1111', '9999')}:listener/app/theirs/1/2`),
    ), '"ingress.loadBalancer" must be in the account 111122223333 of the stack'],
    ['of a load balancer of another Region', () => behind(
      loadBalancer('Far', `${ELB.replace('eu', 'us')}:loadbalancer/app/theirs/1`),
      listener('L3', `${ELB.replace('eu', 'us')}:listener/app/theirs/1/2`),
    ), '"ingress.loadBalancer" must be in the Region eu-west-1 of the stack'],
    ['of a Network Load Balancer', () => behind(
      loadBalancer('Network', `${ELB}:loadbalancer/net/theirs/1`), listener('L4', `${ELB}:listener/net/theirs/1/2`),
    ), '"ingress.loadBalancer" must be an Application Load Balancer'],
    ['that is missing', () => behind(one.made, undefined as never),
      '"ingress.listener" must be an IApplicationListener, got undefined'],
    ['of a WebLoadBalancer', () => behind(edge() as never, one.open),
      '"ingress.loadBalancer" must be a load balancer, got "Stack/Edge": a WebLoadBalancer is shared with '
      + 'Ingress.route'],
    ['of a load balancer that Ingress.route does not take', () => problems(Ingress.route(one.made as never, {})),
      '"ingress.loadBalancer" must be a WebLoadBalancer, got Stack/A: Ingress.existing takes load balancers of other '
      + 'kinds'],
    ['of something that is no split', () => problems(Ingress.weighted(one.made as never, 1)),
      '"ingress.split" must be a TrafficSplit, got Stack/A'],
  ])('%s is a problem', (_, found, problem) => {
    const [first, ...others] = found();

    expect(first).toContain(problem);
    expect(others).toEqual([]);
  });

  test('of its own load balancer is none, made, imported, looked up or known later', () => {
    const parameter = new CfnParameter(stack, 'ListenerArn').valueAsString;
    const found = ApplicationLoadBalancer.fromLookup(stack, 'Found', { loadBalancerTags: { app: 'edge' } });
    const open = ApplicationListener.fromLookup(stack, 'FoundListener', { loadBalancerTags: { app: 'edge' } });

    expect(behind(one.made, one.open)).toEqual([]);
    expect(behind(theirs, listener('L5', `${ELB}:listener/app/theirs/1/2`))).toEqual([]);
    expect(behind(theirs, listener('L6', parameter))).toEqual([]);
    expect(behind(found, open)).toEqual([]);
  });

  test('of a split in another VPC is a problem', () => {
    const elsewhere = new WebLoadBalancer(stack, 'Elsewhere', {
      vpc: new Vpc(stack, 'Other'), protocol: ApplicationProtocol.HTTP,
    });
    const split = new TrafficSplit(stack, 'Split', { loadBalancer: elsewhere, paths: ['/*'] });

    expect(problems(Ingress.weighted(split, 1))[0]).toContain(
      '"ingress.split" must lead through a load balancer in the VPC of the service',
    );
    expect(() => new TrafficSplit(stack, 'NoSplit', { loadBalancer: one.made as never, paths: ['/*'] }))
      .toThrow('"loadBalancer" must be a WebLoadBalancer, got Stack/A: TrafficSplit.existing takes load balancers of '
        + 'other');
  });
});

describe('the listener of testers', () => {
  const { stack, vpc, edge } = place();
  const [first, second] = [edge({}, 'First'), edge({}, 'Second')];
  const testers = (web: WebLoadBalancer, port: number) => web.loadBalancer.addListener(`Test${port}`, {
    port, protocol: ApplicationProtocol.HTTP, open: false, defaultAction: ListenerAction.fixedResponse(404),
  });
  const [own, wrong] = [testers(first, 8443), testers(second, 8443)];
  const service = (
    id: string, ingress: Ingress, testTraffic: { listener: ApplicationListener; conditions?: ListenerCondition[] },
  ) => () => new FargateService(stack, id, {
    vpc, image: IMAGE, ingress, deployment: Deployment.blueGreen({ testTraffic: { priority: 900, ...testTraffic } }),
  });
  const route = (id: string) => Ingress.route(first, { paths: [`/${id}/*`] });

  test('is one of the same load balancer', () => {
    expect(service('Wrong', route('wrong'), { listener: wrong })).toThrow(
      '"deployment.testTraffic.listener" must be a listener of Stack/First/LoadBalancer, got Stack/Second/LoadBalancer/'
      + 'Test8443',
    );
    expect(service('Own', Ingress.http(), { listener: own })).toThrow(
      '"deployment.testTraffic.listener" must be a listener of the load balancer of the service, got Stack/First/'
      + 'LoadBalancer/Test8443: one that the service makes for itself has none before: make a WebLoadBalancer, and use '
      + 'Ingress.route',
    );
    expect(service('Right', route('right'), { listener: own })).not.toThrow();
  });

  test('is another one than that of the users, or takes some requests only', () => {
    const conditions = [ListenerCondition.httpHeader('x-test', ['yes'])];

    expect(service('Users', route('users'), { listener: first.listener })).toThrow(
      '"deployment.testTraffic.listener" must be another listener than that of the users, unless "conditions" are '
      + 'given, '
      + 'got Stack/First/Listener: the test rule would take the requests of users',
    );
    expect(service('Some', route('some'), { listener: first.listener, conditions })).not.toThrow();
  });

  test('and sessions of users make the weights less certain, which is said', () => {
    const sticky = Ingress.route(first, {
      paths: ['/sticky/*'],
      target: { stickiness: Stickiness.loadBalancerCookie() },
    });
    const made = service('Sticky', sticky, { listener: own, conditions: [ListenerCondition.pathPatterns(['/s'])] });
    const before = new FargateService(stack, 'Rolling', {
      vpc, image: IMAGE,
      ingress: Ingress.route(first, { paths: ['/r/*'], target: { stickiness: Stickiness.loadBalancerCookie() } }),
    });
    // the priority of the earlier test rule is taken.
    expect(made).toThrow('must be unique on the listener');
    const shifting = new FargateService(stack, 'Shifting', {
      vpc, image: IMAGE, ingress: sticky, deployment: Deployment.canary(),
    });

    expect(warningsOf(shifting)).toEqual([expect.stringContaining('Clients with a session stay with the old version')]);
    expect(warningsOf(before)).toEqual([]);
  });
});

function warningsOf({ node }: Construct): string[] {
  return node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
}

describe('a rule', () => {
  const LOWEST = 'and the lowest number is asked first';

  test.each<[string, { paths?: string[]; hosts?: string[]; priority?: number }, typeof Object.prototype, string]>([
    ['of a narrower path', { paths: ['/x*'], priority: 10 }, { paths: ['/xb*'], priority: 11 },
      `must be below 10, the priority of Stack/First, got 11: its rule takes every request of this one, ${LOWEST}`],
    ['of a narrower host', { hosts: ['*.example.com'], priority: 10 }, { hosts: ['a.Example.com'], priority: 11 },
      'must be below 10'],
    ['of a host and path', { paths: ['/a/*', '/b/*'], priority: 10 },
      { hosts: ['a.example.com'], paths: ['/b/c', '/a/?'], priority: 11 }, 'must be below 10'],
    ['of everything', { paths: ['/*'], priority: 10 }, { hosts: ['a.example.com'] }, 'must be below 10'],
    ['that is asked before a narrower one', { paths: ['/xb*'], priority: 11 }, { paths: ['/x*'], priority: 10 },
      'must be above 11, the priority of Stack/First, got 10: this rule takes every request of that one'],
  ])('%s in the shadow of another one is a problem', (_, first, second, problem) => {
    const { stack, vpc, edge, problems } = place();
    const web = edge();
    new Service(stack, 'First', { vpc, ingress: Ingress.route(web, first) });

    expect(problems(Ingress.route(web, second))).toEqual([expect.stringContaining(`"ingress.priority" ${problem}`)]);
  });

  test.each<[string, { paths?: string[]; hosts?: string[]; priority?: number }, typeof Object.prototype]>([
    ['the narrower one comes first', { paths: ['/xb*'], priority: 10 }, { paths: ['/x*'], priority: 11 }],
    ['they differ in upper case', { paths: ['/X*'], priority: 10 }, { paths: ['/xb*'], priority: 11 }],
    ['a part of the hosts is left', { hosts: ['a.example.com'], priority: 10 },
      { hosts: ['a.example.com', 'b.example.com'], priority: 11 }],
    ['one character is not many', { paths: ['/?'], priority: 10 }, { paths: ['/*'], priority: 11 }],
    ['a host has a path of its own', { hosts: ['*.example.com'], paths: ['/a'], priority: 10 },
      { hosts: ['a.example.com'], priority: 11 }],
    ['the path itself is not below it', { paths: ['/orders/*'], priority: 10 }, { paths: ['/orders'], priority: 11 }],
    ['hosts of any kind are left', { hosts: ['*.example.com'], priority: 10 }, { paths: ['/a'], priority: 11 }],
  ])('is none where %s', (_, first, second) => {
    const { stack, vpc, edge, problems } = place();
    const web = edge();
    new Service(stack, 'First', { vpc, ingress: Ingress.route(web, first) });

    expect(problems(Ingress.route(web, second))).toEqual([]);
  });

  test('that the user made has its priority, and its shadow is a warning', () => {
    const { stack, vpc, edge, problems } = place();
    const web = edge();
    web.listener.addAction('Maintenance', {
      priority: 5, conditions: [ListenerCondition.pathPatterns(['/shop/*'])], action: ListenerAction.fixedResponse(503),
    });
    new CfnListenerRule(stack, 'Raw', {
      listenerArn: web.listener.listenerArn, priority: 6, actions: [{ type: 'fixed-response' }],
      conditions: [{ field: 'path-pattern', pathPatternConfig: { regexValues: ['^/r'] } }],
    });

    expect(problems(Ingress.route(web, { paths: ['/a'], priority: 5 }))).toEqual([
      '"ingress.priority" must be unique on the listener, and Stack/Edge/Listener/MaintenanceRule has the same, got 5: '
      + 'give one of the two another "priority"',
    ]);
    const shop = new Service(stack, 'Shop', { vpc, ingress: Ingress.route(web, { paths: ['/shop/a*'] }) });
    const blog = new Service(stack, 'Blog', { vpc, ingress: Ingress.route(web, { paths: ['/blog/*'] }) });
    const early = new Service(stack, 'Early', {
      vpc, ingress: Ingress.route(web, { paths: ['/shop/b'], priority: 4 }),
    });
    expect(warningsOf(shop)).toEqual([expect.stringContaining(
      'The rule Stack/Edge/Listener/MaintenanceRule with priority 5 takes every request of this service',
    )]);
    expect(warningsOf(blog))
      .toEqual([expect.stringContaining('The rule Stack/Raw with priority 6 has regular')]);
    expect(warningsOf(early)).toEqual([]);
  });
});

describe('a host', () => {
  const { stack, vpc, edge, hostedZone } = place();
  const secure = edge({ protocol: ApplicationProtocol.HTTPS, domainName: '*.example.com', hostedZone });
  const service = (id: string, ingress: Ingress) => new Service(stack, id, { vpc, ingress });

  test('that no known certificate is for is a warning', () => {
    const shop = service('Shop', Ingress.route(secure, { hosts: ['shop.example.org', 'a.example.com'] }));
    const deep = service('Deep', Ingress.route(secure, { hosts: ['a.b.example.com'] }));

    expect(warningsOf(shop)).toEqual([expect.stringContaining(
      'No certificate that is known for the listener Stack/Edge/Listener is for shop.example.org, and browsers will',
    )]);
    expect(warningsOf(deep)).toHaveLength(1);
  });

  test('that a certificate is for, or may be for, is none', () => {
    const certificate = Certificate.fromCertificateArn(
      stack, 'Imported', 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
    );
    const services = [
      service('One', Ingress.route(secure, { hosts: ['shop.example.com', '*.example.com'] })),
      service('Two', Ingress.route(secure, { hosts: ['s?op.example.com'] })),
      service('Three', Ingress.route(secure, { domainName: 'x.y.example.com', hostedZone })),
      service('Four', Ingress.route(secure, { hosts: ['shop.example.net'], certificate })),
      service('Five', Ingress.route(edge({}, 'Plain'), { hosts: ['shop.example.net'] })),
    ];

    expect(services.flatMap((each) => warningsOf(each))).toEqual([]);
  });

  test('with wildcards may stand beside a domain name that it takes', () => {
    const { problems, edge: make } = place();
    const ingress = (hosts: string[]) => Ingress.route(make({}, hosts[0]), { domainName: 'shop.example.com', hosts });

    expect(problems(ingress(['*.Example.com']))).toEqual([]);
    expect(problems(ingress(['*.example.org']))).toEqual([
      '"ingress.domainName" must be one of "hosts", got "shop.example.com": requests to it would find no rule',
    ]);
  });

  test('behind CloudFront is one that CloudFront answers to', () => {
    const { problems, edge: make, hostedZone: zone, stack: place1 } = place();
    const certificate = Certificate.fromCertificateArn(
      place1, 'Edge1', 'arn:aws:acm:us-east-1:111122223333:certificate/1',
    );
    const web = make({
      domainName: '*.example.com', hostedZone: zone, contentDelivery: ContentDelivery.cloudFront({ certificate }),
    });

    expect(problems(Ingress.route(web, { hosts: ['shop.example.com', 'shop.example.org'] }))).toEqual([
      '"ingress.hosts[1]" must be covered by "*.example.com", got "shop.example.org": CloudFront in front of '
      + 'Stack/Edge '
      + 'answers only to the "domainName" of the load balancer',
    ]);
    expect(problems(Ingress.route(web, { hosts: ['shop.*'] }))).toEqual([]);
  });
});
