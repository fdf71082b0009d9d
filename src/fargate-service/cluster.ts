import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { CfnCluster, Cluster, ContainerInsights, type ICluster } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { resourceOf } from '../core';
import { recordSessions } from './execute-command';

export const ON_DEMAND = 'FARGATE';
export const SPOT = 'FARGATE_SPOT';

export interface OwnClusterOptions {
  readonly vpc: IVpc;
  readonly containerInsights: boolean;
  readonly enableExecuteCommand?: boolean;
}

/** A cluster for one service, which other services may share. */
export function createCluster(
  scope: Construct, { vpc, containerInsights, enableExecuteCommand = false }: OwnClusterOptions,
): Cluster {
  const cluster = new Cluster(scope, 'Cluster', {
    vpc, containerInsightsV2: containerInsights ? ContainerInsights.ENABLED : ContainerInsights.DISABLED,
    executeCommandConfiguration: enableExecuteCommand ? recordSessions(scope) : undefined,
  });
  // on the cluster itself: CloudFormation would remove an association of its own while the service still uses it.
  clusterResourceOf(cluster)!.capacityProviders = [ON_DEMAND, SPOT];
  return cluster;
}

/** Whether a cluster of this app has both Fargate capacity providers; nothing is known of an imported one. */
export function hasCapacityProviders(cluster: ICluster): boolean | undefined {
  const resource = clusterResourceOf(cluster);
  if (!resource) return undefined;
  const { capacityProviderNames = [] } = cluster as Partial<Cluster>;
  const names = [...capacityProviderNames, ...resource.capacityProviders ?? []];
  return names.includes(ON_DEMAND) && names.includes(SPOT);
}

/** Whether a cluster of this app reports Container Insights; nothing is known of an imported one. */
export function hasContainerInsights(cluster: ICluster): boolean {
  const settings = clusterResourceOf(cluster)?.clusterSettings;
  return Array.isArray(settings) && (settings as CfnCluster.ClusterSettingsProperty[]).some(({ name, value }) =>
    name === 'containerInsights' && (value === ContainerInsights.ENABLED || value === ContainerInsights.ENHANCED));
}

function clusterResourceOf(cluster: ICluster): CfnCluster | undefined {
  return resourceOf<CfnCluster>(cluster, CfnCluster.CFN_RESOURCE_TYPE_NAME);
}
