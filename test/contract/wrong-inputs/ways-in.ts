// what a hostile or a hurried user gives load balancers, routes, splits, names and networks.
import { Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { OAuthScope, UserPool, UserPoolClient, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { IpProtocol, Peer, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener, ApplicationLoadBalancer, ApplicationProtocol, ApplicationProtocolVersion,
  ApplicationTargetGroup, IpAddressType, ListenerAction, NetworkLoadBalancer, NetworkTargetGroup, Protocol, TargetType,
  type IApplicationListener, type IApplicationLoadBalancer, type IApplicationTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  AccessLogs, Authentication, AwsService, ContentDelivery, Deployment, DnsRouting, Firewall, Ingress, MutualTls, Nat,
  Network, Stickiness, TargetProtocol, TrafficSplit, WebLoadBalancer,
  type CognitoOptions, type ExistingIngressOptions, type FargateService, type OidcOptions,
} from '../../../src';
import { ABROAD, arn, OTHER_ACCOUNT, type Company, type WrongInput } from '../../support/wrong-inputs';

const SHOP = 'Stack/Shop (FargateService)';
const SPLIT = 'Stack/Split (TrafficSplit.addTargetGroup)';
const ALB = 'loadbalancer/app/shared/1';

const certificate = ({ stack }: Company, certificateArn: string) =>
  Certificate.fromCertificateArn(stack, 'Certificate', certificateArn);
const withCertificate = (name: string) => (company: Company) =>
  company.https({ hostedZone: undefined, certificate: certificate(company, name) });
const behind = (
  loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener, options: ExistingIngressOptions = {},
) => Ingress.existing(loadBalancer, listener, { paths: ['/*'], ...options });
const lb = ({ stack, vpc }: Company, loadBalancerArn = arn('elasticloadbalancing', ALB), told: object = {}) =>
  ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Lb', {
    loadBalancerArn, securityGroupId: 'sg-1', vpc, ...told,
  });
const listener = ({ stack }: Company, listenerArn = arn('elasticloadbalancing', 'listener/app/shared/1/2')) =>
  ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
    listenerArn, securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'ListenerGroup', 'sg-1'),
  });
const existing = (company: Company, loadBalancerArn?: string, listenerArn?: string) =>
  company.service({ ingress: behind(lb(company, loadBalancerArn), listener(company, listenerArn)) });
const splitOf = (company: Company) =>
  new TrafficSplit(company.stack, 'Split', { loadBalancer: company.sharedEdge(), paths: ['/x'] });
const joined = (company: Company, ...groups: IApplicationTargetGroup[]) => {
  const split = splitOf(company);
  for (const group of groups) split.addTargetGroup(group, 1);
};
const targetGroup = ({ stack }: Company, targetGroupArn: string, id = 'Group') =>
  ApplicationTargetGroup.fromTargetGroupAttributes(stack, id, { targetGroupArn });
const oidc = (company: Company, options: Partial<OidcOptions> = {}) => {
  const [issuer, at] = ['https://login.example.com', 'https://login.example.com/x'];
  return company.https({ authentication: Authentication.oidc({
    issuer, authorizationEndpoint: at, tokenEndpoint: at, userInfoEndpoint: at, clientId: 'shop',
    clientSecret: Secret.fromSecretNameV2(company.stack, 'ClientSecret', 'shop'), ...options,
  }) });
};
const cognito = (company: Company, change: (pool: UserPool, other: UserPool) => Partial<CognitoOptions>) => {
  const [userPool, other] = ['Pool', 'Other'].map((id) => new UserPool(company.stack, id));
  return company.https({ authentication: Authentication.cognito({
    userPool, userPoolClient: userPool.addClient('Client', {
      generateSecret: true, oAuth: { callbackUrls: ['https://shop.example.com/oauth2/idpresponse'] },
    }),
    userPoolDomain: userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'shop' } }),
    ...change(userPool, other),
  }) });
};
const byCloudFront = (company: Company, options: Parameters<typeof ContentDelivery.cloudFront>[0] = {}) =>
  company.http({ contentDelivery: ContentDelivery.cloudFront({ originPeers: [Peer.prefixList('pl-1')], ...options }) });
const logTo = (bucket: Bucket) => ({ loadBalancer: { accessLogs: AccessLogs.toBucket(bucket) } });
const twice = (company: Company, one: DnsRouting, other: DnsRouting): FargateService => {
  company.https({ routing: one }, {}, 'First');
  return company.https({ routing: other });
};
const attribute = (name: 'idleTimeout' | 'clientKeepAlive', value: Duration) => (company: Company) =>
  company.http({ loadBalancer: { attributes: { [name]: value } } });
const firewall = (webAclArn: string) => (company: Company) =>
  company.http({ loadBalancer: { firewall: Firewall.existing(webAclArn) } });
