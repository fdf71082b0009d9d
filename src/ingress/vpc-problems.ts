import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { CfnLoadBalancer, type IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import {
  contradiction, inWords, isKnown, isSameVpc, placeProblems, resourceOf, whereaboutsOf, type Problem,
} from '../core';
import { zonesOfSubnets } from '../network';
import type { TargetSpec } from './target';

/** Load balancers and targets are of one Region and one account; their VPC may be shared by another one. */
export function loadBalancerPlaceProblems(
  prop: string, scope: IConstruct, loadBalancer: IApplicationLoadBalancer,
): Problem[] {
  return placeProblems(scope, {
    prop, thing: loadBalancer, is: whereaboutsOf(loadBalancer, loadBalancer.loadBalancerArn), sameAccount: true,
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

/**
 * A load balancer sends nothing to targets in a zone in which it does not stand.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function zoneProblems(
  prop: string, name: string, zones: readonly string[] | undefined, targets: readonly string[] | undefined,
): Problem[] {
  const left = isKnown(zones) && isKnown(targets)
    ? [...new Set(targets)].filter((zone) => !zones.includes(zone))
    : [];
  return contradiction(left.length > 0, {
    prop, must: 'lead through a load balancer in all zones of the targets',
    got: inWords(`${name} without ${left.join(', ')}`),
    advice: 'targets in other zones get no requests; choose subnets of both with "placement"',
  });
}

/** The same for a load balancer that the app makes; one that was imported does not say where it stands. */
export function madeZoneProblems(
  prop: string, loadBalancer: IApplicationLoadBalancer, { zones: targets }: TargetSpec,
): Problem[] {
  const subnets = resourceOf<CfnLoadBalancer>(loadBalancer, CfnLoadBalancer.CFN_RESOURCE_TYPE_NAME)?.subnets;
  const zones = loadBalancer.vpc && Array.isArray(subnets) ? zonesOfSubnets(loadBalancer.vpc, subnets) : undefined;
  return zoneProblems(prop, loadBalancer.node.path, zones, targets);
}
