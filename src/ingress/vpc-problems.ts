import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { contradiction, inWords, type Problem } from '../core';
import { areDifferentVpcs } from '../network';

/** A load balancer forwards to targets in its own VPC only. One that was imported does not say where it is. */
export function vpcProblems(prop: string, { node, vpc: own }: IApplicationLoadBalancer, vpc: IVpc): Problem[] {
  if (own === undefined) return [];
  return contradiction(areDifferentVpcs(own, vpc), {
    prop, must: 'lead through a load balancer in the VPC of the service',
    got: inWords(`${node.path} in ${own.node.path}`), advice: `the service is in ${vpc.node.path}`,
  });
}
