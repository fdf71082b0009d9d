import { Duration } from 'aws-cdk-lib';
import {
  ComparisonOperator, Stats, TreatMissingData, type Metric, type MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { isKnown } from '../core';
import { Severity, type Signal, type SignalThreshold } from '../signal';
import { connectionsOf, isBurstable, memoryOf } from './memory';
import type { ResolvedDatabaseProps } from './resolved-props';

const PERIOD = Duration.minutes(1);
const PERIODS = 5;

const CPU_PERCENT = 80;
const FREE_STORAGE_WARNING_SHARE = 0.1;
const FREE_STORAGE_CRITICAL_SHARE = 0.05;
const CONNECTIONS_SHARE = 0.8;
const FREE_MEMORY_SHARE = 0.1;
const LATENCY_SECONDS = 0.02;
const CPU_CREDITS = 20;
/** Half of the two billion at which PostgreSQL stops to accept writes. */
const TRANSACTION_IDS = 1e9;
/** PostgreSQL reports up to five minutes on a database that nobody writes to. */
const REPLICA_LAG_SECONDS = 600;

interface Limit {
  readonly value: number;
  readonly severity?: Severity;
}

/** What is worth watching about a database and its replicas. */
export function databaseSignals(
  instance: IDatabaseInstance, replicas: readonly IDatabaseInstance[], settings: ResolvedDatabaseProps,
  parameters: { readonly [name: string]: string },
): Signal[] {
  const measure = (name: string, options?: MetricOptions) => metricOf(instance, name, options);
  const memory = memoryOf(settings.instanceType);
  const connections = maxConnections(memory, parameters.max_connections);
  const { allocatedStorage } = settings;
  const storage = isKnown(allocatedStorage) ? allocatedStorage.toBytes() : undefined;
  return [
    {
      id: 'Cpu', title: 'CPU of the database', metric: measure('CPUUtilization'), unit: '%',
      thresholds: above({ value: CPU_PERCENT }),
      missingData: TreatMissingData.NOT_BREACHING,
      reason: 'Queries wait for CPU above this. Look at the top statements in Performance Insights, then at the size '
        + 'of the instance.',
    },
    {
      id: 'FreeStorage', title: 'Free storage of the database',
      metric: measure('FreeStorageSpace', { statistic: Stats.MINIMUM }), unit: 'bytes',
      thresholds: storage === undefined
        ? []
        : [
            ...below({ value: storage * FREE_STORAGE_CRITICAL_SHARE, severity: Severity.CRITICAL }),
            ...below({ value: storage * FREE_STORAGE_WARNING_SHARE }),
          ],
      missingData: TreatMissingData.BREACHING,
      reason: 'A full database stops. Storage grows by itself up to its limit, once in six hours: look for logs, '
        + 'replication slots and bloat, or raise '
        + 'the limit. No data means that the database is down.',
    },
    {
      id: 'Connections', title: 'Connections to the database',
      metric: measure('DatabaseConnections', { statistic: Stats.MAXIMUM }), unit: 'connections',
      thresholds: connections === undefined ? [] : above({ value: Math.floor(connections * CONNECTIONS_SHARE) }),
      missingData: TreatMissingData.NOT_BREACHING,
      reason: 'New clients are refused at max_connections. Count tasks times the size of their pools, or put RDS '
        + 'Proxy in between.',
    },
    {
      id: 'FreeMemory', title: 'Free memory of the database',
      metric: measure('FreeableMemory', { statistic: Stats.MINIMUM }), unit: 'bytes',
      thresholds: memory === undefined ? [] : below({ value: memory * FREE_MEMORY_SHARE }),
      missingData: TreatMissingData.NOT_BREACHING,
      reason: 'Below this the database begins to swap. Look at work_mem times connections, then at the size of the '
        + 'instance.',
    },
    ...['Read', 'Write'].map((kind): Signal => ({
      id: `${kind}Latency`, title: `${kind} latency of the database`, metric: measure(`${kind}Latency`), unit: 's',
      thresholds: above({ value: LATENCY_SECONDS }),
      missingData: TreatMissingData.NOT_BREACHING,
      reason: 'gp3 answers in single milliseconds. More means that its IOPS or throughput are used up, or that the '
        + 'cache is too small.',
    })),
    {
      id: 'TransactionIds', title: 'Oldest transaction ids in use',
      metric: measure('MaximumUsedTransactionIDs', { statistic: Stats.MAXIMUM }), unit: 'ids',
      thresholds: above({ value: TRANSACTION_IDS }),
      missingData: TreatMissingData.NOT_BREACHING,
      reason: 'PostgreSQL refuses writes at two billion. Autovacuum cannot keep up: look for long transactions and '
        + 'abandoned replication slots.',
    },
    ...isBurstable(settings.instanceType)
      ? [{
          id: 'CpuCredits', title: 'CPU credits of the database',
          metric: measure('CPUCreditBalance', { statistic: Stats.MINIMUM, period: Duration.minutes(5) }),
          unit: 'credits',
          thresholds: below({ value: CPU_CREDITS }),
          missingData: TreatMissingData.NOT_BREACHING,
          reason: 'Without credits every further hour of CPU is charged, or is slow on t2. A load that lasts belongs '
            + 'on an m class.',
        }]
      : [],
    ...replicas.map((replica, index): Signal => ({
      id: `ReplicaLag${index + 1}`, title: `Lag of read replica ${index + 1}`,
      metric: metricOf(replica, 'ReplicaLag', { statistic: Stats.MAXIMUM }), unit: 's',
      thresholds: above({ value: REPLICA_LAG_SECONDS }),
      missingData: TreatMissingData.BREACHING,
      reason: 'Readers see old data, and the writer keeps its log until the replica has caught up. No data means that '
        + 'replication has ended.',
    })),
  ];
}

/** A metric of an instance, by the minute. */
export function metricOf(instance: IDatabaseInstance, name: string, options: MetricOptions = {}): Metric {
  return instance.metric(name, { period: PERIOD, statistic: Stats.AVERAGE, ...options });
}

function above({ value, severity = Severity.WARNING }: Limit): SignalThreshold[] {
  return [{ severity, value, comparison: ComparisonOperator.GREATER_THAN_THRESHOLD, evaluationPeriods: PERIODS }];
}

function below({ value, severity = Severity.WARNING }: Limit): SignalThreshold[] {
  return [{ severity, value, comparison: ComparisonOperator.LESS_THAN_THRESHOLD, evaluationPeriods: PERIODS }];
}

/** The user's own limit, where it is a number, goes before the one that RDS computes. */
function maxConnections(memory: number | undefined, parameter: string | undefined): number | undefined {
  if (parameter !== undefined) return isKnown(parameter) && /^\d+$/.test(parameter) ? Number(parameter) : undefined;
  return memory && connectionsOf(memory);
}
