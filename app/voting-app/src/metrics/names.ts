/** Names that dashboards and alarms refer to: changing one is a breaking change. */
export const METRIC = {
  HTTP_REQUESTS: 'voting_http_requests_total',
  HTTP_DURATION: 'voting_http_request_duration_seconds',
  VOTES_RECEIVED: 'voting_votes_received_total',
  VOTES_REFUSED: 'voting_votes_refused_total',
  VOTES_STORED: 'voting_votes_stored_total',
  VOTES_CHANGED: 'voting_votes_changed_total',
  WORKER_BATCH: 'voting_worker_batch_duration_seconds',
  WORKER_RETRIES: 'voting_worker_retries_total',
  QUEUE_DEPTH: 'voting_queue_depth',
  QUEUE_LAG: 'voting_queue_lag_seconds',
  QUEUE_DEAD: 'voting_queue_dead_letters',
  QUEUE_RECLAIMED: 'voting_queue_reclaimed_total',
  QUEUE_BURIED: 'voting_queue_buried_total',
  POOL_CONNECTIONS: 'voting_db_pool_connections',
  LIVE_CONNECTIONS: 'voting_live_connections',
  TALLY_AGE: 'voting_tally_age_seconds',
  TALLY_MISMATCHES: 'voting_tally_mismatches',
  DEPENDENCY_UP: 'voting_dependency_up',
  TASK_CPU: 'voting_task_cpu_cores',
  TASK_CPU_LIMIT: 'voting_task_cpu_limit_cores',
  TASK_MEMORY: 'voting_task_memory_bytes',
  TASK_MEMORY_LIMIT: 'voting_task_memory_limit_bytes',
} as const;

/** Names of the CloudWatch metrics in the embedded metric format. */
export const EMF = {
  QUEUE_DEPTH: 'QueueDepth',
  QUEUE_LAG: 'QueueLag',
  VOTES_STORED: 'VotesStored',
  DEAD_LETTERS: 'DeadLetters',
  TALLY_MISMATCHES: 'TallyMismatches',
  DIMENSION_ROLE: 'Role',
} as const;
