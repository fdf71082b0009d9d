import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Peer, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationProtocol, SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks,
} from 'cdk-nag';
import { Profile } from '../../src/core';
import { AccessLogs, Firewall, WebLoadBalancer, type WebLoadBalancerProps } from '../../src/ingress';
import { attributesOf, setup } from './support';
import { only } from '../support/templates';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/1';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

function templateOf(props: Partial<WebLoadBalancerProps> = {}, profile?: Profile): Template {
  const { stack, vpc } = setup({ profile });
  new WebLoadBalancer(stack, 'Edge', {
    vpc, certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE), ...props,
  });
  return Template.fromStack(stack);
}

function plainTemplateOf(props: Partial<WebLoadBalancerProps> = {}, profile?: Profile): Template {
  return templateOf({ certificate: undefined, protocol: ApplicationProtocol.HTTP, ...props }, profile);
}

describe('a load balancer by default', () => {
  const template = templateOf();

  // R-NET-3
  test('faces the internet from public subnets, one a zone', () => {
    const { Properties } = only(template, LOAD_BALANCER);

    expect(Properties.Scheme).toBe('internet-facing');
    expect(JSON.stringify(Properties.Subnets)).toMatch(/PublicSubnet1.*PublicSubnet2/);
    expect(Properties.Subnets).toHaveLength(2);
  });

  // R-LB-1, R-LB-5, R-LB-6
  test('is hardened, protected and logged', () => {
    expect(attributesOf(template, 'LoadBalancer')).toEqual({
      'deletion_protection.enabled': 'true',
      'load_balancing.cross_zone.enabled': 'true',
      'routing.http2.enabled': 'true',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'defensive',
      'idle_timeout.timeout_seconds': '60',
      'client_keep_alive.seconds': '3600',
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': { Ref: expect.any(String) },
    });
  });

  // R-LB-2
  test('speaks TLS 1.2 and 1.3 with post-quantum key exchange on port 443, and answers 404 by itself', () => {
    template.hasResourceProperties(LISTENER, {
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-PQ-2025-09',
      Certificates: [{ CertificateArn: CERTIFICATE }],
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    });
  });

  // a load balancer that served plain HTTP has its listener on port 80 until CloudFormation has moved it.
  test('redirects only when the listener is on its own port', () => {
    const listeners = Object.entries(templateOf().findResources(LISTENER));
    const [main] = listeners.find(([, { Properties }]) => Properties.Port === 443)!;
    const [, redirect] = listeners.find(([, { Properties }]) => Properties.Port === 80)!;

    expect(redirect.DependsOn).toContain(main);
  });

  // R-LB-2
  test('redirects port 80 to HTTPS for good', () => {
    template.hasResourceProperties(LISTENER, {
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [
        { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
      ],
    });
  });

  // R-NET-4
  test('lets clients in on its two ports and nothing out', () => {
    const { Properties } = only(template, 'AWS::EC2::SecurityGroup');

    expect(Properties.SecurityGroupIngress).toEqual([443, 80].map((port) => ({
      CidrIp: '0.0.0.0/0', FromPort: port, ToPort: port, IpProtocol: 'tcp', Description: 'Clients of the load balancer',
    })));
    expect(Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '127.0.0.1/32' })]);
  });

  test('has no physical name', () => {
    expect(only(template, LOAD_BALANCER).Properties).not.toHaveProperty('Name');
  });

  // R-DEL-3
  test('writes no outputs by itself', () => {
    expect(template.findOutputs('*')).toEqual({});
  });
});

