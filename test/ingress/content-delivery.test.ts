import { Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CachePolicy, GeoRestriction } from 'aws-cdk-lib/aws-cloudfront';
import { Peer } from 'aws-cdk-lib/aws-ec2';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ContentDelivery, Ingress, WebLoadBalancer, type CloudFrontOptions } from '../../src/ingress';
import { messagesOf, Service, setup } from './support';
import { only } from '../support/templates';

const EDGE_CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/edge';

function withDomain(options: CloudFrontOptions = {}) {
  const given = setup({ env: { account: '123456789012', region: 'eu-west-1' } });
  const certificate = Certificate.fromCertificateArn(given.stack, 'Edge', EDGE_CERTIFICATE);
  const { bound } = new Service(given.stack, 'Shop', {
    vpc: given.vpc,
    ingress: Ingress.https({
      domainName: 'shop.example.com', hostedZone: given.hostedZone,
      contentDelivery: ContentDelivery.cloudFront({ certificate, ...options }),
    }),
  });
  return { template: Template.fromStack(given.stack), bound: bound!, ...given };
}

// CloudFront answers each update of an origin that is in use with a conflict.
describe('what CloudFront connects to', () => {
  const originsOf = (port: number, tag?: string) => {
    const { app, stack, vpc } = setup();
    new WebLoadBalancer(stack, 'Edge', {
      vpc, port, protocol: ApplicationProtocol.HTTP, contentDelivery: ContentDelivery.cloudFront(),
    });
    if (tag) Tags.of(app).add('team', tag);
    return Template.fromStack(stack).findResources('AWS::CloudFront::VpcOrigin');
  };

  test('is not touched by a tag of the whole app', () => {
    expect(originsOf(80, 'shop')).toEqual(originsOf(80));
  });

  test('is another one, under another name, for another port', () => {
    const [[id, first], [otherId, other]] = [80, 8080].map((port) => Object.entries(originsOf(port))[0]);

    expect(otherId).not.toBe(id);
    expect(other.Properties.VpcOriginEndpointConfig).toMatchObject({ HTTPPort: 8080 });
    expect(other.Properties.VpcOriginEndpointConfig.Name).not.toBe(first.Properties.VpcOriginEndpointConfig.Name);
  });
});

// R-LB-6
describe('CloudFront in front', () => {
  const { template, bound } = withDomain();
  const config = only(template, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;

  test('leaves the load balancer without public addresses', () => {
    expect(only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties.Scheme).toBe('internal');
    expect(JSON.stringify(template.findResources('AWS::EC2::SecurityGroup'))).not.toContain('0.0.0.0/0');
  });

  test('reaches it through a VPC origin over TLS 1.2', () => {
    expect(only(template, 'AWS::CloudFront::VpcOrigin').Properties.VpcOriginEndpointConfig).toMatchObject({
      Arn: { Ref: expect.stringMatching(/^ShopLoadBalancer/) }, HTTPSPort: 443, OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    });
    expect(config.Origins[0].VpcOriginConfig)
      .toMatchObject({ VpcOriginId: { 'Fn::GetAtt': [expect.any(String), 'Id'] }, OriginReadTimeout: 60 });
  });

  test('lets the VPC in on the one port of the load balancer, and redirects no port 80', () => {
    const group = Object.values(template.findResources('AWS::EC2::SecurityGroup'))
      .find(({ Properties }) => /Entrance/.test(Properties.GroupDescription))!;

    expect(group.Properties.SecurityGroupIngress)
      .toEqual([expect.objectContaining({ CidrIp: '10.0.0.0/16', FromPort: 443 })]);
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 1);
  });

  test('redirects viewers to HTTPS, with TLS 1.2 or newer and HTTP/2 or HTTP/3', () => {
    expect(config).toMatchObject({
      Aliases: ['shop.example.com'],
      HttpVersion: 'http2and3',
      ViewerCertificate: {
        AcmCertificateArn: EDGE_CERTIFICATE, MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only',
      },
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' },
    });
  });

  test('caches nothing, forwards everything with the Host header, and adds security headers', () => {
    expect(config.DefaultCacheBehavior).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: '33f36d7e-f396-46d9-90e0-52428a34d9dc',
      ResponseHeadersPolicyId: '67f7725c-6f97-4210-82d7-5512b31e9d03',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    });
  });

  test('writes a log', () => {
    expect(config.Logging.Bucket)
      .toEqual({ 'Fn::GetAtt': [expect.stringMatching(/ContentDeliveryLogs/), 'RegionalDomainName'] });
    template.hasResourceProperties('AWS::S3::Bucket', {
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
    });
  });

  test('is where the name leads to, over IPv4 and IPv6', () => {
    const records = Object.values(template.findResources('AWS::Route53::RecordSet'));

    expect(records.map(({ Properties }) => Properties.Type)).toEqual(['A', 'AAAA']);
    for (const { Properties } of records) {
      expect(Properties.AliasTarget.DNSName)
        .toEqual({ 'Fn::GetAtt': [expect.stringMatching(/Distribution/), 'DomainName'] });
    }
    expect(bound.url).toBe('https://shop.example.com');
  });

  test('the firewall counts requests of the viewer, not of CloudFront', () => {
    expect(only(template, 'AWS::WAFv2::WebACL').Properties.Rules[0].Statement.RateBasedStatement).toMatchObject({
      AggregateKeyType: 'FORWARDED_IP',
      ForwardedIPConfig: { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'NO_MATCH' },
    });
  });
});

