import type { CfnUpdatePolicy } from 'aws-cdk-lib';
import type { CfnReplicationGroup, CfnReplicationGroupProps } from 'aws-cdk-lib/aws-elasticache';
import { contradiction, integer, isKnown, known, oneOf, relation, type Problem } from '../core';
import { CacheDurability, type ClusterModeOptions } from './cluster-mode-options';

const MAX_NODES_OF_CLUSTER = 500;
const MAX_SHARDS = 250;
const MIN_NODES = 2;
const DURABLE_VERSION = 9;
/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Durability.Limitations.html */
const DURABLE = /^cache\.(?:[mr][678]g|c[78]gn)\./;

/** What the rules of cluster mode look at. */
export interface CacheNodes {
  readonly nodes: number;
  readonly version: string;
  readonly nodeType: string;
}

/** What cluster mode changes in a cache. */
export interface ClusterModeVariant {
  /** Number of shards; nothing without cluster mode. */
  readonly shards?: number;
  /** Parameters that the mode needs. */
  readonly parameters: { readonly [name: string]: string };
  /** How CloudFormation changes the number of shards. */
  readonly updatePolicy?: CfnUpdatePolicy;
  /** What the parameter `cluster-enabled` may say. */
  readonly clusterEnabled: 'yes' | 'no';
  /** How many nodes a shard has if the user does not say so. */
  nodes(usual: number): number;
  problems(prop: string, cache: CacheNodes): Problem[];
  /** Number of nodes and what comes with it. */
  bind(nodes: number): Partial<CfnReplicationGroupProps>;
  /** Host that clients begin with. */
  hostOf(group: CfnReplicationGroup): string;
  /** Host that spreads reads. */
  readerHostOf(group: CfnReplicationGroup): string;
  /** What else a client has to know, by the id of its parameter. */
  settingsOf(group: CfnReplicationGroup): { readonly [id: string]: string };
}

/** One primary. */
export const DISABLED: ClusterModeVariant = {
  parameters: {},
  clusterEnabled: 'no',
  nodes: (usual) => usual,
  problems: () => [],
  bind: (nodes) => ({ numCacheClusters: nodes }),
  hostOf: (group) => group.attrPrimaryEndPointAddress,
  readerHostOf: (group) => group.attrReaderEndPointAddress,
  settingsOf: (group) => ({
    ...group.numCacheClusters! > 1 && { ReaderHost: group.attrReaderEndPointAddress },
  }),
};

/** Several primaries. */
export class Sharded implements ClusterModeVariant {
  public readonly shards: number;
  public readonly parameters = { 'cluster-enabled': 'yes' };
  /** Without it CloudFormation would replace the cache by an empty one. */
  public readonly updatePolicy = { useOnlineResharding: true };
  public readonly clusterEnabled = 'yes';
  private readonly durability?: CacheDurability;

  constructor(options: ClusterModeOptions) {
    this.shards = options?.shards;
    this.durability = options?.durability;
  }

  /** A shard without a replica cannot be updated later. */
  public nodes(usual: number): number {
    return Math.max(MIN_NODES, usual);
  }

  public problems(prop: string, cache: CacheNodes): Problem[] {
    return [
      ...this.shardProblems(`${prop}.shards`, cache),
      ...relation({
        prop: 'nodes', must: `be at least ${MIN_NODES} in cluster mode`, got: cache.nodes,
        advice: 'a shard without a replica cannot be updated later',
      }, [cache.nodes], () => cache.nodes !== 1),
      ...oneOf(`${prop}.durability`, this.durability, Object.values(CacheDurability)),
      ...this.isDurable ? durabilityProblems(`${prop}.durability`, cache) : [],
    ];
  }

  public bind(nodes: number): Partial<CfnReplicationGroupProps> {
    return {
      numNodeGroups: this.shards, replicasPerNodeGroup: nodes - 1, clusterMode: 'enabled', durability: this.durability,
    };
  }

  public hostOf(group: CfnReplicationGroup): string {
    return group.attrConfigurationEndPointAddress;
  }

  /** Clients in cluster mode find the replicas by themselves. */
  public readerHostOf(group: CfnReplicationGroup): string {
    return this.hostOf(group);
  }

  public settingsOf(): { readonly [id: string]: string } {
    return { Cluster: 'true' };
  }

  private shardProblems(prop: string, { nodes }: CacheNodes): Problem[] {
    const { shards } = this;
    const range = [
      ...contradiction(shards === undefined, { prop, must: 'be given', got: shards }),
      ...known(prop, shards),
      ...integer(prop, shards, { min: 1, max: MAX_SHARDS }),
    ];
    return range.length > 0
      ? range
      : relation({
          prop, must: `be at most ${Math.floor(MAX_NODES_OF_CLUSTER / nodes)} with ${nodes} nodes each`, got: shards,
          advice: `a cache has at most ${MAX_NODES_OF_CLUSTER} nodes`,
        }, [nodes], () => shards * nodes <= MAX_NODES_OF_CLUSTER);
  }

  private get isDurable(): boolean {
    return isKnown(this.durability) && this.durability !== CacheDurability.NONE;
  }
}

function durabilityProblems(prop: string, { version, nodeType }: CacheNodes): Problem[] {
  return [
    ...relation({
      prop: 'version', must: `be ${DURABLE_VERSION}.0 or newer with "${prop}"`, got: version,
      advice: 'older ones have no log',
    }, [version], () => Number.parseInt(version, 10) >= DURABLE_VERSION),
    ...relation({
      prop: 'nodeType', must: `be of a family that keeps a log with "${prop}"`, got: nodeType,
      advice: 'for example "cache.r7g.large"',
    }, [nodeType], () => DURABLE.test(nodeType)),
  ];
}
