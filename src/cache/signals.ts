import { Duration } from 'aws-cdk-lib';
import {
  MathExpression, Stats, TreatMissingData, type IMetric, type Metric, type MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch';
import { isKnown } from '../core';
import { SignalGroup, SignalUnit, Threshold, type Signal } from '../signal';
import { lowestOf, metricsOf, nodesOf, worstOf, type Group, type Nodes } from './nodes';
import type { ResolvedCacheProps } from './resolved-props';

const CREDIT_PERIOD = Duration.minutes(5);
const FAILOVER_PERIOD = Duration.minutes(5);
const PERIODS = 5;

const CPU_WARNING_PERCENT = 80;
const CPU_CRITICAL_PERCENT = 90;
/** Up to here AWS says to watch the node, with more vCPUs the engine. */
const SMALL_VCPUS = 2;
const ONE_VCPU = /^(?:t2\.micro|t2\.small|m3\.medium)$/;
/** Each cluster of Valkey has one node; its number is the same everywhere. */
const ONLY_NODE = '0001';
const MEMORY_WARNING_PERCENT = 80;
const MEMORY_CRITICAL_PERCENT = 90;
/** 80 percent of the 65000 clients that a node takes. */
const CONNECTIONS = 52000;
const LAG_SECONDS = 10;
const CPU_CREDITS = 20;

/** What the limits depend on. */
export interface CacheShape extends Nodes, Pick<ResolvedCacheProps, 'nodeType' | 'parameters'> {}
type Worst = (name: string, options?: MetricOptions) => IMetric;

/**
 * What is worth watching about a cache: each signal is the worst of the nodes that share their data, because roles move
 * between them. In cluster mode each shard has its own signals: an alarm costs as much for each metric that it looks
 * at, and says which shard it is.
 */
export function cacheSignals(group: Group, shape: CacheShape): Signal[] {
  const { nodes, shards } = shape;
  if (shards === undefined) return shardSignals(nodesOf(group, { nodes }), shape);
  return Array.from({ length: shards }, (_, index) => index + 1).flatMap((shard) =>
    shardSignals(nodesOf(group, { nodes }, shard), shape).map((signal) => ({
      ...signal, id: `${signal.id}Shard${shard}`, title: `${signal.title}, shard ${shard}`,
    })));
}

function shardSignals(nodes: readonly string[], { nodeType, parameters }: CacheShape): Signal[] {
  const worst: Worst = (name, options) => worstOf(nodes, name, options);
  const vcpus = vcpusOf(nodeType);
  const keepsAll = parameters['maxmemory-policy'] === 'noeviction';
  return [
    vcpus !== undefined && vcpus <= SMALL_VCPUS ? cpu(worst, vcpus) : engineCpu(worst),
    memory(worst, keepsAll),
    evictions(worst, keepsAll),
    connections(worst),
    ...nodes.length > 1
      ? [replicationLag(worst), failover(metricsOf(nodes, 'IsMaster', { period: FAILOVER_PERIOD }))]
      : [],
    ...isKnown(nodeType) && nodeType.startsWith('cache.t')
      ? [cpuCredits(lowestOf(nodes, 'CPUCreditBalance', { period: CREDIT_PERIOD }))]
      : [],
  ];
}

/** A node that is down reports nothing: the critical threshold, and no other, says so. */
function cpuThresholds(share: number): Pick<Signal, 'critical' | 'warning'> {
  return {
    critical: Threshold.above(CPU_CRITICAL_PERCENT * share, {
      periods: PERIODS, missingData: TreatMissingData.BREACHING,
    }),
    warning: Threshold.above(CPU_WARNING_PERCENT * share, { periods: PERIODS }),
  };
}

function engineCpu(worst: Worst): Signal {
  return {
    id: 'EngineCpu', title: 'CPU of the engine', metric: worst('EngineCPUUtilization'),
    unit: SignalUnit.PERCENT, group: SignalGroup.SATURATION,
    ...cpuThresholds(1),
    reason: 'Commands run on one thread: above this they queue up. Look at the slow log, then at the node type. No '
      + 'data means that the cache is down.',
  };
}

/** Where the one thread of the engine shares a core with all else, the whole node counts. */
function cpu(worst: Worst, vcpus: number): Signal {
  return {
    id: 'Cpu', title: 'CPU of the nodes',
    metric: worst('CPUUtilization', { dimensionsMap: { CacheNodeId: ONLY_NODE } }),
    unit: SignalUnit.PERCENT, group: SignalGroup.SATURATION,
    ...cpuThresholds(1 / vcpus),
    reason: `Commands run on one thread, which fills one of ${vcpus} vCPUs: above this they queue up. Look at the slow `
      + 'log, then at the node type. No data means that the cache is down.',
  };
}

function memory(worst: Worst, keepsAll: boolean): Signal {
  return {
    id: 'Memory', title: 'Memory of the cache', metric: worst('DatabaseMemoryUsagePercentage'),
    unit: SignalUnit.PERCENT, group: SignalGroup.SATURATION,
    critical: Threshold.above(MEMORY_CRITICAL_PERCENT, { periods: PERIODS }),
    warning: Threshold.above(MEMORY_WARNING_PERCENT, { periods: PERIODS }),
    reason: keepsAll
      ? 'A full cache refuses writes. Look for consumers that stand still, then at the node type.'
      : 'A full cache begins to forget. Look at what it holds, then at the node type.',
  };
}

function evictions(worst: Worst, keepsAll: boolean): Signal {
  return {
    id: 'Evictions', title: 'Evicted keys', metric: worst('Evictions', { statistic: Stats.SUM }),
    unit: SignalUnit.COUNT, group: SignalGroup.ERRORS,
    warning: keepsAll ? Threshold.above(0, { periods: 1 }) : undefined,
    reason: 'With `noeviction` nothing may be evicted: somebody has changed the parameter, and data is lost.',
  };
}

function connections(worst: Worst): Signal {
  return {
    id: 'Connections', title: 'Connections to the cache',
    metric: worst('CurrConnections', { statistic: Stats.MAXIMUM }),
    unit: SignalUnit.COUNT, group: SignalGroup.CONNECTIONS,
    warning: Threshold.above(CONNECTIONS, { periods: PERIODS }),
    reason: 'A node takes 65000 clients. Look for clients that open a connection for each request.',
  };
}

function replicationLag(worst: Worst): Signal {
  return {
    id: 'ReplicationLag', title: 'Lag of the replicas',
    metric: worst('ReplicationLag', { statistic: Stats.MAXIMUM }),
    unit: SignalUnit.SECONDS, group: SignalGroup.REPLICATION,
    warning: Threshold.above(LAG_SECONDS, { periods: PERIODS }),
    reason: 'What has not reached a replica is lost when the primary fails. Look at the write load and at snapshots in '
      + 'progress.',
  };
}

/**
 * ElastiCache tells of a failover only through a topic without encryption. But a node that was primary for a part of
 * the time reports an average between 0 and 1.
 */
function failover(roles: Metric[]): Signal {
  const usingMetrics = Object.fromEntries(roles.map((metric, index) => [`node${index + 1}`, metric]));
  const changed = (role: string) => `MIN([FILL(${role}, 0), 1 - FILL(${role}, 0)])`;
  return {
    id: 'Failover', title: 'Change of the primary',
    metric: new MathExpression({
      expression: Object.keys(usingMetrics).map(changed).join(' + '), usingMetrics, period: FAILOVER_PERIOD,
    }),
    unit: SignalUnit.COUNT, group: SignalGroup.REPLICATION,
    warning: Threshold.above(0, { periods: 1 }),
    reason: 'A replica took over. Nothing to do, if it was maintenance and clients have connected again; else look at '
      + 'the events of the cache.',
  };
}

function cpuCredits(metric: IMetric): Signal {
  return {
    id: 'CpuCredits', title: 'CPU credits of the cache', metric,
    unit: SignalUnit.COUNT, group: SignalGroup.CREDITS,
    warning: Threshold.below(CPU_CREDITS, { periods: PERIODS }),
    reason: 'Without credits every further hour of CPU is charged, or is slow on t2. A load that lasts belongs on an m '
      + 'node.',
  };
}

/** vCPUs of a node type; nothing when it is only known at deployment. */
function vcpusOf(nodeType: string): number | undefined {
  if (!isKnown(nodeType)) return undefined;
  const [, family, size] = nodeType.split('.');
  if (ONE_VCPU.test(`${family}.${size}`)) return 1;
  const large = /^(\d*)xlarge$/.exec(size);
  return large ? 4 * Number(large[1] || 1) : 2;
}
