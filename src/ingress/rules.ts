import { Stack } from 'aws-cdk-lib';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { contradiction, inWords, isKnown, oneOf, port, type Problem } from '../core';
import { domainProblems } from './domain';
import { listProblems } from './lists';
import { loadBalancerProblems } from './load-balancer-options';
import { subnetProblems } from './subnets';
import { certificateRegionProblems, tlsProblems } from './tls';
import type { WebLoadBalancerProps } from './web-load-balancer';

type EdgeOptions = Omit<WebLoadBalancerProps, 'vpc'>;

/** What can be said about the options of a load balancer without knowing where it will stand. */
export function edgeProblems(at: (prop: string) => string, options: EdgeOptions): Problem[] {
  const https = isHttps(options);
  return [
    ...port(at('port'), options.port),
    ...oneOf(at('protocol'), options.protocol, Object.values(ApplicationProtocol)),
    ...listProblems(
      at('allowedPeers'), options.allowedPeers, 'name at least one peer', 'leave it out to let nobody else in',
    ),
    ...(https ? tlsProblems(at, options) : plainHttpProblems(at, options)),
    ...contradiction(https && options.redirectHttp !== false && options.port === 80, {
      prop: at('port'), must: 'not be 80 with HTTPS, unless "redirectHttp" is false', got: options.port,
      advice: 'port 80 can either redirect or serve',
    }),
    ...loadBalancerProblems(at, options),
    ...contentDeliveryProblems(at, options),
  ];
}

export function isInternetFacing({ internetFacing, contentDelivery }: EdgeOptions): boolean {
  return internetFacing ?? contentDelivery === undefined;
}

export function webLoadBalancerProblems(scope: Construct, props: WebLoadBalancerProps): Problem[] {
  const at = (prop: string) => prop;
  return [
    ...edgeProblems(at, props),
    ...subnetProblems('vpc', props.vpc, isInternetFacing(props)),
    ...certificateRegionProblems(
      'certificate', props.certificate, Stack.of(scope).region,
      'the certificate has to be in the Region of the load balancer',
    ),
    ...props.contentDelivery?._originProblems('contentDelivery', scope, {
      isHttps: isHttps(props), domainName: props.domainName,
    })
    ?? [],
  ];
}

function isHttps({ protocol }: EdgeOptions): boolean {
  return (protocol ?? ApplicationProtocol.HTTPS) === ApplicationProtocol.HTTPS;
}

function contentDeliveryProblems(at: (prop: string) => string, options: EdgeOptions): Problem[] {
  if (options.contentDelivery === undefined) return [];
  return [
    ...contradiction(options.internetFacing === true, {
      prop: at('internetFacing'), must: 'not be true with "contentDelivery"', got: true,
      advice: 'the load balancer is reached through CloudFront only',
    }),
    ...contradiction(options.allowedCidrs !== undefined, {
      prop: at('allowedCidrs'), must: 'not be given with "contentDelivery"', got: options.allowedCidrs,
      advice: 'the load balancer sees CloudFront, not its clients: restrict them with "webAclArn" or "geoRestriction" '
        + 'of the content delivery',
    }),
    ...contradiction(options.allowedPeers !== undefined, {
      prop: at('allowedPeers'), must: 'not be given with "contentDelivery"', got: inWords('peers'),
      advice: 'use "originPeers" of the content delivery',
    }),
    ...options.contentDelivery._problems(at('contentDelivery')),
  ];
}

function plainHttpProblems(at: (prop: string) => string, options: EdgeOptions): Problem[] {
  const onlyHttps = {
    certificate: options.certificate, sslPolicy: options.sslPolicy, redirectHttp: options.redirectHttp || undefined,
  };
  return [
    ...Object.entries(onlyHttps).flatMap(([prop, got]) => contradiction(got !== undefined, {
      prop: at(prop), must: 'not be given with plain HTTP',
      got: typeof got === 'object' ? inWords('a certificate') : got,
      advice: 'leave "protocol" out to get HTTPS',
    })),
    ...contradiction(isKnown(options.port) && options.port === 443, {
      prop: at('port'), must: 'not be 443 with plain HTTP', got: options.port,
      advice: 'browsers speak HTTPS on port 443',
    }),
    ...domainProblems(at, options),
  ];
}
