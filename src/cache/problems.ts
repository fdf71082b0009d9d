import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { days, integer, isKnown, known, text, windowProblems, type Problem } from '../core';
import { dataSubnetProblems, privateSubnetProblems } from '../network';
import type { ResolvedCacheProps } from './resolved-props';

const MAX_NODES = 6;
const MIN_PORT = 1024;
const MAX_PORT = 65535;
const MAX_SNAPSHOT_DAYS = 35;
const MIN_WINDOW_MINUTES = 60;

/** Families with a `d` tier data to disks, which needs another kind of group. */
const NODE_TYPE = /cache\.(?:t[234]g?|[mr][3-9][a-z]?|c[7-9]gn)\.(?:micro|small|medium|(?:\d*x)?large)/;
const VERSION = /7\.[2-9]|[89]\.\d/;

/**
 * What ElastiCache would reject at deployment.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
 */
export function cacheProblems(resolved: ResolvedCacheProps): Problem[] {
  const { nodes } = resolved;
  return [
    ...known('version', resolved.version),
    ...text(
      'version', resolved.version, VERSION,
      'be a version of Valkey from 7.2, with major and minor number, such as "8.0"',
    ),
    ...text('nodeType', resolved.nodeType, NODE_TYPE, 'be a node type without data tiering such as "cache.t4g.small"'),
    ...known('nodes', nodes),
    ...integer('nodes', nodes, { min: 1, max: MAX_NODES }),
    ...integer('port', resolved.port, { min: MIN_PORT, max: MAX_PORT }),
    ...days('snapshotRetention', resolved.snapshotRetention, { min: 0, max: MAX_SNAPSHOT_DAYS }),
    ...windowProblems({
      backup: ['snapshotWindow', resolved.snapshotWindow],
      maintenance: ['maintenanceWindow', resolved.maintenanceWindow], shortest: MIN_WINDOW_MINUTES,
    }),
  ];
}

/** The subnets of a cache: the nodes of one with failover stand in different zones. */
export function cacheNetworkProblems(vpc: IVpc, subnets: SubnetSelection, nodes: number): Problem[] {
  const noSubnets = privateSubnetProblems('vpc', vpc);
  const minZones = isKnown(nodes) && nodes > 1 ? 2 : 1;
  return noSubnets.length > 0
    ? noSubnets
    : dataSubnetProblems(
        'vpcSubnets', vpc.selectSubnets(subnets), minZones,
        'the nodes of a cache with failover stand in different zones',
      );
}
