import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/env-reader.ts';
import { pause } from '../core/backoff.ts';
import type { Log } from '../core/log.ts';
import { cacheCheck, databaseCheck } from '../health/checks.ts';
import { Health } from '../health/health.ts';
import { closeGently } from '../http/graceful-close.ts';
import { createHttp } from '../http/server.ts';
import { EcsTask } from '../metrics/ecs-task.ts';
import { Metrics } from '../metrics/metrics.ts';
import { createMetricsServer } from '../metrics/server.ts';
import { Backlog } from '../queue/backlog.ts';
import { openQueue } from '../queue/open.ts';
import type { VoteQueue } from '../queue/types.ts';
import { openDatabase } from '../store/open.ts';
import type { Sql } from '../store/sql.ts';
import { createApiApp } from './api.ts';
import { runMigrations } from './migrate.ts';
import type { Parts } from './parts.ts';
import { createResultApp } from './result.ts';
import { createVoteApp } from './vote.ts';
import { Worker } from './worker.ts';

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

type Step = () => Promise<unknown> | void;

/** Starts what the role consists of, and knows how to stop it in the right order. */
export async function startRole(config: Config, options: StartOptions): Promise<RunningApp> {
  const { role } = config;
  const log = options.log.with({ role });
  const task = await EcsTask.discover(options.env.ECS_CONTAINER_METADATA_URI_V4, log);
  const metrics = new Metrics(role);
  task.register(metrics);
  const queue = config.queue && (options.queue ?? openQueue(config.queue, log));
  const sql = config.database && (options.sql ?? openDatabase(config.database, role, options.env, log));
  const health = new Health({
    service: role,
    graceMs: config.healthGraceS * 1000,
    checks: { ...(sql && { database: databaseCheck(sql) }), ...(queue && { cache: cacheCheck(queue) }) },
    onResult: (dependency, up) => metrics.dependencyUp.set({ dependency }, up ? 1 : 0),
  });
  const parts: Parts = { config, log, task, metrics, health };
  const stops: Step[] = [];
  let worker: Worker | undefined;
  const addresses: Record<string, string> = {};
  const deadlineMs = config.shutdownTimeoutS * 1000;

  const serve = async (name: string, app: FastifyInstance, port: number): Promise<void> => {
    await app.ready();
    addresses[name] = await listen(app.server, config.web.host, port);
    stops.push(() => closeGently(app.server, deadlineMs));
  };

  if (sql && role === 'all') await runMigrations(sql, log);
  const backlog = queue && config.queue && new Backlog(queue, config.queue.maxDepth, log);
  if (backlog) {
    backlog.start();
    metrics.watchQueue(backlog);
    stops.push(() => backlog.stop());
  }
  if (sql) metrics.watchPool(sql);

  if (queue && backlog && (role === 'vote' || role === 'all')) await serve('vote', createVoteApp({ ...parts, queue, backlog }), config.web.port);
  if (queue && backlog && sql && (role === 'worker' || role === 'all')) {
    worker = new Worker({ ...parts, queue, backlog, sql }, options.afterCommit);
    worker.start();
  }
  if (sql && (role === 'result' || role === 'all')) {
    const { app, feed, hub } = createResultApp({ ...parts, sql });
    feed.start();
    stops.push(() => hub.close(), () => feed.stop());
    await serve('result', app, role === 'all' ? config.web.resultPort : config.web.port);
  }
  if (sql && (role === 'api' || role === 'all')) await serve('api', createApiApp({ ...parts, sql }), role === 'all' ? config.web.apiPort : config.web.port);
  if (role === 'worker') await serve('worker', createHttp({ ...parts, basePath: '' }), config.web.port);

  const metricsServer = createMetricsServer(metrics, health);
  addresses.metrics = await listen(metricsServer, config.web.host, config.web.metricsPort);
  log.info('started', { addresses, poll: config.polls.main.id, task: task.identity.id });

  const stop = async (): Promise<void> => {
    health.stop();
    log.info('stopping');
    await Promise.all(stops.map((step) => step()));
    // what stores votes ends after what takes them; a queue in this process must be empty first.
    if (role === 'all' && queue) await untilEmpty(queue, deadlineMs);
    await worker?.stop();
    await queue?.close();
    await sql?.close();
    await closeGently(metricsServer, 0);
    log.info('stopped');
  };
  return { addresses, parts, stop: once(stop) };
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 4096 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${address.port}`;
}

async function untilEmpty(queue: VoteQueue, deadlineMs: number): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (Date.now() < end && (await queue.stats()).depth > 0) await pause(20);
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => (result ??= action());
}
