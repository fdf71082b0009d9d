import { Duration } from 'aws-cdk-lib';
import { Stats, TreatMissingData, type Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { areKnown, isKnown } from '../core';
import { SignalGroup, SignalUnit, Threshold, type Signal } from '../signal';
import { connectionsOf, hasBurstingDisks, isBurstable, memoryOf, vcpusOf } from './memory';
import type { ResolvedDatabaseProps } from './resolved-props';

const PERIOD = Duration.minutes(1);
const PERIODS = 5;
const GIB = 1024 ** 3;

const CPU_PERCENT = 80;
const FREE_STORAGE_WARNING_SHARE = 0.1;
const FREE_STORAGE_CRITICAL_SHARE = 0.05;
/** The smallest disk that RDS sells: what is right for it is never too much for a larger one. */
const SMALLEST_STORAGE = 20 * GIB;
/** RDS enlarges a disk at 10 % that last 5 minutes, and needs some more: after this it has been refused. */
const GROWTH_MINUTES = 30;
const CONNECTIONS_SHARE = 0.8;
const FREE_MEMORY_SHARE = 0.1;
const LATENCY_SECONDS = 0.02;
const LOAD_PERIODS = 15;
const CPU_CREDITS = 20;
const DISK_BALANCE_PERCENT = 10;
const DISK_BALANCE_PERIODS = 3;
/** Half of the two billion at which PostgreSQL stops accepting writes. */
const TRANSACTION_IDS = 1e9;
/** PostgreSQL reports up to five minutes on a database that nobody writes to. */
const REPLICA_LAG_SECONDS = 600;

/** What the limits depend on. */
export type DatabaseShape = Pick<ResolvedDatabaseProps, 'instanceType'>
  & Partial<Pick<ResolvedDatabaseProps, 'allocatedStorage' | 'maxAllocatedStorage'>>;

type Measure = (name: string, options?: MetricOptions) => Metric;

/** What is worth watching about a database and its replicas. */
export function databaseSignals(
  instance: IDatabaseInstance, replicas: readonly IDatabaseInstance[], settings: DatabaseShape,
  parameters: { readonly [name: string]: string },
): Signal[] {
  const measure: Measure = (name, options) => metricOf(instance, name, options);
  const memory = memoryOf(settings.instanceType);
  return [
    cpu(measure),
    load(measure, vcpusOf(settings.instanceType)),
    freeStorage(measure, settings),
    connections(measure, maxConnections(memory, parameters.max_connections)),
    freeMemory(measure, memory),
    latency(measure, 'Read'),
    latency(measure, 'Write'),
    transactionIds(measure),
    ...isBurstable(settings.instanceType) ? [cpuCredits(measure)] : [],
    ...hasBurstingDisks(settings.instanceType)
      ? [
          diskBalance(measure, 'DiskOperationsBalance', 'operations', 'EBSIOBalance%'),
          diskBalance(measure, 'DiskThroughputBalance', 'throughput', 'EBSByteBalance%'),
        ]
      : [],
    ...replicas.map(replicaLag),
  ];
}

/** A metric of an instance, by the minute. */
export function metricOf(instance: IDatabaseInstance, name: string, options: MetricOptions = {}): Metric {
  return instance.metric(name, { period: PERIOD, statistic: Stats.AVERAGE, ...options });
}

function cpu(measure: Measure): Signal {
  return {
    id: 'Cpu', title: 'CPU of the database', metric: measure('CPUUtilization'),
    unit: SignalUnit.PERCENT, group: SignalGroup.SATURATION,
    warning: Threshold.above(CPU_PERCENT, { periods: PERIODS }),
    reason: 'Queries wait for CPU above this. Look at the top statements in Performance Insights, then at the size of '
      + 'the instance.',
  };
}

function load(measure: Measure, vcpus: number | undefined): Signal {
  return {
    id: 'Load', title: 'Sessions at work in the database', metric: measure('DBLoad'),
    unit: SignalUnit.COUNT, group: SignalGroup.SATURATION,
    warning: vcpus === undefined ? undefined : Threshold.above(vcpus, { periods: LOAD_PERIODS }),
    reason: 'More sessions work or wait than there are vCPUs, for 15 minutes. Performance Insights says what they wait '
      + 'for: CPU, locks or the disk.',
  };
}

function freeStorage(measure: Measure, settings: DatabaseShape): Signal {
  const { allocatedStorage, maxAllocatedStorage } = settings;
  const storage = isKnown(allocatedStorage) ? allocatedStorage.toBytes() : SMALLEST_STORAGE;
  const grows = !areKnown(allocatedStorage, maxAllocatedStorage) || maxAllocatedStorage!.toBytes() > storage;
  return {
    id: 'FreeStorage', title: 'Free storage of the database',
    metric: measure('FreeStorageSpace', { statistic: Stats.MINIMUM }),
    unit: SignalUnit.BYTES, group: SignalGroup.CAPACITY,
    // a database that is down reports nothing: one alarm says so.
    critical: Threshold.below(storage * FREE_STORAGE_CRITICAL_SHARE, {
      periods: PERIODS, missingData: TreatMissingData.BREACHING,
    }),
    warning: Threshold.below(storage * FREE_STORAGE_WARNING_SHARE, { periods: grows ? GROWTH_MINUTES : PERIODS }),
    reason: 'A full database stops. Storage grows by itself up to its limit, once in six hours: look for logs, '
      + 'replication slots and bloat, or raise the limit. No data means that the database is down.',
  };
}

function connections(measure: Measure, most: number | undefined): Signal {
  return {
    id: 'Connections', title: 'Connections to the database',
    metric: measure('DatabaseConnections', { statistic: Stats.MAXIMUM }),
    unit: SignalUnit.COUNT, group: SignalGroup.CONNECTIONS,
    warning: most === undefined
      ? undefined
      : Threshold.above(Math.floor(most * CONNECTIONS_SHARE), { periods: PERIODS }),
    reason: 'New clients are refused at max_connections. Count tasks times the size of their pools, or put RDS Proxy '
      + 'in between.',
  };
}

function freeMemory(measure: Measure, memory: number | undefined): Signal {
  return {
    id: 'FreeMemory', title: 'Free memory of the database',
    metric: measure('FreeableMemory', { statistic: Stats.MINIMUM }),
    unit: SignalUnit.BYTES, group: SignalGroup.SATURATION,
    warning: memory === undefined ? undefined : Threshold.below(memory * FREE_MEMORY_SHARE, { periods: PERIODS }),
    reason: 'Below this the database begins to swap. Look at work_mem times connections, then at the size of the '
      + 'instance.',
  };
}

function latency(measure: Measure, direction: 'Read' | 'Write'): Signal {
  return {
    id: `${direction}Latency`, title: `${direction} latency of the database`, metric: measure(`${direction}Latency`),
    unit: SignalUnit.SECONDS, group: SignalGroup.LATENCY,
    warning: Threshold.above(LATENCY_SECONDS, { periods: PERIODS }),
    reason: 'gp3 answers in single milliseconds. More means that its IOPS or throughput are used up, or that the cache '
      + 'is too small.',
  };
}

function transactionIds(measure: Measure): Signal {
  return {
    id: 'TransactionIds', title: 'Oldest transaction ids in use',
    metric: measure('MaximumUsedTransactionIDs', { statistic: Stats.MAXIMUM }),
    unit: SignalUnit.COUNT, group: SignalGroup.UPKEEP,
    warning: Threshold.above(TRANSACTION_IDS, { periods: PERIODS }),
    reason: 'PostgreSQL refuses writes at two billion. Autovacuum cannot keep up: look for long transactions and '
      + 'abandoned replication slots.',
  };
}

function cpuCredits(measure: Measure): Signal {
  return {
    id: 'CpuCredits', title: 'CPU credits of the database',
    metric: measure('CPUCreditBalance', { statistic: Stats.MINIMUM, period: Duration.minutes(5) }),
    unit: SignalUnit.COUNT, group: SignalGroup.CREDITS,
    warning: Threshold.below(CPU_CREDITS, { periods: PERIODS }),
    reason: 'Without credits every further hour of CPU is charged, or is slow on t2. A load that lasts belongs on an m '
      + 'class.',
  };
}

function diskBalance(measure: Measure, id: string, what: string, metricName: string): Signal {
  return {
    id, title: `Burst balance of the disk, ${what}`, metric: measure(metricName),
    unit: SignalUnit.PERCENT, group: SignalGroup.CREDITS,
    warning: Threshold.below(DISK_BALANCE_PERCENT, { periods: DISK_BALANCE_PERIODS }),
    reason: 'Small classes reach the full speed of their disks for 30 minutes a day. Without a balance every read and '
      + 'write becomes slower: look at the top statements, then at the size of the instance.',
  };
}

function replicaLag(replica: IDatabaseInstance, index: number): Signal {
  return {
    id: `ReplicaLag${index + 1}`, title: `Lag of read replica ${index + 1}`,
    metric: metricOf(replica, 'ReplicaLag', { statistic: Stats.MAXIMUM }),
    unit: SignalUnit.SECONDS, group: SignalGroup.REPLICATION,
    warning: Threshold.above(REPLICA_LAG_SECONDS, { periods: PERIODS, missingData: TreatMissingData.BREACHING }),
    reason: 'Readers see old data, and the writer keeps its log until the replica has caught up. No data means that '
      + 'replication has ended.',
  };
}

/** The user's own limit, where it is a number, goes before the one that RDS computes. */
function maxConnections(memory: number | undefined, parameter: string | undefined): number | undefined {
  if (parameter !== undefined) return isKnown(parameter) && /^\d+$/.test(parameter) ? Number(parameter) : undefined;
  return memory && connectionsOf(memory);
}
