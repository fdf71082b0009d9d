import { Peer, Port, SecurityGroup, type IPeer, type IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { acknowledge } from '../core';
import { addressesOf, ipv6AddressesOf } from '../network';
import { isDualStack, isInternetFacing, type WebLoadBalancerProps } from './web-load-balancer-props';

const ANYWHERE = '0.0.0.0/0';

/** A security group that lets nobody in yet, and nothing out. */
export function createSecurityGroup(scope: Construct, vpc: IVpc): SecurityGroup {
  const securityGroup = new SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    // never changed, because another text makes another group.
    description: 'Entrance of the load balancer',
    allowAllOutbound: false,
  });
  // without any rule AWS would let everything out until the first target is deployed, perhaps by another stack.
  securityGroup.addEgressRule(Peer.ipv4('127.0.0.1/32'), Port.tcp(443), 'Nowhere, until there are targets');
  return securityGroup;
}

/** Lets the clients of a load balancer connect to one of its ports. */
export function admitClients(securityGroup: SecurityGroup, props: WebLoadBalancerProps, port: number): void {
  const peers = props.allowedPeers ?? props.contentDelivery?._variant.originPeers ?? [];
  const isOpen = props.allowedCidrs === undefined && peers.length === 0;
  const cidrs = props.allowedCidrs
    ?? (peers.length > 0 ? [] : [isInternetFacing(props) ? ANYWHERE : addressesOf(props.vpc)]);
  for (const peer of [...cidrs.map((cidr) => Peer.ipv4(cidr)), ...peers, ...isOpen ? everybodyByIpv6(props) : []]) {
    securityGroup.addIngressRule(peer, Port.tcp(port), 'Clients of the load balancer');
  }
  if (cidrs.includes(ANYWHERE)) acknowledge(securityGroup, 'publicLoadBalancer');
}

/** An imported VPC does not say its IPv6 addresses, so nobody in it is admitted by them. */
function everybodyByIpv6(props: WebLoadBalancerProps): IPeer[] {
  if (!isDualStack(props.placement?.ipAddressType)) return [];
  if (isInternetFacing(props)) return [Peer.anyIpv6()];
  const addresses = ipv6AddressesOf(props.vpc);
  return addresses === undefined ? [] : [Peer.ipv6(addresses)];
}
