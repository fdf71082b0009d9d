import type { Construct } from 'constructs';
import { Profile } from '../core';
import { APPLICATION_PORT, PRIVATE_PLACEMENT } from '../workload';
import type { ComputeVariant } from './compute/compute-variant';
import type { ElasticWebTierProps } from './elastic-web-tier-props';
import { defaultTypeOf } from './launch/instance-type';
import type { ResolvedTier } from './launch/resolved-tier';

/** Gives each prop that is left out its default. */
export function resolveTier(
  scope: Construct, props: ElasticWebTierProps, compute: ComputeVariant,
): ResolvedTier {
  const { vpc, bootstrap, ingress, placement, port = APPLICATION_PORT } = props;
  const defaults = Profile.of(scope)._defaults;
  const placed = placement?._variant ?? PRIVATE_PLACEMENT;
  return {
    vpc,
    // the CDK fails for a selection that a VPC does not have; that is a problem of the props, which are checked later.
    subnets: placed.problems('placement', scope, vpc).length > 0
      ? []
      : vpc.selectSubnets(placed.subnetsOf(vpc)).subnets,
    placed,
    bootstrap: bootstrap._variant,
    port,
    instanceType: compute.instanceType ?? defaultTypeOf(defaults),
    ingress: ingress?._variant,
    defaults,
  };
}