describe('profiles', () => {
  // R-DEL-1
  test.each([
    [Profile.DEVELOPMENT, 'false', 2, 0],
    [Profile.STAGING, 'false', 2, 0],
    [Profile.PRODUCTION, 'true', 2, 1],
    [Profile.REGULATED, 'true', 1, 1],
  ])(
    '$name decides on deletion protection, the redirect and the firewall',
    (profile, protection, listeners, firewalls) => {
      const template = templateOf({}, profile);

      expect(attributesOf(template, 'LoadBalancer')['deletion_protection.enabled']).toBe(protection);
      template.resourceCountIs(LISTENER, listeners);
      template.resourceCountIs('AWS::WAFv2::WebACL', firewalls);
    },
  );

  // R-DEL-1
  test('explicit settings win', () => {
    const template = templateOf(
      {
        attributes: { deletionProtection: true },
        tls: { redirectHttp: false },
        firewall: Firewall.managed(),
      }, Profile.DEVELOPMENT,
    );

    expect(attributesOf(template, 'LoadBalancer')['deletion_protection.enabled']).toBe('true');
    template.resourceCountIs(LISTENER, 1);
    template.resourceCountIs('AWS::WAFv2::WebACL', 1);
  });

  test('without port 80 its rule goes too', () => {
    const { Properties } = only(templateOf({ tls: { redirectHttp: false } }), 'AWS::EC2::SecurityGroup');

    expect(Properties.SecurityGroupIngress.map((rule: { FromPort: number }) => rule.FromPort)).toEqual([443]);
  });
});

describe('settings', () => {
  test('timeouts', () => {
    const attributes = attributesOf(
      templateOf({
        attributes: { idleTimeout: Duration.minutes(5), clientKeepAlive: Duration.minutes(1) },
      }), 'LoadBalancer',
    );

    expect(attributes['idle_timeout.timeout_seconds']).toBe('300');
    expect(attributes['client_keep_alive.seconds']).toBe('60');
  });

  test('TLS policy', () => {
    templateOf({ tls: { sslPolicy: SslPolicy.TLS13_13 } })
      .hasResourceProperties(LISTENER, { Port: 443, SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' });
  });

  test('another port, which the redirect knows', () => {
    const template = templateOf({ port: 8443 });

    template.hasResourceProperties(LISTENER, { Port: 8443, Protocol: 'HTTPS' });
    template.hasResourceProperties(LISTENER, { Port: 80, DefaultActions: [{ RedirectConfig: { Port: '8443' } }] });
  });

  // R-NET-4, R-NET-5
  test('allowed networks replace the internet', () => {
    const { Properties } = only(
      templateOf({ allowedCidrs: ['203.0.113.0/24', '198.51.100.7/32'], tls: { redirectHttp: false } }),
      'AWS::EC2::SecurityGroup',
    );

    expect(Properties.SecurityGroupIngress.map((rule: { CidrIp: string }) => rule.CidrIp))
      .toEqual(['203.0.113.0/24', '198.51.100.7/32']);
  });

  test('allowed peers replace the internet', () => {
    const template = templateOf({ allowedPeers: [Peer.prefixList('pl-1')], tls: { redirectHttp: false } });

    expect(only(template, 'AWS::EC2::SecurityGroupIngress').Properties)
      .toMatchObject({ SourcePrefixListId: 'pl-1', FromPort: 443 });
    expect(only(template, 'AWS::EC2::SecurityGroup').Properties).not.toHaveProperty('SecurityGroupIngress');
  });

  // R-LB-2
  test('plain HTTP by name: port 80 serves, and there is neither certificate nor redirect', () => {
    const { Properties } = only(plainTemplateOf(), LISTENER);

    expect(Properties).toMatchObject({ Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'fixed-response' }] });
    expect(Properties).not.toHaveProperty('Certificates');
    expect(Properties).not.toHaveProperty('SslPolicy');
  });
});

