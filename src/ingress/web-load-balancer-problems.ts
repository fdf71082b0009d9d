import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { contradiction, groupPlaceProblems, inWords, isKnown, oneOf, port, type Problem } from '../core';
import { addressProblems, internetGatewayProblems, vpcPlaceProblems } from '../network';
import { recordProblems } from './dns-records';
import { domainProblems, edgeRoutingProblems, isPrivateZone, zonePlaceProblems } from './domain';
import { entriesOf, listProblems } from './lists';
import { clientProblems, loadBalancerProblems } from './load-balancer-options';
import { placementProblems } from './placement-problems';
import type { PropNames } from './prop-names';
import { certificatePlaceProblems, tlsProblems } from './tls';
import {
  hasIpv6, HTTP_PORT, HTTPS_PORT, isHttps, isInternetFacing, type EdgeProps, type WebLoadBalancerProps,
} from './web-load-balancer-props';

/** How a `WebLoadBalancer` gets plain HTTP. */
const PLAIN = 'Ingress.http or with "protocol"';
const ORIGIN_ADVICE = 'CloudFront enters a VPC only where there is one, though no route has to lead to it';

/**
 * @param at gives the names of all props except `vpc`, which has the same name in a service
 * @param scope the load balancer, or the service that is going to have it
 * @param plain how to get plain HTTP
 */
export function webLoadBalancerProblems(
  at: PropNames, scope: Construct, props: WebLoadBalancerProps, plain: string = PLAIN,
): Problem[] {
  return [
    ...listenerProblems(at, scope, props, plain),
    ...clientProblems(at, props),
    ...loadBalancerProblems(at, scope, props),
    ...contentDeliveryProblems(at, scope, props),
    ...props.contentDelivery ? internetGatewayProblems('vpc', props.vpc, ORIGIN_ADVICE) : [],
    ...placementProblems(scope, at, props),
    ...vpcPlaceProblems(scope, 'vpc', props.vpc),
    ...needsAddresses(props) ? addressProblems('vpc', props.vpc, `or give "${at('allowedCidrs')}"`) : [],
    ...certificatePlaceProblems(at('certificate'), props.certificate, scope),
    ...recordProblems(at, scope, props, { hasIpv6: hasIpv6(props), instead: 'take another name' }),
  ];
}

/** Whether everybody in the VPC may connect, because nobody was named. */
function needsAddresses(props: EdgeProps): boolean {
  const { allowedCidrs, allowedPeers, contentDelivery } = props;
  return !isInternetFacing(props) && allowedCidrs === undefined && allowedPeers === undefined
    && contentDelivery?._variant.originPeers === undefined;
}

function listenerProblems(at: PropNames, scope: Construct, props: EdgeProps, plain: string): Problem[] {
  return [
    ...port(at('port'), props.port),
    ...oneOf(at('protocol'), props.protocol, Object.values(ApplicationProtocol)),
    ...listProblems(
      at('allowedPeers'), props.allowedPeers, 'name at least one peer', 'leave it out to let nobody else in',
    ),
    ...groupPlaceProblems(scope, at('allowedPeers'), entriesOf(props.allowedPeers)),
    ...(isHttps(props) ? httpsProblems(at, scope, props, plain) : plainHttpProblems(at, scope, props)),
  ];
}

function httpsProblems(at: PropNames, scope: Construct, props: EdgeProps, plain: string): Problem[] {
  return [
    ...tlsProblems(at, scope, props, plain),
    ...contradiction(props.tls?.redirectHttp !== false && props.port === HTTP_PORT, {
      prop: at('port'), must: 'not be 80 with HTTPS, unless "tls.redirectHttp" is false', got: props.port,
      advice: 'port 80 can either redirect or serve',
    }),
  ];
}

function contentDeliveryProblems(at: PropNames, scope: Construct, props: EdgeProps): Problem[] {
  if (props.contentDelivery === undefined) return [];
  return [
    ...edgeRoutingProblems(at, props),
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
    ...contradiction(props.tls?.mutualTls !== undefined, {
      prop: at('tls.mutualTls'), must: 'not be given with "contentDelivery"', got: inWords('a MutualTls'),
      advice: 'CloudFront ends the connection of the client, and shows no certificate of its own',
    }),
    ...contradiction(isPrivateZone(props.hostedZone), {
      prop: at('hostedZone'), must: 'be a public zone with "contentDelivery"',
      got: inWords(`the private zone ${props.hostedZone?.node?.path}`),
      advice: 'Route 53 makes no alias for CloudFront in a private zone',
    }),
    ...props.contentDelivery._variant.problems(at, scope, {
      isHttps: isHttps(props), domainName: props.domainName, givenPort: props.port,
    }),
  ];
}

function plainHttpProblems(at: PropNames, scope: Construct, options: EdgeProps): Problem[] {
  const { certificate } = options;
  const tls = options.tls ?? {};
  const onlyHttps = {
    'certificate': certificate, 'tls.sslPolicy': tls.sslPolicy, 'tls.redirectHttp': tls.redirectHttp || undefined,
    'tls.mutualTls': tls.mutualTls,
  };
  return [
    ...Object.entries(onlyHttps).flatMap(([prop, got]) => contradiction(got !== undefined, {
      prop: at(prop), must: 'not be given with plain HTTP',
      got: typeof got === 'object' ? inWords(prop === 'tls.mutualTls' ? 'a MutualTls' : 'a certificate') : got,
      advice: 'leave "protocol" out to get HTTPS',
    })),
    ...contradiction(isKnown(options.port) && options.port === HTTPS_PORT, {
      prop: at('port'), must: 'not be 443 with plain HTTP', got: options.port,
      advice: 'browsers speak HTTPS on port 443',
    }),
    ...domainProblems(at, options),
    ...zonePlaceProblems(at, scope, options),
  ];
}
