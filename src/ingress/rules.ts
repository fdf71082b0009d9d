import { Stack } from 'aws-cdk-lib';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { contradiction, isKnown, port, type Problem } from '../core';
import { domainProblems } from './domain';
import { loadBalancerProblems } from './load-balancer-options';
import { subnetProblems } from './subnets';
import { certificateRegionProblems, tlsProblems } from './tls';
import type { WebLoadBalancerProps } from './web-load-balancer';

type EdgeOptions = Omit<WebLoadBalancerProps, 'vpc'>;

/** What can be said about the options of a load balancer without knowing where it will stand. */
export function edgeProblems(at: (prop: string) => string, options: EdgeOptions): Problem[] {
  const isHttps = (options.protocol ?? ApplicationProtocol.HTTPS) === ApplicationProtocol.HTTPS;
  return [
    ...port(at('port'), options.port),
    ...(isHttps ? tlsProblems(at, options) : plainHttpProblems(at, options)),
    ...contradiction(isHttps && options.redirectHttp !== false && options.port === 80, {
      prop: at('port'), must: 'not be 80 with HTTPS, unless "redirectHttp" is false', got: options.port, advice: 'port 80 can either redirect or serve',
    }),
    ...loadBalancerProblems(at, options),
  ];
}

export function webLoadBalancerProblems(scope: Construct, props: WebLoadBalancerProps): Problem[] {
  const at = (prop: string) => prop;
  return [
    ...edgeProblems(at, props),
    ...subnetProblems('vpc', props.vpc, props.internetFacing ?? true),
    ...certificateRegionProblems('certificate', props.certificate, Stack.of(scope).region, 'the certificate has to be in the Region of the load balancer'),
  ];
}

function plainHttpProblems(at: (prop: string) => string, options: EdgeOptions): Problem[] {
  const onlyHttps = { certificate: options.certificate, sslPolicy: options.sslPolicy, redirectHttp: options.redirectHttp || undefined };
  return [
    ...Object.entries(onlyHttps).flatMap(([prop, got]) => contradiction(got !== undefined, {
      prop: at(prop), must: 'not be given with plain HTTP', got: typeof got === 'object' ? 'a certificate' : got,
      advice: 'leave "protocol" out to get HTTPS',
    })),
    ...contradiction(isKnown(options.port) && options.port === 443, {
      prop: at('port'), must: 'not be 443 with plain HTTP', got: options.port, advice: 'browsers speak HTTPS on port 443',
    }),
    ...domainProblems(at, options),
  ];
}
