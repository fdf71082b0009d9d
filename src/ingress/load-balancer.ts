import type { ISecurityGroup, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer, DesyncMitigationMode, type CfnLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { Profile } from '../core';
import { loadBalancerSubnets, warnOfLoadBalancerGroups } from '../network';
import { seconds } from './attributes';
import { DEFAULT_CLIENT_KEEP_ALIVE, DEFAULT_IDLE_TIMEOUT } from './load-balancer-options';
import { isInternetFacing, type WebLoadBalancerProps } from './web-load-balancer-props';

/** The load balancer alone, without listeners. */
export function createLoadBalancer(
  scope: Construct, props: WebLoadBalancerProps, securityGroup: SecurityGroup,
): ApplicationLoadBalancer {
  const internetFacing = isInternetFacing(props);
  const [attributes, placement] = [props.attributes ?? {}, props.placement ?? {}];
  const loadBalancer = new ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc: props.vpc,
    vpcSubnets: loadBalancerSubnets(props.vpc, internetFacing, placement.vpcSubnets),
    ipAddressType: placement.ipAddressType,
    internetFacing,
    securityGroup,
    deletionProtection: attributes.deletionProtection ?? Profile.of(scope)._defaults.deletionProtection,
    crossZoneEnabled: true,
    http2Enabled: true,
    dropInvalidHeaderFields: true,
    desyncMitigationMode: DesyncMitigationMode.DEFENSIVE,
  });
  loadBalancer.setAttribute('idle_timeout.timeout_seconds', seconds(attributes.idleTimeout ?? DEFAULT_IDLE_TIMEOUT));
  loadBalancer.setAttribute(
    'client_keep_alive.seconds', seconds(attributes.clientKeepAlive ?? DEFAULT_CLIENT_KEEP_ALIVE),
  );
  addGroups(loadBalancer, securityGroup, placement.securityGroups);
  if (placement.vpcSubnets === undefined) {
    warnOfLoadBalancerGroups(scope, 'placement.vpcSubnets', props.vpc, internetFacing);
  }
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
