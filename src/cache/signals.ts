import { Duration } from 'aws-cdk-lib';
import {
  MathExpression, Metric, Stats, TreatMissingData, type IMetric, type MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { isKnown } from '../core';
import { SignalGroup, SignalUnit, Threshold, type Signal } from '../signal';
import type { CacheSettings } from './settings';

const NAMESPACE = 'AWS/ElastiCache';
const PERIOD = Duration.minutes(1);
const CREDIT_PERIOD = Duration.minutes(5);
const PERIODS = 5;

const CPU_PERCENT = 80;
const MEMORY_WARNING_PERCENT = 80;
const MEMORY_CRITICAL_PERCENT = 90;
/** 80 percent of the 65000 clients that a node takes. */
const CONNECTIONS = 52000;
const LAG_SECONDS = 10;
const CPU_CREDITS = 20;

/** What is worth watching about a cache: each signal is the worst of all nodes, because roles move between them. */
export function cacheSignals(group: CfnReplicationGroup, { nodes, nodeType, parameters }: CacheSettings): Signal[] {
  const worst = (name: string, options?: MetricOptions) => worstOf(group, nodes, name, options);
  const keepsAll = parameters['maxmemory-policy'] === 'noeviction';
  return [
    {
      id: 'EngineCpu', title: 'CPU of the engine', metric: worst('EngineCPUUtilization'),
      unit: SignalUnit.PERCENT, group: SignalGroup.SATURATION,
      warning: Threshold.above(CPU_PERCENT, { periods: PERIODS, missingData: TreatMissingData.BREACHING }),
      reason: 'Commands run on one thread: above this they queue up. Look at the slow log, then at the node type. No '
        + 'data means that the cache '
        + 'is down.',
    },
    {
      id: 'Memory', title: 'Memory of the cache', metric: worst('DatabaseMemoryUsagePercentage'),
      unit: SignalUnit.PERCENT, group: SignalGroup.SATURATION,
      critical: Threshold.above(MEMORY_CRITICAL_PERCENT, { periods: PERIODS }),
      warning: Threshold.above(MEMORY_WARNING_PERCENT, { periods: PERIODS }),
      reason: keepsAll
        ? 'A full cache refuses writes. Look for consumers that stand still, then at the node type.'
        : 'A full cache begins to forget. Look at what it holds, then at the node type.',
    },
    {
      id: 'Evictions', title: 'Evicted keys', metric: worst('Evictions', { statistic: Stats.SUM }),
      unit: SignalUnit.COUNT, group: SignalGroup.ERRORS,
      warning: keepsAll ? Threshold.above(0, { periods: 1 }) : undefined,
      reason: 'With `noeviction` nothing may be evicted: somebody has changed the parameter, and data is lost.',
    },
    {
      id: 'Connections', title: 'Connections to the cache',
      metric: worst('CurrConnections', { statistic: Stats.MAXIMUM }),
      unit: SignalUnit.COUNT, group: SignalGroup.CONNECTIONS,
      warning: Threshold.above(CONNECTIONS, { periods: PERIODS }),
      reason: 'A node takes 65000 clients. Look for clients that open a connection for each request.',
    },
    ...nodes > 1
      ? [{
          id: 'ReplicationLag', title: 'Lag of the replicas',
          metric: worst('ReplicationLag', { statistic: Stats.MAXIMUM }),
          unit: SignalUnit.SECONDS, group: SignalGroup.REPLICATION,
          warning: Threshold.above(LAG_SECONDS, { periods: PERIODS }),
          reason: 'What has not reached a replica is lost when the primary fails. Look at the write load and at '
            + 'snapshots in progress.',
        }]
      : [],
    ...isKnown(nodeType) && nodeType.startsWith('cache.t')
      ? [{
          id: 'CpuCredits', title: 'CPU credits of the cache',
          unit: SignalUnit.COUNT, group: SignalGroup.CREDITS,
          metric: lowestOf(group, nodes, 'CPUCreditBalance', { period: CREDIT_PERIOD }),
          warning: Threshold.below(CPU_CREDITS, { periods: PERIODS }),
          reason: 'Without credits every further hour of CPU is charged, or is slow on t2. A load that lasts belongs '
            + 'on an m node.',
        }]
      : [],
  ];
}

/** The largest value of all nodes. */
export function worstOf(group: CfnReplicationGroup, nodes: number, name: string, options?: MetricOptions): IMetric {
  return combined('MAX', metricsOf(group, nodes, name, options), name);
}

function lowestOf(group: CfnReplicationGroup, nodes: number, name: string, options?: MetricOptions): IMetric {
  return combined('MIN', metricsOf(group, nodes, name, { statistic: Stats.MINIMUM, ...options }), name);
}

/** Nodes are named after their group: the first is `<group>-001`. */
function metricsOf(group: CfnReplicationGroup, nodes: number, metricName: string, options?: MetricOptions): Metric[] {
  return Array.from({ length: nodes }, (_, index) => new Metric({
    namespace: NAMESPACE,
    metricName,
    dimensionsMap: { CacheClusterId: `${group.ref}-${String(index + 1).padStart(3, '0')}` },
    period: PERIOD,
    statistic: Stats.AVERAGE,
    ...options,
  }));
}

function combined(operation: 'MAX' | 'MIN', metrics: Metric[], label: string): IMetric {
  if (metrics.length === 1) return metrics[0];
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`node${index + 1}`, metric]));
  return new MathExpression({
    expression: `${operation}([${Object.keys(usingMetrics).join(', ')}])`, usingMetrics, label,
    period: metrics[0].period,
  });
}
