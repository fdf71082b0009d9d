import { has } from '../model/facts';
import type { MetricsModel } from '../model/model';
import { CACHE_MEMORY, DATABASE_CONNECTIONS, REAL_DISKS, REPLICA_LAG } from '../rules';
import { cloudWatchRows } from './cloudwatch';
import { CHOSEN, chosen, figure, graph, query, rate, type DashboardSpec, type RowSpec } from './spec';

/** Machines, data stores and Prometheus itself. */
export function infrastructure(model: MetricsModel): DashboardSpec {
  return {
    uid: 'infrastructure',
    title: 'Infrastructure overview',
    rows: [
      targets(),
      ...has(model, 'node') ? [instances()] : [],
      ...has(model, 'postgres') ? [database(model)] : [],
      ...has(model, 'redis') ? [cache(model)] : [],
      ...has(model, 'blackbox') ? [addresses()] : [],
      ...has(model, 'prometheus') ? [prometheus(model)] : [],
    ],
    closedRows: cloudWatchRows(model),
  };
}

function targets(): RowSpec {
  return {
    title: 'Targets',
    panels: [
      figure('Answering', {
        unit: 'none', description: 'Targets that answered the last scrape',
      }, `sum(${chosen('up')})`),
      figure('Not answering', {
        unit: 'none', limit: 1, description: 'Targets that did not answer the last scrape; 0 is good',
      }, `sum(1 - ${chosen('up')})`),
      graph('Targets that answer', {
        unit: 'none', description: 'By job. A service that scales changes it, a fault as well',
      }, query(`sum by (job) (${chosen('up')})`, '{{job}}')),
      graph('Time of a scrape', {
        unit: 's', description: 'The slowest target of each job. A scrape that takes 10 s has failed', limit: 10,
      }, query(`max by (job) (${chosen('scrape_duration_seconds')})`, '{{job}}')),
    ],
  };
}

function instances(): RowSpec {
  const free = chosen('node_filesystem_avail_bytes', REAL_DISKS);
  return {
    title: 'Instances',
    panels: [
      graph('CPU', { unit: 'percent', description: 'In use, of all cores of an instance' },
        query(`100 * (1 - avg by (instance) (${rate('node_cpu_seconds_total', 'mode="idle"')}))`, '{{instance}}')),
      graph('Memory', { unit: 'percent', description: 'In use and not to be had without swapping' },
        query(`100 * (1 - ${chosen('node_memory_MemAvailable_bytes')} / ${chosen('node_memory_MemTotal_bytes')})`,
          '{{instance}}')),
      graph('Disks', { unit: 'percent', description: 'In use, by where they are mounted' },
        query(`100 * (1 - ${free} / ${chosen('node_filesystem_size_bytes', REAL_DISKS)})`,
          '{{instance}} {{mountpoint}}')),
      graph('Load', { unit: 'short', description: 'Processes that run or wait, on average over a minute' },
        query(chosen('node_load1'), '{{instance}}')),
      graph('Received', { unit: 'Bps', description: 'From the network' },
        query(`sum by (instance) (${rate('node_network_receive_bytes_total', 'device!="lo"')})`, '{{instance}}')),
      graph('Sent', { unit: 'Bps', description: 'To the network' },
        query(`sum by (instance) (${rate('node_network_transmit_bytes_total', 'device!="lo"')})`, '{{instance}}')),
    ],
  };
}

function database({ thresholds }: MetricsModel): RowSpec {
  const ofDatabase = 'datname!~"template.*|rdsadmin|"';
  return {
    title: 'Database',
    panels: [
      graph('Connections', {
        unit: 'percent', limit: thresholds.databaseConnectionsPercent, description: 'In use of those that are allowed',
      }, query(ofChosen(DATABASE_CONNECTIONS), '{{instance}}')),
      graph('Transactions', { unit: 'ops', description: 'Committed in a second, by database' },
        query(`sum by (datname) (${rate('pg_stat_database_xact_commit', ofDatabase)})`, '{{datname}}')),
      graph('Size', { unit: 'bytes', description: 'Of each database' },
        query(`max by (datname) (${chosen('pg_database_size_bytes', ofDatabase)})`, '{{datname}}')),
      graph('Replica lag', {
        unit: 's', limit: thresholds.replicaLagSeconds, description: 'How far behind a replica is; 0 on the primary',
      }, query(`max by (instance) (${REPLICA_LAG.replace('{', `{${CHOSEN}, `)})`, '{{instance}}')),
    ],
  };
}

function cache({ thresholds }: MetricsModel): RowSpec {
  return {
    title: 'Cache',
    panels: [
      graph('Memory', {
        unit: 'percent', limit: thresholds.cacheMemoryPercent, description: 'In use of what the cache may use',
      }, query(ofChosen(CACHE_MEMORY), '{{instance}}')),
      graph('Commands', { unit: 'ops', description: 'Answered in a second' },
        query(rate('redis_commands_processed_total'), '{{instance}}')),
      graph('Clients', { unit: 'none', description: 'Connections to the cache' },
        query(chosen('redis_connected_clients'), '{{instance}}')),
    ],
  };
}

function addresses(): RowSpec {
  return {
    title: 'Public addresses',
    panels: [
      figure('Reached', { unit: 'none', description: '1 if the last probe got a good answer' },
        `min(${chosen('probe_success')})`),
      graph('Time of a probe', { unit: 's', description: 'With name resolution and TLS' },
        query(chosen('probe_duration_seconds'), '{{instance}}')),
    ],
  };
}

function prometheus({ remoteWriteUrl }: MetricsModel): RowSpec {
  return {
    title: 'Prometheus',
    panels: [
      graph('Series', { unit: 'short', description: 'In memory: more series need more memory' },
        query(chosen('prometheus_tsdb_head_series'), '{{instance}}')),
      graph('Samples', { unit: 'ops', description: 'Stored in a second' },
        query(`sum by (instance) (${rate('prometheus_tsdb_head_samples_appended_total')})`, '{{instance}}')),
      ...remoteWriteUrl === undefined
        ? []
        : [graph('Samples that wait', { unit: 'short', description: 'To be sent to the workspace; it returns to 0' },
            query(chosen('prometheus_remote_storage_samples_pending'), '{{url}}'))],
    ],
  };
}

/** A term of the rules, for the chosen subjects: every metric of it gets the condition. */
function ofChosen(term: string): string {
  return term.replace(/\b(?:pg|redis)_\w+/g, (metric) => chosen(metric));
}
