import type { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, DesyncMitigationMode } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { Profile } from '../core';
import { loadBalancerSubnets } from '../network';
import { seconds } from './attributes';
import { DEFAULT_CLIENT_KEEP_ALIVE, DEFAULT_IDLE_TIMEOUT } from './load-balancer-options';
import { isInternetFacing, type WebLoadBalancerProps } from './web-load-balancer-props';

/** The load balancer alone, without listeners. */
export function createLoadBalancer(
  scope: Construct, props: WebLoadBalancerProps, securityGroup: SecurityGroup,
): ApplicationLoadBalancer {
  const internetFacing = isInternetFacing(props);
  const loadBalancer = new ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc: props.vpc,
    vpcSubnets: loadBalancerSubnets(props.vpc, internetFacing),
    internetFacing,
    securityGroup,
    deletionProtection: props.deletionProtection ?? Profile.of(scope)._defaults.deletionProtection,
    crossZoneEnabled: true,
    http2Enabled: true,
    dropInvalidHeaderFields: true,
    desyncMitigationMode: DesyncMitigationMode.DEFENSIVE,
  });
  loadBalancer.setAttribute('idle_timeout.timeout_seconds', seconds(props.idleTimeout ?? DEFAULT_IDLE_TIMEOUT));
  loadBalancer.setAttribute('client_keep_alive.seconds', seconds(props.clientKeepAlive ?? DEFAULT_CLIENT_KEEP_ALIVE));
  return loadBalancer;
}
