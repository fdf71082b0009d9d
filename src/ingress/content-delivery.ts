import { Duration, Stack } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods, CachePolicy, Distribution, HttpVersion, OriginProtocolPolicy, OriginRequestPolicy, OriginSslPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol, ViewerProtocolPolicy, type GeoRestriction, type ICachePolicy, type IResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { VpcOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IPeer } from 'aws-cdk-lib/aws-ec2';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { contradiction, isKnown, text, type Problem } from '../core';
import { listProblems } from './lists';
import { createLogBucket } from './log-bucket';
import { certificateRegionProblems } from './tls';

/** How CloudFront stands in front of a load balancer. */
export interface CloudFrontOptions {
  /**
   * Certificate for the domain name, in us-east-1; rejected if it is known to be elsewhere.
   *
   * @default - the certificate of the load balancer, if the stack is known to be in us-east-1; else rejected when there
   *   is a domain
   * name. Without a domain name CloudFront uses its own name and certificate
   */
  readonly certificate?: ICertificate;

  /**
   * What is kept at the edge, and for how long.
   *
   * @default CachePolicy.CACHING_DISABLED - nothing, because CloudFront would keep answers to authenticated requests
   *   too
   */
  readonly cachePolicy?: ICachePolicy;

  /**
   * Headers that are added to each answer.
   *
   * @default ResponseHeadersPolicy.SECURITY_HEADERS
   */
  readonly responseHeadersPolicy?: IResponseHeadersPolicy;

  /**
   * Countries whose requests are served.
   *
   * @default - all
   */
  readonly geoRestriction?: GeoRestriction;

  /**
   * ARN of a web ACL for CloudFront (scope CLOUDFRONT, in us-east-1); rejected if it is that of a regional one.
   *
   * @default - requests are judged at the load balancer only
   */
  readonly webAclArn?: string;

  /**
   * Who may connect to the load balancer in place of the whole VPC, in which CloudFront's network interfaces stand: for
   * example
   * `ec2.Peer.prefixList` with the id of `com.amazonaws.global.cloudfront.origin-facing` in your Region, or the
   * security group
   * `CloudFront-VPCOrigins-Service-SG` once it exists.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
   * @default - the addresses of the VPC
   */
  readonly originPeers?: IPeer[];
}

/** What a content delivery needs to know about the load balancer behind it. */
export interface Origin {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly isHttps: boolean;
  readonly port: number;
  readonly domainName?: string;
  readonly certificate?: ICertificate;
}

const EDGE_REGION = 'us-east-1';
/**
 * The idle timeout of the load balancer: CloudFront gives up no earlier than it. 60 seconds is also its largest value
 * without a quota increase.
 */
const RESPONSE_TIMEOUT = Duration.seconds(60);

/**
 * A content delivery network in front of a load balancer, which then has private addresses only: from the internet
 * there is no other
 * way to it.
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
   * Viewers are redirected to HTTPS with TLS 1.2 or newer, over HTTP/2 or HTTP/3. The VPC needs an internet gateway,
   * although the load
   * balancer uses none.
   *
   * @param options certificate, caching, restrictions
   */
  public static cloudFront(options?: CloudFrontOptions): ContentDelivery {
    return new ContentDelivery(options ?? {});
  }

  private constructor(private readonly options: CloudFrontOptions) {}

  /** @internal */
  public get _originPeers(): IPeer[] | undefined {
    return this.options.originPeers;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...certificateRegionProblems(
        `${prop}.certificate`, this.options.certificate, EDGE_REGION, 'CloudFront takes certificates from there only',
      ),
      ...text(
        `${prop}.webAclArn`, this.options.webAclArn,
        /arn:[a-z-]+:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+/,
        'be the ARN of a web ACL for CloudFront, in us-east-1',
      ),
      ...listProblems(
        `${prop}.originPeers`, this.options.originPeers, 'name at least one peer', 'CloudFront could not connect',
      ),
    ];
  }

  /**
   * Rules that need to know where the load balancer stands and what it speaks.
   *
   * @internal
   */
  public _originProblems(
    prop: string, scope: Construct, origin: { readonly isHttps: boolean; readonly domainName?: string },
  ): Problem[] {
    const { region } = Stack.of(scope);
    const canShare = origin.isHttps && isKnown(region) && region === EDGE_REGION;
    return [
      ...contradiction(origin.isHttps && origin.domainName === undefined, {
        prop: 'domainName', must: 'be given with "contentDelivery"', got: undefined,
        advice: 'CloudFront checks that the certificate of the load balancer is for the name that users ask for',
      }),
      ...contradiction(origin.domainName !== undefined && this.options.certificate === undefined && !canShare, {
        prop: `${prop}.certificate`, must: `be given, and be in ${EDGE_REGION}`, got: undefined,
        advice: 'CloudFront takes certificates from there only, whatever the Region of the load balancer',
      }),
    ];
  }

  /** @internal */
  public _bind(scope: Construct, origin: Origin): Distribution {
    const { options } = this;
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
      // CloudFront writes its log through an access control list, which needs this kind of ownership.
      logBucket: createLogBucket(inner, 'Logs', { objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED }),
      defaultBehavior: {
        origin: VpcOrigin.withApplicationLoadBalancer(origin.loadBalancer, {
          protocolPolicy: origin.isHttps ? OriginProtocolPolicy.HTTPS_ONLY : OriginProtocolPolicy.HTTP_ONLY,
          httpPort: origin.isHttps ? undefined : origin.port,
          httpsPort: origin.isHttps ? origin.port : undefined,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          readTimeout: RESPONSE_TIMEOUT,
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: options.cachePolicy ?? CachePolicy.CACHING_DISABLED,
        // with the Host header, because rules by host and the check of the certificate go by it.
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_AND_CLOUDFRONT_2022,
        responseHeadersPolicy: options.responseHeadersPolicy ?? ResponseHeadersPolicy.SECURITY_HEADERS,
      },
    });
  }
}
