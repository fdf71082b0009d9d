import { Duration, Stack } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods, CachePolicy, Distribution, HttpVersion, OriginRequestPolicy, ResponseHeadersPolicy,
  SecurityPolicyProtocol, ViewerProtocolPolicy, type GeoRestriction, type ICachePolicy, type IResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { VpcOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IPeer } from 'aws-cdk-lib/aws-ec2';
import { ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import {
  contradiction, groupPlaceProblems, guardFactories, inWords, isKnown, partitionOf, placeProblems, type Problem,
  relation, stageProblems, text, whereaboutsOfArn,
} from '../core';
import { namesOf } from './certificate-names';
import { covers } from './domain';
import { entriesOf, listProblems } from './lists';
import { createLogBucket } from './log-bucket';
import type { PropNames } from './prop-names';
import { certificateRegionProblems } from './tls';
import { createVpcOrigin, type OriginAddress } from './vpc-origin';

const FIRST_FREE_PORT = 1024;

/** How CloudFront stands in front of a load balancer. */
export interface CloudFrontOptions {
  /**
   * Certificate for the domain name, in us-east-1; rejected if it is known to be elsewhere.
   *
   * @default - in us-east-1 the certificate of the load balancer; in other Regions it is required with a domain name.
   *   Without a domain name CloudFront uses its own name and certificate
   */
  readonly certificate?: ICertificate;

  /**
   * What is kept at the edge, and for how long.
   *
   * @default CachePolicy.CACHING_DISABLED - nothing, because CloudFront would also keep answers to authenticated
   *   requests
   */
  readonly cachePolicy?: ICachePolicy;

  /**
   * Headers that are added to each answer.
   *
   * @default ResponseHeadersPolicy.SECURITY_HEADERS - with these, browsers protect their users
   */
  readonly responseHeadersPolicy?: IResponseHeadersPolicy;

  /**
   * Countries whose requests are served.
   *
   * @default - all
   */
  readonly geoRestriction?: GeoRestriction;

  /**
   * ARN of a web ACL for CloudFront (scope CLOUDFRONT, in us-east-1). A regional web ACL is an error.
   *
   * @default - none: only the firewall of the load balancer checks requests
   */
  readonly webAclArn?: string;

  /**
   * Who may connect to the load balancer. CloudFront connects from network interfaces inside the VPC, so the default
   * admits the whole VPC. To admit less, give `ec2.Peer.prefixList` with the id of
   * `com.amazonaws.global.cloudfront.origin-facing` in your Region, or the security group
   * `CloudFront-VPCOrigins-Service-SG` once it exists.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
   * @default - the addresses of the VPC
   */
  readonly originPeers?: IPeer[];
}

const EDGE_REGION = 'us-east-1';
/**
 * Equal to the default idle timeout of the load balancer, so that CloudFront does not give up earlier. AWS allows more
 * than 60 seconds only after a quota increase.
 */
const RESPONSE_TIMEOUT = Duration.seconds(60);

/**
 * A content delivery network in front of a load balancer. The load balancer then has private addresses only, so
 * requests from the internet cannot go around the network.
 *
 * @example
 * new WebLoadBalancer(this, 'Edge', {
 *   vpc,
 *   protocol: elbv2.ApplicationProtocol.HTTP,
 *   contentDelivery: ContentDelivery.cloudFront(),
 * });
 */
export class ContentDelivery {
  /**
   * Amazon CloudFront, connected through a VPC origin.
   *
   * Viewers are redirected to HTTPS with TLS 1.2 or newer, over HTTP/2 or HTTP/3. AWS requires an internet gateway in
   * the VPC, although no traffic passes it.
   *
   * @param options certificate, caching, restrictions
   */
  public static cloudFront(options?: CloudFrontOptions): ContentDelivery {
    return new ContentDelivery(cloudFront(options ?? {}));
  }

  private constructor(/** @internal */ public readonly _variant: ContentDeliveryVariant) {}
}

guardFactories(ContentDelivery);

/** What content deliveries differ in. */
export interface ContentDeliveryVariant {
  /** Who may connect to the load balancer; nothing for the whole VPC. */
  readonly originPeers?: IPeer[];
  /** @param at names the props of the load balancer */
  problems(at: PropNames, scope: Construct, origin: OriginSpec): Problem[];
  bind(scope: Construct, origin: Origin): Distribution;
}

/** What the options of a load balancer say about it. */
export interface OriginSpec {
  readonly isHttps: boolean;
  readonly domainName?: string;
  /** What was asked for. */
  readonly givenPort?: number;
}

/** The load balancer behind a content delivery. */
export interface Origin extends OriginSpec, OriginAddress {
  readonly certificate?: ICertificate;
}

function cloudFront(options: CloudFrontOptions): ContentDeliveryVariant {
  return {
    originPeers: options.originPeers,
    problems: (at, scope, origin) => [
      ...partitionProblems(at('contentDelivery'), Stack.of(scope).region),
      ...certificateRegionProblems(
        at('contentDelivery.certificate'), options.certificate, EDGE_REGION,
        'CloudFront takes certificates from there only',
      ),
      ...stageProblems(
        scope, at('contentDelivery.certificate'), whereaboutsOfArn(options.certificate?.certificateArn).made,
      ),
      ...text(
        at('contentDelivery.webAclArn'), options.webAclArn,
        /arn:[a-z-]+:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+/,
        'be the ARN of a web ACL for CloudFront, in us-east-1',
      ),
      ...placeProblems(scope, {
        prop: at('contentDelivery.webAclArn'), is: { account: whereaboutsOfArn(options.webAclArn).account },
        sameAccount: true, advice: 'a web ACL protects distributions of its own account',
      }),
      ...policyPlaceProblems(scope, at('contentDelivery.cachePolicy'), options.cachePolicy?.cachePolicyId),
      ...policyPlaceProblems(
        scope, at('contentDelivery.responseHeadersPolicy'), options.responseHeadersPolicy?.responseHeadersPolicyId,
      ),
      ...listProblems(
        at('contentDelivery.originPeers'), options.originPeers, 'name at least one peer',
        'CloudFront could not connect',
      ),
      ...groupPlaceProblems(scope, at('contentDelivery.originPeers'), entriesOf(options.originPeers)),
      ...domainNameProblems(at, Stack.of(scope).region, options, origin),
      ...originPortProblems(at('port'), origin.givenPort),
    ],
    bind: (scope, origin) => createDistribution(scope, options, origin),
  };
}

/**
 * Where CloudFront is. That of China takes no certificate of ACM, and answers under names of yours only.
 *
 * @see https://docs.amazonaws.cn/en_us/aws/latest/userguide/cloudfront.html
 */
function partitionProblems(prop: string, region: string): Problem[] {
  const partition = partitionOf(region);
  const isChina = partition === 'aws-cn';
  return contradiction(partition !== undefined && partition !== 'aws', {
    prop, got: inWords(`a stack in ${region}`),
    must: isChina ? 'be left out in China' : 'be left out where Amazon CloudFront does not exist',
    advice: isChina
      ? 'Amazon CloudFront takes no certificate of ACM there, and answers under no name of its own: viewers reach the '
      + 'load balancer itself'
      : 'viewers reach the load balancer itself there',
  });
}

/** A policy serves the distributions of its own account, in all Regions. */
function policyPlaceProblems(scope: IConstruct, prop: string, id: string | undefined): Problem[] {
  const { account, made } = whereaboutsOfArn(id);
  return placeProblems(scope, {
    prop, is: { account, made }, sameAccount: true, advice: 'a policy is of use to distributions of its own account',
  });
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginEndpointConfig.html */
function originPortProblems(prop: string, port: number | undefined): Problem[] {
  const problem = { prop, must: 'be 80, 443, or 1024 to 65535 with "contentDelivery"', got: port };
  return relation({ ...problem, advice: 'CloudFront connects to no other port' }, [port], () =>
    port === undefined || [80, 443].includes(port) || port >= FIRST_FREE_PORT);
}

function domainNameProblems(
  at: PropNames, region: string, options: CloudFrontOptions, { isHttps, domainName }: OriginSpec,
): Problem[] {
  const sharesCertificate = isHttps && isKnown(region) && region === EDGE_REGION;
  const names = options.certificate && namesOf(options.certificate);
  return [
    ...contradiction(isHttps && domainName === undefined, {
      prop: at('domainName'), must: 'be given with "contentDelivery"', got: undefined,
      advice: 'CloudFront checks that the certificate of the load balancer is for the name that users ask for',
    }),
    ...contradiction(domainName !== undefined && options.certificate === undefined && !sharesCertificate, {
      prop: at('contentDelivery.certificate'), must: `be given, and be in ${EDGE_REGION}`, got: undefined,
      advice: 'CloudFront takes certificates from there only, whatever the Region of the load balancer',
    }),
    ...relation({
      prop: at('contentDelivery.certificate'), must: `be for "${domainName}"`, got: names,
      advice: 'CloudFront refuses a name that its certificate is not for',
    }, [names, domainName], () => names!.some((name) => covers(name, domainName!))),
  ];
}

function createDistribution(scope: Construct, options: CloudFrontOptions, origin: Origin): Distribution {
  const inner = new Construct(scope, 'ContentDelivery');
  const certificate = origin.domainName === undefined ? undefined : options.certificate ?? origin.certificate;
  return new Distribution(inner, 'Distribution', {
    domainNames: origin.domainName === undefined ? undefined : [origin.domainName],
    certificate,
    minimumProtocolVersion: certificate && SecurityPolicyProtocol.TLS_V1_2_2021,
    httpVersion: HttpVersion.HTTP2_AND_3,
    webAclId: options.webAclArn,
    geoRestriction: options.geoRestriction,
    enableLogging: true,
    // CloudFront needs this ownership, because it writes its log through an access control list.
    logBucket: createLogBucket(inner, 'Logs', { objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED }),
    defaultBehavior: {
      origin: VpcOrigin.withVpcOrigin(createVpcOrigin(inner, origin), { readTimeout: RESPONSE_TIMEOUT }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: options.cachePolicy ?? CachePolicy.CACHING_DISABLED,
      // includes the Host header: rules by host and the check of the certificate need it.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_AND_CLOUDFRONT_2022,
      responseHeadersPolicy: options.responseHeadersPolicy ?? ResponseHeadersPolicy.SECURITY_HEADERS,
    },
  });
}
