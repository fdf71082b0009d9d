import type { Config } from '../config/config.ts';
import type { Log } from '../core/log.ts';
import type { Health } from '../health/health.ts';
import type { EcsTask } from '../metrics/ecs-task.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Backlog } from '../queue/backlog.ts';
import type { VoteQueue } from '../queue/types.ts';
import type { Sql } from '../store/sql.ts';
import type { Tracer } from '../trace/tracer.ts';

/** What every role gets. */
export interface Parts {
  readonly config: Config;
  readonly log: Log;
  readonly task: EcsTask;
  readonly metrics: Metrics;
  readonly health: Health;
  /** Absent unless the environment asks for traces. */
  readonly tracer?: Tracer;
}

export interface QueueParts {
  readonly queue: VoteQueue;
  readonly backlog: Backlog;
}

export interface DatabaseParts {
  readonly sql: Sql;
}
