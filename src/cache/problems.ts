import { Annotations, RemovalPolicy } from 'aws-cdk-lib';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import {
  contradiction, days, encryptionKeyProblems, integer, isKnown, known, oneOf, text,
  windowProblems, type Problem,
} from '../core';
import { dataSubnetProblems, privateSubnetProblems, selectionProblems, vpcPlaceProblems } from '../network';
import type { ResolvedCacheProps } from './resolved-props';
import { tokenProblems } from './token-problems';
import type { ValkeyCacheProps } from './valkey-cache-props';

const MAX_NODES = 6;
const MIN_PORT = 1024;
const MAX_PORT = 65535;
const MAX_SNAPSHOT_DAYS = 35;
const MIN_WINDOW_MINUTES = 60;
/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/maintenance-window.html */
const MAX_WINDOW_MINUTES = 24 * 60;
/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const USUAL_NODES = 90;

/** Families with a `d` tier data to disks, which needs another kind of group. */
const NODE_TYPE
  = /cache\.(?:t[234]g?\.(?:micro|small|medium)|m3\.medium|(?:[mr][3-9][a-z]?|c[7-9]gn)\.(?:\d*x)?large)/;
/** Valkey 7 has one release; AWS adds to the others. */
const VERSION = /7\.2|[89]\.\d/;
const PARAMETER = /[A-Za-z][A-Za-z0-9.-]*/;
/** @see https://valkey.io/topics/lru-cache/ */
const EVICTION_POLICIES = [
  'noeviction', 'allkeys-lru', 'allkeys-lfu', 'allkeys-random', 'volatile-lru', 'volatile-lfu', 'volatile-random',
  'volatile-ttl',
];

/** Releases that ElastiCache offers today. */
const RELEASES = ['7.2', '8.0', '8.1', '8.2', '9.0', '9.1'];

/** What AWS may allow, or not yet: it adds releases, and allows more nodes when it is asked. */
export function warnAboutCache(scope: Construct, { version, nodes, clusterMode }: ResolvedCacheProps): void {
  const all = nodes * (clusterMode._variant.shards ?? 1);
  if (!RELEASES.includes(version)) {
    Annotations.of(scope).addWarningV2('cdk-elastic-web:unknownValkeyVersion',
      `this library does not know Valkey ${version}: it is new, or misspelt; known are ${RELEASES.join(', ')}`);
  }
  if (all > USUAL_NODES) {
    Annotations.of(scope).addWarningV2('cdk-elastic-web:manyCacheNodes',
      `AWS allows ${USUAL_NODES} nodes in a cache until you ask for more, and this one has ${all}`);
  }
}

/**
 * What ElastiCache would reject at deployment.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
 */
export function cacheProblems(
  scope: Construct, props: ValkeyCacheProps & { readonly vpcSubnets: SubnetSelection }, resolved: ResolvedCacheProps,
): Problem[] {
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
      maintenance: ['maintenanceWindow', resolved.maintenanceWindow],
      shortest: MIN_WINDOW_MINUTES,
      longest: MAX_WINDOW_MINUTES,
    }),
    ...oneOf('removalPolicy', resolved.removalPolicy, Object.values(RemovalPolicy)),
    ...resolved.clusterMode._variant.problems('clusterMode', resolved),
    ...parameterProblems(resolved.parameters, resolved.clusterMode._variant.clusterEnabled),
    ...tokenProblems(scope, 'secret', props.secret),
    ...encryptionKeyProblems(scope, 'encryptionKey', props.encryptionKey),
    ...vpcPlaceProblems(scope, 'vpc', props.vpc),
    ...networkProblems(scope, props.vpc, props.vpcSubnets, nodes),
  ];
}

function parameterProblems(
  parameters: { readonly [name: string]: string }, clusterEnabled: 'yes' | 'no',
): Problem[] {
  return [
    ...Object.entries(parameters).flatMap(([name, value]) => [
      ...text('parameters', name, PARAMETER, 'have names of letters, digits, "-" and "."'),
      ...contradiction(typeof value !== 'string', { prop: `parameters.${name}`, must: 'be a text', got: value }),
    ]),
    ...typeof parameters['maxmemory-policy'] === 'string'
      ? oneOf('parameters.maxmemory-policy', parameters['maxmemory-policy'], EVICTION_POLICIES)
      : [],
    ...oneOf('parameters.cluster-enabled', parameters['cluster-enabled'], [clusterEnabled],
      'set "clusterMode" in its place'),
  ];
}

/** The subnets of a cache: the nodes of one with failover stand in different zones. */
function networkProblems(scope: Construct, vpc: IVpc, subnets: SubnetSelection, nodes: number): Problem[] {
  const noSubnets = privateSubnetProblems('vpc', vpc);
  const minZones = isKnown(nodes) && nodes > 1 ? 2 : 1;
  if (noSubnets.length > 0) return noSubnets;
  const unselectable = selectionProblems(scope, 'vpcSubnets', vpc, subnets);
  return unselectable.length > 0
    ? unselectable
    : dataSubnetProblems(
        'vpcSubnets', vpc.selectSubnets(subnets), minZones,
        'the nodes of a cache with failover stand in different zones',
      );
}
