import { Stack } from 'aws-cdk-lib';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { contradiction, inWords, isKnown, oneOf, port, type Problem } from '../core';
import { loadBalancerSubnetProblems } from '../network';
import { domainProblems } from './domain';
import { listProblems } from './lists';
import { loadBalancerProblems } from './load-balancer-options';
import type { PropNames } from './prop-names';
import { certificateRegionProblems, tlsProblems } from './tls';
import {
  HTTP_PORT, HTTPS_PORT, isHttps, isInternetFacing, type EdgeProps, type WebLoadBalancerProps,
} from './web-load-balancer-props';

/** @param at gives the names of all props except `vpc`, which has the same name in a service */
export function webLoadBalancerProblems(at: PropNames, scope: Construct, props: WebLoadBalancerProps): Problem[] {
  return [
    ...listenerProblems(at, props),
    ...loadBalancerProblems(at, props),
    ...contentDeliveryProblems(at, scope, props),
    ...loadBalancerSubnetProblems('vpc', props.vpc, isInternetFacing(props)),
    ...certificateRegionProblems(
      at('certificate'), props.certificate, Stack.of(scope).region,
      'the certificate has to be in the Region of the load balancer',
    ),
  ];
}

function listenerProblems(at: PropNames, props: EdgeProps): Problem[] {
  return [
    ...port(at('port'), props.port),
    ...oneOf(at('protocol'), props.protocol, Object.values(ApplicationProtocol)),
    ...listProblems(
      at('allowedPeers'), props.allowedPeers, 'name at least one peer', 'leave it out to let nobody else in',
    ),
    ...(isHttps(props) ? httpsProblems(at, props) : plainHttpProblems(at, props)),
  ];
}

function httpsProblems(at: PropNames, props: EdgeProps): Problem[] {
  return [
    ...tlsProblems(at, props),
    ...contradiction(props.redirectHttp !== false && props.port === HTTP_PORT, {
      prop: at('port'), must: 'not be 80 with HTTPS, unless "redirectHttp" is false', got: props.port,
      advice: 'port 80 can either redirect or serve',
    }),
  ];
}

function contentDeliveryProblems(at: PropNames, scope: Construct, props: EdgeProps): Problem[] {
  if (props.contentDelivery === undefined) return [];
  return [
    ...contradiction(props.internetFacing === true, {
      prop: at('internetFacing'), must: 'not be true with "contentDelivery"', got: true,
      advice: 'the load balancer is reached through CloudFront only',
    }),
    ...contradiction(props.allowedCidrs !== undefined, {
      prop: at('allowedCidrs'), must: 'not be given with "contentDelivery"', got: props.allowedCidrs,
      advice: 'the load balancer sees CloudFront, not its clients: restrict them with "webAclArn" or "geoRestriction" '
        + 'of the content delivery',
    }),
    ...contradiction(props.allowedPeers !== undefined, {
      prop: at('allowedPeers'), must: 'not be given with "contentDelivery"', got: inWords('peers'),
      advice: 'use "originPeers" of the content delivery',
    }),
    ...props.contentDelivery._variant.problems(at, scope, { isHttps: isHttps(props), domainName: props.domainName }),
  ];
}

function plainHttpProblems(at: PropNames, options: EdgeProps): Problem[] {
  const onlyHttps = {
    certificate: options.certificate, sslPolicy: options.sslPolicy, redirectHttp: options.redirectHttp || undefined,
  };
  return [
    ...Object.entries(onlyHttps).flatMap(([prop, got]) => contradiction(got !== undefined, {
      prop: at(prop), must: 'not be given with plain HTTP',
      got: typeof got === 'object' ? inWords('a certificate') : got,
      advice: 'leave "protocol" out to get HTTPS',
    })),
    ...contradiction(isKnown(options.port) && options.port === HTTPS_PORT, {
      prop: at('port'), must: 'not be 443 with plain HTTP', got: options.port,
      advice: 'browsers speak HTTPS on port 443',
    }),
    ...domainProblems(at, options),
  ];
}
