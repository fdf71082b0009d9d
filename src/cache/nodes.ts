import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats, type IMetric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';

const NAMESPACE = 'AWS/ElastiCache';
const PERIOD = Duration.minutes(1);
const SHARD_DIGITS = 4;
const NODE_DIGITS = 3;

/** What its nodes are named after. */
export type Group = Pick<CfnReplicationGroup, 'ref'>;

/** How many nodes there are. */
export interface Nodes {
  /** A primary and its replicas. */
  readonly nodes: number;
  /** How often there are as many, in cluster mode; nothing without it. */
  readonly shards?: number;
}

/** Names of the nodes: `<group>-001`, and in cluster mode `<group>-0001-001`. */
export function nodesOf(group: Group, { nodes }: Nodes, shard?: number): string[] {
  const prefix = shard === undefined ? group.ref : `${group.ref}-${numbered(shard, SHARD_DIGITS)}`;
  return Array.from({ length: nodes }, (_, index) => `${prefix}-${numbered(index + 1, NODE_DIGITS)}`);
}

/** Names of the nodes of all shards. */
export function allNodesOf(group: Group, shape: Nodes): string[] {
  return shape.shards === undefined
    ? nodesOf(group, shape)
    : Array.from({ length: shape.shards }, (_, index) => nodesOf(group, shape, index + 1)).flat();
}

/** The largest value of some nodes. */
export function worstOf(nodes: readonly string[], name: string, options?: MetricOptions): IMetric {
  return combined('MAX', metricsOf(nodes, name, options), name);
}

/** The smallest value of some nodes. */
export function lowestOf(nodes: readonly string[], name: string, options?: MetricOptions): IMetric {
  return combined('MIN', metricsOf(nodes, name, { statistic: Stats.MINIMUM, ...options }), name);
}

/** A metric of each node. */
export function metricsOf(nodes: readonly string[], metricName: string, options?: MetricOptions): Metric[] {
  return nodes.map((node) => new Metric({
    namespace: NAMESPACE,
    metricName,
    period: PERIOD,
    statistic: Stats.AVERAGE,
    ...options,
    dimensionsMap: { CacheClusterId: node, ...options?.dimensionsMap },
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

function numbered(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