describe('an internal load balancer', () => {
  const template = templateOf({ internetFacing: false });

  // R-NET-3
  test('stands in private subnets', () => {
    const { Properties } = only(template, LOAD_BALANCER);

    expect(Properties.Scheme).toBe('internal');
    expect(JSON.stringify(Properties.Subnets)).toMatch(/PrivateSubnet1.*PrivateSubnet2/);
  });

  // R-NET-4
  test('lets the addresses of the VPC in, as a literal that rule packs can judge', () => {
    const { Properties } = only(template, 'AWS::EC2::SecurityGroup');

    expect(Properties.SecurityGroupIngress[0]).toMatchObject({ CidrIp: '10.0.0.0/16', FromPort: 443 });
  });

  test('has no firewall of its own accord', () => {
    template.resourceCountIs('AWS::WAFv2::WebACL', 0);
  });

  // R-NET-2
  test('stands in isolated subnets where there are no others', () => {
    const app = new App();
    const vpc = new Vpc(new Stack(app, 'Network'), 'Vpc', {
      natGateways: 0,
      subnetConfiguration: [
        { name: 'Work', subnetType: SubnetType.PRIVATE_ISOLATED },
        { name: 'Data', subnetType: SubnetType.PRIVATE_ISOLATED },
      ],
    });
    const stack = new Stack(app, 'Stack');
    new WebLoadBalancer(stack, 'Edge', { vpc, internetFacing: false, protocol: ApplicationProtocol.HTTP });
    const { Properties } = only(Template.fromStack(stack), LOAD_BALANCER);

    expect(JSON.stringify(Properties.Subnets)).toMatch(/WorkSubnet1.*WorkSubnet2/);
    expect(Properties.Subnets).toHaveLength(2);
  });

  test('of an imported VPC lets its known addresses in', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', vpcCidrBlock: '172.16.0.0/16', availabilityZones: ['a', 'b'], privateSubnetIds: ['s-1', 's-2'],
      privateSubnetRouteTableIds: ['r-1', 'r-2'],
    });
    new WebLoadBalancer(stack, 'Edge', { vpc, internetFacing: false, protocol: ApplicationProtocol.HTTP });

    expect(only(Template.fromStack(stack), 'AWS::EC2::SecurityGroup').Properties.SecurityGroupIngress[0].CidrIp).toBe(
      '172.16.0.0/16',
    );
  });
});

describe('a domain name', () => {
  const { stack, vpc, hostedZone } = setup();
  const edge = new WebLoadBalancer(stack, 'Edge', { vpc, domainName: 'shop.example.com', hostedZone });
  const template = Template.fromStack(stack);

  // R-LB-2
  test('gets a certificate that is proved through the zone', () => {
    template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'shop.example.com', ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'shop.example.com', HostedZoneId: 'Z1' }],
    });
  });

  // R-LB-6
  test('gets a record that follows the load balancer', () => {
    template.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'shop.example.com.', Type: 'A', HostedZoneId: 'Z1',
      AliasTarget: { HostedZoneId: { 'Fn::GetAtt': [Match.anyValue(), 'CanonicalHostedZoneID'] } },
    });
  });

  test('is the URL', () => {
    expect(edge.url).toBe('https://shop.example.com');
  });

  test('with a certificate of yours needs no zone, and then gets no record', () => {
    const withoutZone = templateOf({ domainName: 'shop.example.org' });

    withoutZone.resourceCountIs('AWS::Route53::RecordSet', 0);
    withoutZone.resourceCountIs('AWS::CertificateManager::Certificate', 0);
  });

  test('with a wildcard is no URL, so the name that AWS gives is', () => {
    const other = setup();
    const wildcard = new WebLoadBalancer(other.stack, 'Edge', {
      vpc: other.vpc, domainName: '*.example.com', hostedZone: other.hostedZone,
    });

    expect(other.stack.resolve(wildcard.url))
      .toEqual({ 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.any(String), 'DNSName'] }]] });
  });

  test('with another port than usual says so in the URL', () => {
    const other = setup();

    expect(new WebLoadBalancer(other.stack, 'Edge', { ...other, domainName: 'shop.example.com', port: 8443 }).url).toBe(
      'https://shop.example.com:8443',
    );
  });
});

// R-DEL-3
describe('outputs', () => {
  test('have stable names with the prefix', () => {
    const { stack, vpc } = setup();
    new WebLoadBalancer(stack, 'Edge', { vpc, protocol: ApplicationProtocol.HTTP }).exportOutputs('Web');

    expect(Object.keys(Template.fromStack(stack).findOutputs('*')).sort())
      .toEqual(['WebDnsName', 'WebListenerArn', 'WebLoadBalancerArn', 'WebSecurityGroupId', 'WebUrl']);
  });

  test('start with the id of the construct without a prefix', () => {
    const { stack, vpc } = setup();
    new WebLoadBalancer(stack, 'Edge', { vpc, protocol: ApplicationProtocol.HTTP }).exportOutputs();

    expect(Template.fromStack(stack).findOutputs('EdgeDnsName')).toHaveProperty('EdgeDnsName');
  });
});

