import type { ISecurityGroup, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer, DesyncMitigationMode, type CfnLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { Profile } from '../core';
import { loadBalancerSubnets, warnOfSeveralGroups } from '../network';
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
    vpcSubnets: loadBalancerSubnets(props.vpc, internetFacing, props.vpcSubnets),
    ipAddressType: props.ipAddressType,
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
  addGroups(loadBalancer, securityGroup, props.securityGroups);
  if (props.vpcSubnets === undefined) warnOfSeveralGroups(scope, 'vpcSubnets', props.vpc, internetFacing);
  return loadBalancer;
}

/** Not with the CDK's own method: it would also add rules between these groups and every target. */
function addGroups(
  loadBalancer: ApplicationLoadBalancer, own: SecurityGroup, others: readonly ISecurityGroup[] = [],
): void {
  if (others.length === 0) return;
  const resource = loadBalancer.node.defaultChild as CfnLoadBalancer;
  resource.securityGroups = [own, ...others].map(({ securityGroupId }) => securityGroupId);
}
