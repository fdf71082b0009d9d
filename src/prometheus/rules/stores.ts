import { Severity } from '../../signal';
import { has } from '../model/facts';
import type { MetricsModel } from '../model/model';
import type { AlertRule, RuleGroup } from './rule';

/** postgres_exporter added the unit to the name in version 0.16. */
export const REPLICA_LAG = '{__name__=~"pg_replication_lag(_seconds)?"}';
/** Connections in use of those that are allowed, in percent. */
export const DATABASE_CONNECTIONS
  = '100 * sum by (subject, job, instance) (pg_stat_activity_count) / on (subject, job, instance) '
    + 'pg_settings_max_connections';
/** Memory in use of what the cache may use, in percent; a limit of 0 is no limit. */
export const CACHE_MEMORY = '100 * redis_memory_used_bytes / (redis_memory_max_bytes > 0)';

/** What the exporters of data stores tell. */
export function storeRules(model: MetricsModel): RuleGroup[] {
  const alerts = [
    ...has(model, 'postgres') ? databaseAlerts(model) : [], ...has(model, 'redis') ? cacheAlerts(model) : [],
  ];
  return alerts.length === 0 ? [] : [{ name: 'stores', alerts }];
}

function databaseAlerts({ thresholds }: MetricsModel): AlertRule[] {
  const { databaseConnectionsPercent: percent, replicaLagSeconds: seconds } = thresholds;
  return [
    {
      name: 'DatabaseDown', severity: Severity.CRITICAL, expr: 'pg_up == 0', lasts: '2m',
      summary: 'The database of {{ $labels.subject }} does not answer',
      description: 'The exporter could not log in for 2 minutes; a failover takes one to two',
      action: 'Look at the events of the database, then at the log-in of the exporter.',
    },
    {
      name: 'DatabaseConnections', severity: Severity.WARNING, lasts: '5m',
      expr: `${DATABASE_CONNECTIONS} > ${percent}`,
      summary: '{{ $value | printf "%.0f" }} % of the connections to the database are in use',
      description: `More than ${percent} % of the connections were in use for 5 minutes: soon new ones are refused`,
      action: 'Make pools smaller, put a proxy in front, or choose a larger instance.',
    },
    {
      name: 'ReplicaLag', severity: Severity.WARNING, expr: `${REPLICA_LAG} > ${seconds}`, lasts: '5m',
      summary: '{{ $labels.instance }} is {{ $value | printf "%.0f" }} s behind',
      description: `The replica was more than ${seconds} s behind for 5 minutes: its readers see old data`,
      action: 'Look at the load of the replica, and at long transactions on it.',
    },
  ];
}

function cacheAlerts({ thresholds }: MetricsModel): AlertRule[] {
  const { cacheMemoryPercent: percent, cacheReplicaLagSeconds: seconds } = thresholds;
  return [
    {
      name: 'CacheDown', severity: Severity.CRITICAL, expr: 'redis_up == 0', lasts: '2m',
      summary: 'The cache of {{ $labels.subject }} does not answer',
      description: 'The exporter could not log in for 2 minutes',
      action: 'Look at the events of the cache, then at the log-in of the exporter.',
    },
    {
      name: 'CacheMemory', severity: Severity.WARNING, expr: `${CACHE_MEMORY} > ${percent}`, lasts: '5m',
      summary: '{{ $value | printf "%.0f" }} % of the memory of the cache is in use',
      description: `More than ${percent} % was in use for 5 minutes: a full cache drops entries or refuses new ones`,
      action: 'Look at what grows, for example a queue that nobody empties, or choose a larger node.',
    },
    {
      name: 'CacheReplicaLag', severity: Severity.WARNING, expr: `redis_connected_slave_lag_seconds > ${seconds}`,
      lasts: '5m',
      summary: 'A replica of the cache is {{ $value | printf "%.0f" }} s behind',
      description: `The replica was more than ${seconds} s behind for 5 minutes: a failover would lose that much`,
      action: 'Look at the network and the load of the cache.',
    },
  ];
}
