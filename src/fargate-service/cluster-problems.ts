import type { Construct } from 'constructs';
import {
  contradiction, ifTold, inWords, placeProblems, sameVpcProblems, whereaboutsOf, type Problem,
} from '../core';
import { hasCapacityProviders } from './cluster';
import type { FargateServiceProps } from './fargate-service-props';

/** The cluster that a service is given: its place, its VPC and its capacity providers. */
export function clusterProblems(
  scope: Construct, { cluster, vpc, spot }: Pick<FargateServiceProps, 'cluster' | 'vpc' | 'spot'>,
): Problem[] {
  if (!cluster) return [];
  const theirs = ifTold(() => cluster.vpc);
  return [
    ...placeProblems(scope, {
      prop: 'cluster', thing: cluster, is: whereaboutsOf(cluster, cluster.clusterArn), sameAccount: true,
      advice: 'a service is where its cluster is',
    }),
    ...contradiction(theirs === undefined, {
      prop: 'cluster', must: 'know its VPC', got: inWords(`${cluster.node.path} without one`),
      advice: 'import it with Cluster.fromClusterAttributes',
    }),
    ...sameVpcProblems('cluster', vpc, theirs, 'service'),
    ...contradiction(spot !== undefined && hasCapacityProviders(cluster) === false, {
      prop: 'spot', must: 'be used in a cluster with the capacity providers FARGATE and FARGATE_SPOT',
      got: inWords(`${cluster.node.path} without them`),
      advice: 'set "enableFargateCapacityProviders" of the cluster',
    }),
  ];
}
