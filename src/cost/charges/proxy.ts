import type { Resource } from '../../template';
import type { Context } from './context';
import { charge, HOURS, note, type Item } from './item';
import { always } from './ranges';

/** vCPUs of database sizes below xlarge, which has 4. */
const SMALL_VCPUS = 2;
const XLARGE_VCPUS = 4;
const SERVERLESS = 'db.serverless';

/**
 * What RDS Proxy bills at least.
 *
 * @see https://aws.amazon.com/rds/proxy/pricing/
 */
const LEAST = { vcpus: 2, capacityUnits: 8 };

/** A proxy costs by the size of the databases behind it. */
export function priceProxy(proxy: Resource, { template, linked }: Context): Item[] {
  const groups = template.ofType('AWS::RDS::DBProxyTargetGroup')
    .filter((group) => template.target(group.get('DBProxyName')) === proxy);
  const clusters = groups.flatMap((group) => template.targets(group.get('DBClusterIdentifiers')));
  const instances = [
    ...groups.flatMap((group) => linked(group.get('DBInstanceIdentifiers'))),
    ...template.ofType('AWS::RDS::DBInstance').filter((instance) =>
      template.targets(instance.get('DBClusterIdentifier')).some((cluster) => clusters.includes(cluster))),
  ];
  if (instances.length === 0) return [note('unpriced', 'its database is not in this template')];
  const classes = instances.map((instance) => instance.get('DBInstanceClass').text);
  if (classes.includes(undefined)) return [note('unpriced', 'the class of its database is known at deployment only')];
  const fixed = classes.filter((type) => type !== SERVERLESS).reduce((sum, type) => sum + vcpusOf(type!), 0);
  return [
    ...fixed > 0
      ? [charge('vCPUs of its database', 'rdsProxy.vcpuHour', always(Math.max(LEAST.vcpus, fixed) * HOURS))]
      : [],
    ...capacityUnits(clusters[0], classes.filter((type) => type === SERVERLESS).length),
  ];
}

function capacityUnits(cluster: Resource | undefined, instances: number): Item[] {
  if (instances === 0) return [];
  const scaling = cluster?.get('ServerlessV2ScalingConfiguration');
  const [low, high] = [scaling?.at('MinCapacity').number, scaling?.at('MaxCapacity').number];
  if (low === undefined || high === undefined) {
    return [note('unpriced', 'the capacity of its cluster is known at deployment only')];
  }
  const hours = (units: number) => Math.max(LEAST.capacityUnits, units * instances) * HOURS;
  return [charge('capacity units of its database', 'rdsProxy.acuHour', {
    minimum: hours(low), expected: hours(low), maximum: hours(high),
  })];
}

function vcpusOf(instanceClass: string): number {
  const [, factor] = /\.(\d*)xlarge$/.exec(instanceClass) ?? [];
  return factor === undefined ? SMALL_VCPUS : XLARGE_VCPUS * Number(factor || 1);
}
