import type { SelectedSubnets } from 'aws-cdk-lib/aws-ec2';
import { days, integer, isKnown, known, text, windowProblems, type Problem } from '../core';
import { dataSubnetProblems } from '../network';
import type { CacheSettings } from './settings';

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
export function cacheProblems(settings: CacheSettings, subnets: SelectedSubnets): Problem[] {
  const { nodes } = settings;
  const minZones = isKnown(nodes) && nodes > 1 ? 2 : 1;
  return [
    ...known('version', settings.version),
    ...text(
      'version', settings.version, VERSION,
      'be a version of Valkey from 7.2, with major and minor number, such as "8.0"',
    ),
    ...text('nodeType', settings.nodeType, NODE_TYPE, 'be a node type without data tiering such as "cache.t4g.small"'),
    ...known('nodes', nodes),
    ...integer('nodes', nodes, { min: 1, max: MAX_NODES }),
    ...integer('port', settings.port, { min: MIN_PORT, max: MAX_PORT }),
    ...days('snapshotRetention', settings.snapshotRetention, { min: 0, max: MAX_SNAPSHOT_DAYS }),
    ...windowProblems({
      backup: ['snapshotWindow', settings.snapshotWindow],
      maintenance: ['maintenanceWindow', settings.maintenanceWindow], shortest: MIN_WINDOW_MINUTES,
    }),
    ...dataSubnetProblems(
      'vpcSubnets', subnets, minZones, 'the nodes of a cache with failover stand in different zones',
    ),
  ];
}
