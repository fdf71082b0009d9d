import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { CfnCluster, Cluster, ContainerInsights, type ICluster } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
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
  resourceOf(cluster)!.capacityProviders = [ON_DEMAND, SPOT];
  return cluster;
}

/** Whether a cluster of this app has both Fargate capacity providers; nothing is known of an imported one. */
export function hasCapacityProviders(cluster: ICluster): boolean | undefined {
  if (!(cluster instanceof Cluster)) return undefined;
  const names = [...cluster.capacityProviderNames, ...resourceOf(cluster)?.capacityProviders ?? []];
  return names.includes(ON_DEMAND) && names.includes(SPOT);
}

/** Whether a cluster of this app reports Container Insights; nothing is known of an imported one. */
export function hasContainerInsights(cluster: ICluster): boolean {
  const settings = resourceOf(cluster)?.clusterSettings;
  return Array.isArray(settings) && (settings as CfnCluster.ClusterSettingsProperty[]).some(({ name, value }) =>
    name === 'containerInsights' && (value === ContainerInsights.ENABLED || value === ContainerInsights.ENHANCED));
}

function resourceOf(cluster: ICluster): CfnCluster | undefined {
  const resource = cluster.node.defaultChild;
  return resource instanceof CfnCluster ? resource : undefined;
}
