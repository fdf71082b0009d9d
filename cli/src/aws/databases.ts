import type { DatabaseState } from './model';
import type { Api } from './operations';
import type { Deployed } from './stacks';

/** The databases in stacks: instances, and clusters of Aurora. */
export async function databasesOf(api: Api, deployed: Deployed): Promise<DatabaseState[]> {
  const [instances, clusters] = [deployed.of('AWS::RDS::DBInstance'), deployed.of('AWS::RDS::DBCluster')];
  return await Promise.all([
    ...instances.map(async ({ physicalId }) => {
      const { DBInstances } = await found(api.describeDBInstances({ DBInstanceIdentifier: physicalId }));
      return stateOf(deployed, physicalId, DBInstances?.[0]?.DBInstanceStatus);
    }),
    ...clusters.map(async ({ physicalId }) => {
      const { DBClusters } = await found(api.describeDBClusters({ DBClusterIdentifier: physicalId }));
      return stateOf(deployed, physicalId, DBClusters?.[0]?.Status);
    }),
  ]);
}

function stateOf(deployed: Deployed, id: string, status = 'deleted'): DatabaseState {
  return { name: deployed.nameOf(id), id, status };
}

/** A database that someone deleted by hand has no state. */
async function found<T extends object>(answer: Promise<T>): Promise<Partial<T>> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /NotFound/.test(error.name)) return {};
    throw error;
  }
}
