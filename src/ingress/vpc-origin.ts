import {
  CfnVpcOrigin, OriginProtocolPolicy, OriginSslPolicy, VpcOrigin, VpcOriginEndpoint, type IVpcOrigin,
} from 'aws-cdk-lib/aws-cloudfront';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { isKnown } from '../core';

/** How CloudFront reaches a load balancer. */
export interface OriginAddress {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly isHttps: boolean;
  readonly port: number;
}

/**
 * The place in a VPC that CloudFront connects to.
 *
 * CloudFront refuses each update of one that a distribution uses, even of a tag. So it has no tags of its own, and
 * another protocol or port is another one: the distribution moves to it before the first one goes.
 *
 * @see https://github.com/aws/aws-cdk/issues/35765
 */
export function createVpcOrigin(scope: Construct, { loadBalancer, isHttps, port }: OriginAddress): IVpcOrigin {
  const id = `${isHttps ? 'Https' : 'Http'}${isKnown(port) ? port : ''}Origin`;
  const origin = new VpcOrigin(scope, id, {
    endpoint: VpcOriginEndpoint.applicationLoadBalancer(loadBalancer),
    protocolPolicy: isHttps ? OriginProtocolPolicy.HTTPS_ONLY : OriginProtocolPolicy.HTTP_ONLY,
    httpPort: isHttps ? undefined : port,
    httpsPort: isHttps ? port : undefined,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
  });
  (origin.node.defaultChild as CfnVpcOrigin).addPropertyDeletionOverride('Tags');
  return origin;
}
