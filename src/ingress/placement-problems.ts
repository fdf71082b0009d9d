import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { IpAddressType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import { contradiction, groupsOfVpcProblems, inWords, type Problem } from '../core';
import { givenSubnetProblems, hasIpv6Addresses, loadBalancerSubnetProblems } from '../network';
import { listProblems } from './lists';
import type { PropNames } from './prop-names';
import { isInternetFacing, type WebLoadBalancerProps } from './web-load-balancer-props';

/** Where a load balancer stands: its subnets, its security groups, its addresses. */
export function placementProblems(scope: IConstruct, at: PropNames, props: WebLoadBalancerProps): Problem[] {
  const { vpc } = props;
  const { vpcSubnets, securityGroups } = props.placement ?? {};
  return [
    ...vpcSubnets === undefined
      ? loadBalancerSubnetProblems('vpc', vpc, isInternetFacing(props))
      : givenSubnetProblems(scope, at('placement.vpcSubnets'), vpc, vpcSubnets, isInternetFacing(props)),
    ...groupProblems(scope, at('placement.securityGroups'), props, securityGroups),
    ...addressTypeProblems(at, props),
  ];
}

function groupProblems(
  scope: IConstruct, prop: string, { vpc }: WebLoadBalancerProps, groups: readonly ISecurityGroup[] | undefined,
): Problem[] {
  const list = listProblems(prop, groups, 'name at least one security group', 'leave it out for none of yours');
  if (list.length > 0 || groups === undefined) return list;
  return groupsOfVpcProblems(scope, prop, vpc, groups);
}

function addressTypeProblems(at: PropNames, props: WebLoadBalancerProps): Problem[] {
  const { vpc } = props;
  const got = props.placement?.ipAddressType ?? IpAddressType.IPV4;
  const prop = at('placement.ipAddressType');
  if (got === IpAddressType.IPV4) return [];
  return [
    ...contradiction(hasIpv6Addresses(vpc) === false, {
      prop, must: `be "${IpAddressType.IPV4}" in a VPC without IPv6 addresses`, got,
      advice: `give ${vpc.node.path} addresses with "ipProtocol: IpProtocol.DUAL_STACK"`,
    }),
    ...contradiction(got === IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4 && !isInternetFacing(props), {
      prop, must: 'keep IPv4 where the internet does not reach the load balancer', got,
      advice: 'there are no public addresses to save',
    }),
    ...contradiction(props.contentDelivery !== undefined, {
      prop, must: `be "${IpAddressType.IPV4}" with "contentDelivery"`, got: inWords(got),
      advice: 'CloudFront answers over IPv6 itself, and connects over IPv4',
    }),
  ];
}