const stands = (placement: NonNullable<Parameters<typeof Ingress.http>[0]>['loadBalancer'] & object) =>
  (company: Company) => company.http({ loadBalancer: placement });
const later = (word: string) => `made with Duration.${word} where its number is known at deployment only`;

export const WAYS_IN: readonly WrongInput[] = [
  // networks.
  ['a network without IPv4', (c) => c.network({ ipProtocol: 'IPv6' as IpProtocol }), 'Stack/Network (Network)',
    'ipProtocol', 'one of Ipv4_Only, Dual_Stack', 'got "IPv6"'],
  ['a network with addresses of loopback', (c) => c.network({ cidr: '127.0.0.0/16' }), 'Stack/Network (Network)',
    'cidr', 'outside of', 'got "127.0.0.0/16"'],
  ['a network with addresses of multicast', (c) => c.network({ cidr: '224.0.0.0/16' }), 'Stack/Network (Network)',
    'cidr', 'outside of', 'got "224.0.0.0/16"'],
  ['a NAT choice known later', (c) => c.network({ nat: c.untyped() }), 'Stack/Network (Network)', 'nat',
    'made with a factory of Nat', 'known at deployment only'],
  ['addresses of a kind known later', (c) => c.network({ ipProtocol: c.untyped() }), 'Stack/Network (Network)',
    'ipProtocol', 'be known at synthesis'],
  ['outputs of a network a second time', (c) => {
    const network = c.network();
    network.exportOutputs('A');
    network.exportOutputs('A');
  }, 'Stack/Network (Network.exportOutputs)', 'prefix', 'be given once'],
  ['endpoints of no VPC', (c) => Network.declareEndpoints(c.untyped(), [AwsService.LOGS]),
    'Network.declareEndpoints', 'vpc', 'be a VPC'],
  ['endpoints of a Network in place of its VPC',
    (c) => Network.declareEndpoints(c.network() as never, [AwsService.LOGS]),
    'Stack/Network (Network.declareEndpoints)', 'vpc', 'be a VPC', 'pass its "vpc"'],
  ['names of services in place of services', (c) => Network.declareEndpoints(c.vpc, ['logs'] as never),
    'Stack/Vpc (Network.declareEndpoints)', 'services[0]', 'AwsService'],
  ['no list of services', (c) => Network.declareEndpoints(c.vpc, undefined as never),
    'Stack/Vpc (Network.declareEndpoints)', 'services', 'be a list', 'got undefined'],
  ['a service with its Region', (c) => Network.declareEndpoints(c.vpc, [AwsService.of('com.amazonaws.eu-west-1.logs')]),
    'Stack/Vpc (Network.declareEndpoints)', 'services[0]', 'without its region', 'got "com.amazonaws.eu-west-1.logs"'],
  // certificates and names.
  ['a certificate of another partition', withCertificate(arn('acm', 'certificate/1', { partition: 'aws-cn' })), SHOP,
    'ingress.certificate', 'be in the partition aws of the stack', 'got one in aws-cn'],
  ['a certificate of another account', withCertificate(arn('acm', 'certificate/1', { account: OTHER_ACCOUNT })), SHOP,
    'ingress.certificate', 'be in the account 111122223333 of the stack', 'got one in 444455556666'],
  ['a bucket in place of a certificate', withCertificate('arn:aws:s3:::certificates'), SHOP, 'ingress.certificate',
    'be a certificate of AWS Certificate Manager or IAM', 'got "arn:aws:s3:::certificates"'],
  ['an authority in place of a certificate', withCertificate(arn('acm-pca', 'certificate-authority/1')), SHOP,
    'ingress.certificate', 'be a certificate of AWS Certificate Manager or IAM'],
  ['a name in place of the ARN of a certificate', withCertificate('shop.example.com'), SHOP, 'ingress.certificate',
    'be a certificate of AWS Certificate Manager or IAM', 'got "shop.example.com"'],
  ['a certificate that a stack of another Region makes', (c) => c.https({
    hostedZone: undefined,
    certificate: new Certificate(c.elsewhere({ region: ABROAD }), 'C', { domainName: 'shop.example.com' }),
  }), SHOP, 'ingress.certificate', 'be in eu-west-1', 'got "us-east-1"'],
  ['a certificate known later', (c) => c.https({ certificate: c.untyped() }), SHOP, 'ingress.certificate',
    'be an ICertificate', 'known at deployment only'],
  ['a zone known later', (c) => c.https({ hostedZone: c.untyped() }), SHOP, 'ingress.hostedZone', 'be an IHostedZone',
    'known at deployment only'],
  ['a zone without its name', (c) => c.https({ hostedZone: HostedZone.fromHostedZoneId(c.stack, 'Nameless', 'Z1') }),
    SHOP, 'ingress.hostedZone', 'knows its name', 'fromHostedZoneAttributes'],
  ['an address in place of a domain name', (c) => c.http({ domainName: '10.0.0.1' }), SHOP, 'ingress.domainName',
    'be a domain name', 'got "10.0.0.1"'],
  ['a domain name that ends in a number', (c) => c.http({ domainName: 'shop.123' }), SHOP, 'ingress.domainName',
    'be a domain name', 'got "shop.123"'],
  ['a domain name with a scheme', (c) => c.http({ domainName: 'https://shop.example.com' }), SHOP,
    'ingress.domainName', 'be a domain name'],
  ['a domain name with two wildcards', (c) => c.http({ domainName: '*.*.example.com', hostedZone: c.zone }), SHOP,
    'ingress.domainName', 'be a domain name', 'got "*.*.example.com"'],
  ['a label of 64 characters', (c) => c.http({ domainName: `${'a'.repeat(64)}.example.com` }), SHOP,
    'ingress.domainName', 'be a domain name'],
  // records.
  ['two primaries of one name', (c) => twice(c, DnsRouting.failoverPrimary(), DnsRouting.failoverPrimary()), SHOP,
    'ingress.domainName', 'Stack/First/LoadBalancer makes it', 'for another Region, load balancer or role'],
  ['latency beside weights', (c) => twice(c, DnsRouting.latency(), DnsRouting.weighted(1)), SHOP, 'ingress.domainName',
    'have one DNS record', 'the same kind of "routing"'],
  ['latency twice in a Region', (c) => twice(c, DnsRouting.latency(), DnsRouting.latency()), SHOP,
    'ingress.domainName', 'have one DNS record'],
  ['a weight of a record above 255', (c) => c.https({ routing: DnsRouting.weighted(256) }), SHOP,
    'ingress.routing.weight', 'from 0 to 255', 'got 256'],
  ['a weight of a record as a text', (c) => c.https({ routing: DnsRouting.weighted('10' as never) }), SHOP,
    'ingress.routing.weight', 'an integer from 0 to 255', 'got "10"'],
  ['the id of a health check in its place', (c) => c.https({
    routing: DnsRouting.latency({ healthCheck: 'hc-1' as never }),
  }), SHOP, 'ingress.routing.healthCheck', 'be an IHealthCheck', 'got a text'],
  ['a route to CloudFront by latency', (c) => c.http({
    domainName: 'shop.example.com', hostedZone: c.zone, routing: DnsRouting.latency(),
    contentDelivery: ContentDelivery.cloudFront({ certificate: certificate(c, arn('acm', 'certificate/1', {
      region: ABROAD,
    })) }),
  }), SHOP, 'ingress.routing', 'be left out for a name that leads to CloudFront'],
  // times and sizes in another unit.
  ['minutes of rest that are known later', (c) => attribute('idleTimeout', Duration.minutes(c.number()))(c), SHOP,
    'ingress.loadBalancer.attributes.idleTimeout', later('seconds'), 'got Duration.minutes'],
  ['hours of connections that are known later', (c) => attribute('clientKeepAlive', Duration.hours(c.number()))(c),
    SHOP, 'ingress.loadBalancer.attributes.clientKeepAlive', later('seconds'), 'got Duration.hours'],
  ['an idle timeout above an hour', attribute('idleTimeout', Duration.seconds(4001)), SHOP,
    'ingress.loadBalancer.attributes.idleTimeout', 'from 1 second to 4000 seconds'],
  ['connections of eight days', attribute('clientKeepAlive', Duration.days(8)), SHOP,
    'ingress.loadBalancer.attributes.clientKeepAlive', 'to 7 days', 'got 8 days'],
  ['minutes of drain that are known later',
    (c) => c.http({ target: { deregistrationDelay: Duration.minutes(c.number()) } }), SHOP,
    'ingress.target.deregistrationDelay', later('seconds')],
  ['days of stickiness that are known later',
    (c) => c.http({ target: { stickiness: Stickiness.loadBalancerCookie(Duration.days(c.number())) } }), SHOP,
    'ingress.target.stickiness.lifetime', later('seconds'), 'got Duration.days'],
  ['hours of access logs that are known later', (c) => c.http({
    loadBalancer: { accessLogs: AccessLogs.toNewBucket({ retention: Duration.hours(c.number()) }) },
  }), SHOP, 'ingress.loadBalancer.accessLogs.retention', later('days')],
  ['minutes between checks that are known later',
    (c) => c.http({ healthCheck: { interval: Duration.minutes(c.number()) } }), SHOP, 'ingress.healthCheck.interval',
    later('seconds')],
  ['minutes of sessions that are known later', (c) => oidc(c, { sessionTimeout: Duration.hours(c.number()) }), SHOP,
    'ingress.authentication.sessionTimeout', later('seconds')],
  ['days of a split that are known later', (c) => new TrafficSplit(c.stack, 'Split', {
    loadBalancer: c.sharedEdge(), paths: ['/x'], sessionDuration: Duration.days(c.number()),
  }), 'Stack/Split (TrafficSplit)', 'sessionDuration', later('seconds')],
  // health checks.
  ['a check by TCP', (c) => c.http({ healthCheck: { protocol: Protocol.TCP } }), SHOP, 'ingress.healthCheck.protocol',
    'one of HTTP, HTTPS', 'got "TCP"'],
  ['codes of gRPC for HTTP', (c) => c.http({ healthCheck: { healthyGrpcCodes: '0' } }), SHOP,
    'ingress.healthCheck.healthyGrpcCodes', 'not be given', 'use "healthyHttpCodes"'],
  ['a check that is switched off', (c) => c.http({ healthCheck: { enabled: false } }), SHOP,
    'ingress.healthCheck.enabled', 'not be false'],
  ['a path of 1,025 characters', (c) => c.http({ healthCheck: { path: `/${'a'.repeat(1024)}` } }), SHOP,
    'ingress.healthCheck.path', 'at most 1024 visible characters'],
  ['health after one check', (c) => c.http({ healthCheck: { healthyThresholdCount: 1 } }), SHOP,
    'ingress.healthCheck.healthyThresholdCount', 'from 2 to 10', 'got 1'],
  ['illness after eleven checks', (c) => c.http({ healthCheck: { unhealthyThresholdCount: 11 } }), SHOP,
    'ingress.healthCheck.unhealthyThresholdCount', 'from 2 to 10', 'got 11'],
  // firewalls and logs.
  ['a web ACL of another Region', firewall(arn('wafv2', 'regional/webacl/x/1', { region: ABROAD })), SHOP,
    'ingress.loadBalancer.firewall.webAclArn', 'be in the Region eu-west-1 of the stack', 'got one in us-east-1'],
  ['a web ACL of another account', firewall(arn('wafv2', 'regional/webacl/x/1', { account: OTHER_ACCOUNT })), SHOP,
    'ingress.loadBalancer.firewall.webAclArn', 'be in the account 111122223333 of the stack'],
  ['a rule group in place of a web ACL', firewall(arn('wafv2', 'regional/rulegroup/x/1')), SHOP,
    'ingress.loadBalancer.firewall.webAclArn', 'be the ARN of a regional web ACL'],
  ['a web ACL of the classic WAF', firewall(arn('waf-regional', 'webacl/1')), SHOP,
    'ingress.loadBalancer.firewall.webAclArn', 'be the ARN of a regional web ACL'],
  ['a log bucket of a stack in another Region',
    (c) => c.http(logTo(new Bucket(c.elsewhere({ region: ABROAD }), 'Logs', { bucketName: 'logs-abroad' }))), SHOP,
    'ingress.loadBalancer.accessLogs.bucket', 'be in the Region eu-west-1 of the stack', 'got one in us-east-1'],
  ['a log bucket known later', (c) => c.http(logTo(c.untyped())), SHOP, 'ingress.loadBalancer.accessLogs.bucket',
    'be an IBucket', 'known at deployment only'],
  // where load balancers stand.
  ['a security group of another VPC', (c) => stands({ placement: {
    securityGroups: [new SecurityGroup(c.stack, 'Group', { vpc: c.otherVpc })],
  } })(c), SHOP, 'ingress.loadBalancer.placement.securityGroups[0]', 'be a security group of Stack/Vpc',
  'got Stack/Group'],
  ['a security group twice', (c) => {
    const group = new SecurityGroup(c.stack, 'Group', { vpc: c.vpc });
    return stands({ placement: { securityGroups: [group, group] } })(c);
  }, SHOP, 'ingress.loadBalancer.placement.securityGroups[1]', 'differ from', 'got the same group'],
  ['sixteen security groups', (c) => stands({ placement: {
    securityGroups: Array.from({ length: 16 }, (_, i) => new SecurityGroup(c.stack, `Group${i}`, { vpc: c.vpc })),
  } })(c), SHOP, 'ingress.loadBalancer.placement.securityGroups', 'at most 15 groups', 'got 16'],
  ['subnets of another VPC', (c) => stands({ placement: { vpcSubnets: { subnets: c.otherVpc.publicSubnets } } })(c),
    SHOP, 'ingress.loadBalancer.placement.vpcSubnets.subnets[0]', 'be a subnet of Stack/Vpc'],
  ['one subnet', (c) => stands({ placement: { vpcSubnets: { subnets: [c.vpc.publicSubnets[0]] } } })(c), SHOP,
    'ingress.loadBalancer.placement.vpcSubnets', 'in at least 2 Availability Zones'],
  ['no subnets', stands({ placement: { vpcSubnets: { subnets: [] } } }), SHOP,
    'ingress.loadBalancer.placement.vpcSubnets', 'select at least one subnet'],
  ['private subnets for the internet', stands({ placement: { vpcSubnets: { subnetGroupName: 'Service' } } }), SHOP,
    'ingress.loadBalancer.placement.vpcSubnets', 'be public subnets', 'got Stack/Vpc/ServiceSubnet1'],
  ['subnets of a zone that the VPC lacks', stands({ placement: { vpcSubnets: {
    subnetType: SubnetType.PUBLIC, availabilityZones: ['eu-west-1z'],
  } } }), SHOP, 'ingress.loadBalancer.placement.vpcSubnets', 'select at least one subnet'],
  ['IPv6 in a VPC of IPv4', stands({ placement: { ipAddressType: IpAddressType.DUAL_STACK } }), SHOP,
    'ingress.loadBalancer.placement.ipAddressType', 'be "ipv4" in a VPC without IPv6 addresses'],
  ['a kind of addresses known later', (c) => stands({ placement: { ipAddressType: c.untyped() } })(c), SHOP,
    'ingress.loadBalancer.placement.ipAddressType', 'be known at synthesis'],
  ['a VPC of another Region', (c) => new WebLoadBalancer(c.stack, 'Edge', {
    vpc: new Vpc(c.elsewhere({ region: ABROAD }), 'Vpc', { natGateways: 1 }), protocol: ApplicationProtocol.HTTP,
  }), 'Stack/Edge (WebLoadBalancer)', 'vpc', 'be in the Region eu-west-1 of the stack', 'got one in us-east-1'],
  ['the id of a group as a peer', (c) => c.edge({ internetFacing: false, allowedPeers: ['sg-1'] as never }),
    'Stack/Edge (WebLoadBalancer)', 'allowedPeers[0]', 'be an IPeer'],
  ['a security policy of 2014', (c) => c.edge({ tls: { sslPolicy: 'ELBSecurityPolicy-2014-01' as never } }),
    'Stack/Edge (WebLoadBalancer)', 'tls.sslPolicy', 'be the name of a security policy'],
  // protocols.
  ['a trust store known later', (c) => c.https({ tls: { mutualTls: MutualTls.verify(c.untyped()) } }), SHOP,
    'ingress.tls.mutualTls.trustStore', 'be an ITrustStore', 'known at deployment only'],
  ['gRPC over plain HTTP', (c) => c.http({ target: { protocol: TargetProtocol.grpc() } }), SHOP,
    'ingress.target.protocol', 'be TargetProtocol.http1 for a listener with plain HTTP', 'got "GRPC"'],
  ['a service of gRPC as a path', (c) => c.https({ target: { protocol: TargetProtocol.grpc({ service: '/shop' }) } }),
    SHOP, 'ingress.target.protocol.service', 'be the full name of a service', 'got "/shop"'],
  ['a method of gRPC as a path',
    (c) => c.https({ target: { protocol: TargetProtocol.grpc({ healthMethod: '/a.B/C' }) } }), SHOP,
    'ingress.target.protocol.healthMethod', 'be the name of a method'],
  ['codes of HTTP for gRPC', (c) => c.https({
    target: { protocol: TargetProtocol.grpc() }, healthCheck: { healthyHttpCodes: '200' },
  }), SHOP, 'ingress.healthCheck.healthyHttpCodes', 'not be given with gRPC'],
  ['a code of gRPC above 99', (c) => c.https({
    target: { protocol: TargetProtocol.grpc() }, healthCheck: { healthyGrpcCodes: '100' },
  }), SHOP, 'ingress.healthCheck.healthyGrpcCodes', 'from 0 to 99', 'got "100"'],
  // CloudFront.
  ['a certificate of CloudFront in the Region of the load balancer', (c) => byCloudFront(c, {
    certificate: certificate(c, arn('acm', 'certificate/1')),
  }), SHOP, 'ingress.contentDelivery.certificate', 'be in us-east-1', 'got "eu-west-1"'],
  ['a web ACL of CloudFront of another account', (c) => byCloudFront(c, {
    webAclArn: arn('wafv2', 'global/webacl/x/1', { region: ABROAD, account: OTHER_ACCOUNT }),
  }), SHOP, 'ingress.contentDelivery.webAclArn', 'be in the account 111122223333 of the stack'],
  ['a regional web ACL of CloudFront', (c) => byCloudFront(c, { webAclArn: arn('wafv2', 'regional/webacl/x/1') }),
    SHOP, 'ingress.contentDelivery.webAclArn', 'be the ARN of a web ACL for CloudFront, in us-east-1'],
  ['CloudFront in AWS GovCloud', (c) => {
    const stack = c.elsewhere({ region: 'us-gov-west-1' });
    return new WebLoadBalancer(stack, 'Edge', {
      vpc: new Vpc(stack, 'Vpc', { natGateways: 1 }), protocol: ApplicationProtocol.HTTP,
      contentDelivery: ContentDelivery.cloudFront({ originPeers: [Peer.prefixList('pl-1')] }),
    });
  }, 'StackElsewhere/Edge (WebLoadBalancer)', 'contentDelivery', 'be left out where Amazon CloudFront does not exist',
  'got a stack in us-gov-west-1'],
  ['CloudFront in China', (c) => {
    const stack = c.elsewhere({ region: 'cn-north-1' });
    return new WebLoadBalancer(stack, 'Edge', {
      vpc: new Vpc(stack, 'Vpc', { natGateways: 1 }), protocol: ApplicationProtocol.HTTP,
      contentDelivery: ContentDelivery.cloudFront({ originPeers: [Peer.prefixList('pl-1')] }),
    });
  }, 'StackElsewhere/Edge (WebLoadBalancer)', 'contentDelivery', 'be left out in China', 'got a stack in cn-north-1',
  'takes no certificate of ACM there'],
  ['the name of a cache policy in its place', (c) => byCloudFront(c, { cachePolicy: 'x' as never }), SHOP,
    'ingress.contentDelivery.cachePolicy', 'be an ICachePolicy'],
  // routes.
  ['a load balancer in another VPC', (c) => c.service({
    vpc: c.otherVpc, ingress: Ingress.route(c.sharedEdge(), { paths: ['/*'] }),
  }), SHOP, 'ingress', 'in the VPC of the service', 'the service is in Stack/OtherVpc'],
  ['a load balancer of another account in a shared VPC', (c) => {
    const shared = (scope: Company['stack']) => Vpc.fromVpcAttributes(scope, 'Shared', {
      vpcId: 'vpc-1', availabilityZones: ['eu-west-1a', 'eu-west-1b'], publicSubnetIds: ['subnet-1', 'subnet-2'],
      privateSubnetIds: ['subnet-3', 'subnet-4'],
    });
    const theirs = c.elsewhere({ account: OTHER_ACCOUNT });
    const edge = c.edge({
      vpc: shared(theirs), protocol: ApplicationProtocol.HTTP, domainName: undefined, hostedZone: undefined,
    }, theirs);
    return c.service({ vpc: shared(c.stack), ingress: Ingress.route(edge, { paths: ['/*'] }) });
  }, SHOP, 'ingress.loadBalancer', 'be in the account 111122223333 of the stack', 'their VPC may be shared'],
  ['a path with a query', (c) => c.route({ paths: ['/a?b=c'] }), SHOP, 'ingress.paths[0]', 'start with "/"'],
  ['a path of 129 characters', (c) => c.route({ paths: [`/${'a'.repeat(128)}`] }), SHOP, 'ingress.paths[0]',
    'at most 128 characters'],
  ['a path with a fragment', (c) => c.route({ paths: ['/a#b'] }), SHOP, 'ingress.paths[0]', 'start with "/"'],
  ['a path in other letters', (c) => c.route({ paths: ['/ü'] }), SHOP, 'ingress.paths[0]', 'got "/ü"'],
  ['six hosts', (c) => c.route({ hosts: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}.example.com`) }), SHOP,
    'ingress.hosts', 'at most 5 values', 'got 6'],
  ['a host of two services, in other letters', (c) => {
    c.route({ hosts: ['A.example.com'] }, 'First');
    return c.route({ hosts: ['a.example.com'] });
  }, SHOP, 'ingress.hosts', 'differ from those of Stack/First'],
  ['a priority of two services', (c) => {
    c.route({ paths: ['/a'], priority: 5 }, 'First');
    return c.route({ paths: ['/b'], priority: 5 });
  }, SHOP, 'ingress.priority', 'be unique on the listener, and Stack/First has the same'],
  ['a certificate of a route in another Region', (c) => c.route({
    paths: ['/a'], certificate: certificate(c, arn('acm', 'certificate/1', { region: ABROAD })),
  }), SHOP, 'ingress.certificate', 'be in eu-west-1', 'got "us-east-1"'],
  ['a name of a route in another zone', (c) => c.route({ domainName: 'a.example.org', hostedZone: c.zone }), SHOP,
    'ingress.domainName', 'be "example.com" or a name under it'],
  ['a shared load balancer known later',
    (c) => c.service({ ingress: Ingress.route(c.untyped(), { paths: ['/a'] }) }), SHOP, 'ingress.loadBalancer',
    'be a WebLoadBalancer', 'known at deployment only'],
  // load balancers of others.
  ['an imported load balancer of another partition', (c) => existing(
    c, arn('elasticloadbalancing', ALB, { partition: 'aws-cn' }),
    arn('elasticloadbalancing', 'listener/app/shared/1/2', { partition: 'aws-cn' }),
  ), SHOP, 'ingress.loadBalancer', 'be in the partition aws of the stack'],
  ['a listener of another load balancer',
    (c) => existing(c, undefined, arn('elasticloadbalancing', 'listener/app/other/9/2')), SHOP, 'ingress.listener',
    'be a listener of Stack/Lb'],
  ['a rule in place of a listener',
    (c) => existing(c, undefined, arn('elasticloadbalancing', 'listener-rule/app/shared/1/2/3')), SHOP,
    'ingress.listener', 'be a listener of Stack/Lb'],
  ['a load balancer that a stack of another Region makes', (c) => {
    const stack = c.elsewhere({ region: ABROAD });
    const far = new ApplicationLoadBalancer(stack, 'Lb', { vpc: new Vpc(stack, 'Vpc', { natGateways: 1 }) });
    const open = far.addListener('L', { port: 80, defaultAction: ListenerAction.fixedResponse(404) });
    return c.service({ ingress: behind(far, open) });
  }, SHOP, 'ingress.loadBalancer', 'be in the Region eu-west-1 of the stack'],
  ['a Network Load Balancer', (c) => {
    const other = new NetworkLoadBalancer(c.stack, 'Nlb', { vpc: c.vpc });
    const group = new NetworkTargetGroup(c.stack, 'Group', { port: 80, vpc: c.vpc });
    const open = other.addListener('L', { port: 80, defaultTargetGroups: [group] });
    return c.service({ ingress: behind(other as never, open as never) });
  }, SHOP, 'ingress.listener', 'be an IApplicationListener'],
  ['a Network Load Balancer with a listener of another one', (c) => c.service({
    ingress: behind(new NetworkLoadBalancer(c.stack, 'Nlb', { vpc: c.vpc }) as never, listener(c)),
  }), SHOP, 'ingress.loadBalancer', 'be an Application Load Balancer', 'got Stack/Nlb'],
  ['load balancer and listener the wrong way round', (c) => c.service({
    ingress: behind(listener(c) as never, lb(c) as never),
  }), SHOP, 'ingress.listener', 'be an IApplicationListener', 'got Stack/Lb'],
  ['a name of a load balancer that does not know where its alias leads', (c) => c.service({
    ingress: behind(lb(c), listener(c), { paths: undefined, domainName: 'shop.example.com', hostedZone: c.zone }),
  }), SHOP, 'ingress.loadBalancer', 'know its "loadBalancerDnsName" and its "loadBalancerCanonicalHostedZoneId"'],
  ['a URL without a scheme', (c) => c.service({ ingress: behind(lb(c), listener(c), { url: 'shop' }) }), SHOP,
    'ingress.url', 'begin with "https://" or "http://"', 'got "shop"'],
  // splits.
  ['a target group of another VPC',
    (c) => joined(c, new ApplicationTargetGroup(c.stack, 'Group', { vpc: c.otherVpc, port: 80 })), SPLIT,
    'targetGroup', 'be in the VPC of the load balancer', 'got Stack/Group', 'the load balancer is in Stack/Vpc'],
  ['a target group that speaks gRPC', (c) => joined(c, new ApplicationTargetGroup(c.stack, 'Group', {
    vpc: c.vpc, port: 80, protocolVersion: ApplicationProtocolVersion.GRPC,
  })), SPLIT, 'targetGroup', 'have targets that speak HTTP/1.1', 'got "GRPC"'],
  ['a target group of another Region', (c) => joined(c, targetGroup(
    c, arn('elasticloadbalancing', 'targetgroup/x/1', { region: ABROAD }),
  )), SPLIT, 'targetGroup', 'be in the Region eu-west-1 of the stack', 'got one in us-east-1'],
  ['a target group of another account', (c) => joined(c, targetGroup(
    c, arn('elasticloadbalancing', 'targetgroup/x/1', { account: OTHER_ACCOUNT }),
  )), SPLIT, 'targetGroup', 'be in the account 111122223333 of the stack'],
  ['a target group that was imported twice', (c) => joined(
    c, ...['A', 'B'].map((id) => targetGroup(c, arn('elasticloadbalancing', 'targetgroup/x/1'), id)),
  ), SPLIT, 'targetGroup', 'be added once', 'got Stack/B'],
  ['a target group of a Network Load Balancer', (c) => joined(c, new NetworkTargetGroup(c.stack, 'Group', {
    vpc: c.vpc, port: 80, targetType: TargetType.IP,
  }) as never), SPLIT, 'targetGroup', 'be an IApplicationTargetGroup'],
  ['a target group known later', (c) => joined(c, c.untyped()), SPLIT, 'targetGroup', 'be an IApplicationTargetGroup',
    'known at deployment only'],
  ['a split of a load balancer that the library did not make', (c) => new TrafficSplit(c.stack, 'Split', {
    loadBalancer: lb(c) as never, paths: ['/x'],
  }), 'Stack/Split (TrafficSplit)', 'loadBalancer', 'be a WebLoadBalancer', 'TrafficSplit.existing takes'],
  ['a weight of a split as a text',
    (c) => c.service({ ingress: Ingress.weighted(splitOf(c), '1' as never) }), SHOP, 'ingress.weight', 'from 0 to 999'],
  // logging in.
  ['a user pool of another account', (c) => cognito(c, () => ({
    userPool: UserPool.fromUserPoolArn(c.stack, 'Theirs', arn('cognito-idp', 'userpool/eu-west-1_1', {
      account: OTHER_ACCOUNT,
    })),
    userPoolClient: UserPoolClient.fromUserPoolClientId(c.stack, 'TheirClient', 'x'),
    userPoolDomain: UserPoolDomain.fromDomainName(c.stack, 'TheirDomain', 'x'),
  })), SHOP, 'ingress.authentication.userPool', 'be in the account 111122223333 of the stack',
  'use Authentication.oidc'],
  ['a client of another user pool', (c) => cognito(c, (_, other) => ({
    userPoolClient: other.addClient('C', { generateSecret: true }),
  })), SHOP, 'ingress.authentication.userPoolClient', 'be of the user pool Stack/Pool', 'got one of Stack/Other'],
  ['a domain of another user pool', (c) => cognito(c, (_, other) => ({
    userPoolDomain: other.addDomain('D', { cognitoDomain: { domainPrefix: 'other' } }),
  })), SHOP, 'ingress.authentication.userPoolDomain', 'be of the user pool Stack/Pool', 'got one of Stack/Other'],
  ['a client without the authorization code grant', (c) => cognito(c, (pool) => ({
    userPoolClient: pool.addClient('C', { generateSecret: true, oAuth: { flows: { implicitCodeGrant: true } } }),
  })), SHOP, 'ingress.authentication.userPoolClient', 'allow the authorization code grant', 'got ["implicit"]'],
  ['a scope that the client does not allow', (c) => cognito(c, (pool) => ({
    scope: 'openid email', userPoolClient: pool.addClient('C', {
      generateSecret: true, oAuth: { scopes: [OAuthScope.OPENID] },
    }),
  })), SHOP, 'ingress.authentication.userPoolClient', 'allow the scopes "openid email"', 'got ["openid"]'],
  ['a client that calls back to another name', (c) => cognito(c, (pool) => ({
    userPoolClient: pool.addClient('C', {
      generateSecret: true, oAuth: { callbackUrls: ['https://tools.example.com/oauth2/idpresponse'] },
    }),
  })), SHOP, 'ingress.authentication.userPoolClient', 'call back "https://shop.example.com/oauth2/idpresponse"',
  'got ["https://tools.example.com/oauth2/idpresponse"]'],
  ['a client with the callback URL that the CDK makes up', (c) => cognito(c, (pool) => ({
    userPoolClient: pool.addClient('C', { generateSecret: true }),
  })), SHOP, 'ingress.authentication.userPoolClient', 'call back "https://shop.example.com/oauth2/idpresponse"',
  'got ["https://example.com"]'],
  ['a client secret without the field', (c) => oidc(c, {
    clientSecretField: 'clientSecret', clientSecret: new Secret(c.stack, 'S', {
      generateSecretString: { secretStringTemplate: '{"user":"x"}', generateStringKey: 'password' },
    }),
  }), SHOP, 'ingress.authentication.clientSecret', 'have the field "clientSecret"', 'got only "user", "password"'],
  ['a client secret of another Region', (c) => oidc(c, { clientSecret: Secret.fromSecretCompleteArn(
    c.stack, 'S', arn('secretsmanager', 'secret:x-abcdef', { region: ABROAD }),
  ) }), SHOP, 'ingress.authentication.clientSecret', 'be in the Region eu-west-1 of the stack'],
  // traffic for tests.
  ['a test listener that the service cannot have', (c) => c.http({}, {
    deployment: Deployment.blueGreen({ testTraffic: { listener: listener(c) } }),
  }), SHOP, 'deployment.testTraffic.listener', 'be a listener of the load balancer of the service'],
  ['a NAT gateway as an ingress', (c) => c.service({ ingress: Nat.single() as never }), SHOP, 'ingress',
    'made with a factory of Ingress', 'got an object of Nat'],
  ['an ingress known later', (c) => c.service({ ingress: c.untyped() }), SHOP, 'ingress',
    'made with a factory of Ingress', 'known at deployment only'],
];
