import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import { contradiction, inWords, isSameVpc, placeProblems, whereaboutsOf, type Problem } from '../core';

/** Load balancers and targets are of one Region and one account; their VPC may be shared by another one. */
export function loadBalancerPlaceProblems(
  prop: string, scope: IConstruct, loadBalancer: IApplicationLoadBalancer,
): Problem[] {
  return placeProblems(scope, {
    prop, is: whereaboutsOf(loadBalancer, loadBalancer.loadBalancerArn), sameAccount: true,
    advice: 'a load balancer has targets of its own Region and account only; their VPC may be shared',
  });
}

/** A load balancer forwards to targets in its own VPC only. One that was imported may not say where it is. */
export function vpcProblems(prop: string, { node, vpc: own }: IApplicationLoadBalancer, vpc: IVpc): Problem[] {
  // what another app makes cannot be compared.
  if (own === undefined || node.root !== vpc.node.root) return [];
  return contradiction(isSameVpc(own, vpc) === false, {
    prop, must: 'lead through a load balancer in the VPC of the service',
    got: inWords(`${node.path} in ${own.node.path}`), advice: `the service is in ${vpc.node.path}`,
  });
}
