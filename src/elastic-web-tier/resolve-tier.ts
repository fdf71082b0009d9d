import type { Construct } from 'constructs';
import { Profile } from '../core';
import { privateSubnetProblems, workloadSubnets } from '../network';
import { APPLICATION_PORT } from '../workload';
import type { ComputeVariant } from './compute/compute-variant';
import type { ElasticWebTierProps } from './elastic-web-tier-props';
import { defaultTypeOf } from './launch/instance-type';
import type { ResolvedTier } from './launch/resolved-tier';

/** Gives each prop that is left out its default. */
export function resolveTier(
  scope: Construct, { vpc, bootstrap, ingress, port = APPLICATION_PORT }: ElasticWebTierProps, compute: ComputeVariant,
): ResolvedTier {
  const defaults = Profile.of(scope)._defaults;
  return {
    vpc,
    // the CDK fails for a VPC that has none; that is a problem of the props, which are checked later.
    subnets: privateSubnetProblems('vpc', vpc).length > 0 ? [] : vpc.selectSubnets(workloadSubnets(vpc)).subnets,
    bootstrap: bootstrap._variant,
    port,
    instanceType: compute.instanceType ?? defaultTypeOf(defaults),
    ingress: ingress?._variant,
    defaults,
  };
}