describe('synthesis', () => {
  test('two load balancers fit into one stack', () => {
    const { stack, vpc } = setup();
    for (const id of ['Blue', 'Green']) new WebLoadBalancer(stack, id, { vpc, protocol: ApplicationProtocol.HTTP });

    Template.fromStack(stack).resourceCountIs(LOAD_BALANCER, 2);
  });

  test('is the same twice', () => {
    expect(templateOf().toJSON()).toEqual(templateOf().toJSON());
  });

  // R-LB-6
  test.each([
    ['environment-agnostic', undefined],
    ['with a known environment', { account: '123456789012', region: 'eu-west-1' }],
  ])('writes access logs in a stack %s', (_, env) => {
    const { stack, vpc } = setup({ env });
    new WebLoadBalancer(stack, 'Edge', { vpc, protocol: ApplicationProtocol.HTTP });

    expect(attributesOf(Template.fromStack(stack), 'LoadBalancer')['access_logs.s3.enabled']).toBe('true');
  });
});

// R-SEC-1
describe('rule packs', () => {
  const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks };

  function findings(props: Partial<WebLoadBalancerProps>, profile: Profile): string[] {
    const { app, stack, vpc } = setup({ profile });
    new WebLoadBalancer(stack, 'Edge', {
      vpc, certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE), ...props,
    });
    app.synth();
    const violations = Object.values(PACKS).flatMap((Pack) => new Pack(app).validateScope(stack).violations);
    return [...new Set(violations.map((violation) => violation.ruleName))].sort();
  }

  test('find in production only what cannot be otherwise', () => {
    expect(findings({}, Profile.PRODUCTION)).toEqual([
      'HIPAA.Security-CloudWatchLogGroupEncrypted', 'HIPAA.Security-ELBv2ACMCertificateRequired',
      'HIPAA.Security-S3BucketReplicationEnabled',
      'NIST.800.53.R4-CloudWatchLogGroupEncrypted', 'NIST.800.53.R4-S3BucketDefaultLockEnabled',
      'NIST.800.53.R4-S3BucketReplicationEnabled',
      'NIST.800.53.R5-CloudWatchLogGroupEncrypted', 'NIST.800.53.R5-ELBv2ACMCertificateRequired',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'PCI.DSS.321-CloudWatchLogGroupEncrypted', 'PCI.DSS.321-ELBv2ACMCertificateRequired',
      'PCI.DSS.321-S3BucketReplicationEnabled',
    ]);
  });

  test('find under the regulated profile only what the user has to add', () => {
    expect(findings({}, Profile.REGULATED)).toEqual([
      'HIPAA.Security-S3BucketReplicationEnabled', 'NIST.800.53.R4-S3BucketDefaultLockEnabled',
      'NIST.800.53.R4-S3BucketReplicationEnabled',
      'NIST.800.53.R5-S3BucketReplicationEnabled', 'PCI.DSS.321-S3BucketReplicationEnabled',
    ]);
  });

  test('the public rule is acknowledged on the security group that has it, and nowhere else', () => {
    const acknowledged = (props: Partial<WebLoadBalancerProps>) => {
      const { app, stack, vpc } = setup();
      const edge = new WebLoadBalancer(stack, 'Edge', {
        vpc, certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE),
        accessLogs: AccessLogs.none(), ...props,
      });
      app.synth();
      return edge.node.findAll().filter((node) => JSON.stringify(node.node.metadata).includes('EC23')).map(
        (node) => node.node.path,
      );
    };

    expect(acknowledged({})).toEqual(['Stack/Edge/SecurityGroup']);
    expect(acknowledged({ allowedCidrs: ['203.0.113.0/24'] })).toEqual([]);
    expect(acknowledged({ internetFacing: false })).toEqual([]);
  });
});
