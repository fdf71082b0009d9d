import { Severity } from '../../signal';
import type { MetricThresholds } from '../model/model';

/** Rules with a limit that can be changed, by their names and severities. */
export const LIMITS: { readonly [rule: string]: { readonly [severity in Severity]?: keyof MetricThresholds } } = {
  HttpErrors: { critical: 'errorPercent' },
  HttpSlow: { warning: 'p95Seconds' },
  VoteQueueDepth: { warning: 'queueDepth' },
  VoteQueueAge: { warning: 'queueAgeSeconds', critical: 'stuckQueueAgeSeconds' },
  DatabaseConnections: { warning: 'databaseConnectionsPercent' },
  ReplicaLag: { warning: 'replicaLagSeconds' },
  CacheMemory: { warning: 'cacheMemoryPercent' },
  CacheReplicaLag: { warning: 'cacheReplicaLagSeconds' },
  DiskFull: { warning: 'diskFullHours' },
};
