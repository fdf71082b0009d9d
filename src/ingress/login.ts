import { Peer, Port } from 'aws-cdk-lib/aws-ec2';
import type { IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { letOut } from '../core';

/** Lets a load balancer ask identity providers, in the stack of its security group; several services share the way. */
export function allowIdentityProvider({ connections }: IApplicationListener): void {
  for (const group of connections.securityGroups) letOut(group, Peer.anyIpv4(), Port.tcp(443), 'Identity providers');
}
