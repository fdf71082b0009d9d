import type { Config } from '../config/config.ts';
import type { Environment } from '../config/env-reader.ts';
import type { Log } from '../core/log.ts';
import { cacheCheck, databaseCheck } from '../health/checks.ts';
import { Health } from '../health/health.ts';
import { closeGently } from '../http/graceful-close.ts';
import { EcsTask } from '../metrics/ecs-task.ts';
import { Metrics } from '../metrics/metrics.ts';
import { createMetricsServer } from '../metrics/server.ts';
import { openQueue } from '../queue/open.ts';
import type { VoteQueue } from '../queue/types.ts';
import { openDatabase } from '../store/open.ts';
import type { Sql } from '../store/sql.ts';
import { Tracer } from '../trace/tracer.ts';
import { Host, type Stores } from './host.ts';
import type { Parts } from './parts.ts';
import { ROLE_TABLE } from './role-table.ts';

export interface RunningApp {
  /** Address of each server that listens. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly parts: Parts;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly env: Environment;
  readonly log: Log;
  /** Instead of what the configuration names: for the demo and for tests. */
  readonly queue?: VoteQueue;
  readonly sql?: Sql;
  readonly afterCommit?: () => void;
}

/** Starts the parts of the role, one after the other. */
export async function startRole(config: Config, options: StartOptions): Promise<RunningApp> {
  const stores = openStores(config, options);
  const parts = await createParts(config, options, stores);
  const host = new Host(parts, stores, options.afterCommit);
  for (const start of ROLE_TABLE[config.role]) await start(host);
  const metricsServer = createMetricsServer(parts.metrics, parts.health);
  await host.listen('metrics', metricsServer, config.web.metricsPort);
  const { addresses } = host;
  parts.log.info('started', { addresses, poll: config.polls.main.id, task: parts.task.identity.id });
  const stop = async (): Promise<void> => {
    parts.health.stop();
    parts.log.info('stopping');
    await host.stop();
    await parts.tracer?.stop();
    await closeGently(metricsServer, 0);
    parts.log.info('stopped');
  };
  return { addresses, parts, stop: once(stop) };
}

function openStores(config: Config, options: StartOptions): Stores {
  const { env } = options;
  const log = options.log.with({ role: config.role });
  return {
    queue: config.queue && (options.queue ?? openQueue(config.queue, log)),
    sql: config.database && (options.sql ?? openDatabase(config.database, config.role, env, log)),
  };
}

async function createParts(
  config: Config, { env, log: rootLog }: StartOptions, { queue, sql }: Stores,
): Promise<Parts> {
  const { role } = config;
  const log = rootLog.with({ role });
  const task = await EcsTask.discover(env.ECS_CONTAINER_METADATA_URI_V4, log);
  const metrics = new Metrics(role);
  task.register(metrics);
  const health = new Health({
    service: role,
    graceMs: config.healthGraceS * 1000,
    checks: { ...(sql && { database: databaseCheck(sql) }), ...(queue && { cache: cacheCheck(queue) }) },
    onResult: (dependency, up) => metrics.dependencyUp.set({ dependency }, up ? 1 : 0),
  });
  const tracer = config.tracing && new Tracer(config.tracing, task.identity.id, log);
  return { config, log, task, metrics, health, tracer };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => (result ??= action());
}