describe('settings of CloudFront', () => {
  test('caching, countries and web ACL', () => {
    const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/1';
    const { template } = withDomain({
      cachePolicy: CachePolicy.CACHING_OPTIMIZED, geoRestriction: GeoRestriction.allowlist('DE'), webAclArn,
    });

    template.hasResourceProperties('AWS::CloudFront::Distribution', { DistributionConfig: {
      WebACLId: webAclArn, DefaultCacheBehavior: { CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' },
      Restrictions: { GeoRestriction: { Locations: ['DE'], RestrictionType: 'whitelist' } },
    } });
  });

  // R-NET-4
  test('named peers in place of the VPC', () => {
    const { template } = withDomain({ originPeers: [Peer.prefixList('pl-1')] });

    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourcePrefixListId: 'pl-1', FromPort: 443 });
    expect(JSON.stringify(template.findResources('AWS::EC2::SecurityGroup'))).not.toContain('10.0.0.0/16');
  });

  test('in us-east-1 the certificate of the load balancer serves viewers too', () => {
    const { stack, vpc, hostedZone } = setup({ env: { account: '123456789012', region: 'us-east-1' } });
    new WebLoadBalancer(stack, 'Edge', {
      vpc, hostedZone, domainName: 'shop.example.com', contentDelivery: ContentDelivery.cloudFront(),
    });
    const template = Template.fromStack(stack);
    const certificate = Object.keys(template.findResources('AWS::CertificateManager::Certificate'))[0];

    expect(
      only(template, 'AWS::CloudFront::Distribution').Properties.DistributionConfig.ViewerCertificate.AcmCertificateArn,
    )
      .toEqual(
        { Ref: certificate },
      );
  });
});

describe('CloudFront without a domain name', () => {
  const { stack, vpc } = setup();
  const { bound } = new Service(stack, 'Shop', {
    vpc, ingress: Ingress.http({ contentDelivery: ContentDelivery.cloudFront() }),
  });
  const template = Template.fromStack(stack);

  // R-LB-2
  test('gives HTTPS to users who have no domain, and HTTP only inside the VPC', () => {
    expect(stack.resolve(bound!.url))
      .toEqual({
        'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.stringMatching(/Distribution/), 'DomainName'] }]],
      });
    template.hasResourceProperties('AWS::CloudFront::VpcOrigin', {
      VpcOriginEndpointConfig: { HTTPPort: 80, OriginProtocolPolicy: 'http-only' },
    });
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' } },
    });
  });

  test('shared by services, forwards to one port only', () => {
    const given = setup();
    const edge = new WebLoadBalancer(given.stack, 'Edge', {
      vpc: given.vpc, hostedZone: given.hostedZone, domainName: '*.example.com',
      contentDelivery: ContentDelivery.cloudFront({
        certificate: Certificate.fromCertificateArn(given.stack, 'C', EDGE_CERTIFICATE),
      }),
    });
    const ingress = Ingress.route(edge, { domainName: 'shop.example.com', hostedZone: given.hostedZone });

    expect(new Service(given.stack, 'Shop', { vpc: given.vpc, ingress }).bound!.url).toBe('https://shop.example.com');
    expect(messagesOf(Ingress.route(edge, { port: 5001 }), given.stack, given.vpc))
      .toEqual(['"ingress.port" must be 443, got 5001: CloudFront forwards to one port of the load balancer']);
    for (const record of Object.values(Template.fromStack(given.stack).findResources('AWS::Route53::RecordSet'))) {
      expect(JSON.stringify(record.Properties.AliasTarget)).toContain('Distribution');
    }
  });

  // R-LB-6; CloudFront refuses requests to names that the distribution does not have.
  test.each([
    ['*.example.com', 'shop.example.com', []],
    ['shop.example.com', 'SHOP.example.com', []],
    [
      '*.example.com', 'a.shop.example.com',
      [expect.stringContaining('"ingress.domainName" must be covered by "*.example.com", got "a.shop.example.com"')],
    ],
    [
      'shop.example.com', 'orders.example.com',
      [expect.stringContaining('"ingress.domainName" must be "shop.example.com", got "orders.example.com"')],
    ],
  ])('for %s, takes a service at %s only if that is a name of its own', (domainName, name, messages) => {
    const { stack, vpc, hostedZone } = setup();
    const certificate = Certificate.fromCertificateArn(stack, 'C', EDGE_CERTIFICATE);
    const edge = new WebLoadBalancer(stack, 'Edge', {
      vpc, hostedZone, domainName, contentDelivery: ContentDelivery.cloudFront({ certificate }),
    });

    expect(messagesOf(Ingress.route(edge, { domainName: name, hostedZone }), stack, vpc)).toEqual(messages);
  });

  test('has no name for a service where it has none itself', () => {
    const { stack, vpc, hostedZone } = setup();
    const edge = new WebLoadBalancer(stack, 'Edge', {
      vpc, protocol: ApplicationProtocol.HTTP, contentDelivery: ContentDelivery.cloudFront(),
    });

    expect(messagesOf(Ingress.route(edge, { domainName: 'shop.example.com', hostedZone }), stack, vpc)).toEqual([
      '"ingress.domainName" must be left out, got "shop.example.com": CloudFront in front of Stack/Edge answers only '
      + 'to the "domainName" of the load balancer',
    ]);
  });
});
