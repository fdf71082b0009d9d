import type { HttpMetrics } from './model';

/** Metrics of the voting application that rules and dashboards refer to. A test compares them with the program. */
export const VOTING = {
  RECEIVED: 'voting_votes_received_total',
  REFUSED: 'voting_votes_refused_total',
  STORED: 'voting_votes_stored_total',
  CHANGED: 'voting_votes_changed_total',
  RETRIES: 'voting_worker_retries_total',
  BATCH: 'voting_worker_batch_duration_seconds',
  DEPTH: 'voting_queue_depth',
  AGE: 'voting_queue_lag_seconds',
  DEAD: 'voting_queue_dead_letters',
  RECLAIMED: 'voting_queue_reclaimed_total',
  POOL: 'voting_db_pool_connections',
  LIVE: 'voting_live_connections',
  TALLY_AGE: 'voting_tally_age_seconds',
  TALLY_MISMATCHES: 'voting_tally_mismatches',
  DEPENDENCY_UP: 'voting_dependency_up',
  TASK_CPU: 'voting_task_cpu_cores',
  TASK_CPU_LIMIT: 'voting_task_cpu_limit_cores',
  TASK_MEMORY: 'voting_task_memory_bytes',
  TASK_MEMORY_LIMIT: 'voting_task_memory_limit_bytes',
} as const;

/** How each role counts its requests. */
export const VOTING_HTTP: HttpMetrics = {
  requests: 'voting_http_requests_total',
  status: 'status',
  duration: 'voting_http_request_duration_seconds',
  bucketsSeconds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.389, 0.5, 1, 2.5, 5],
};
