import type { Role } from '../config/roles.ts';
import { pause } from '../core/backoff.ts';
import { createHttp } from '../http/server.ts';
import type { VoteQueue } from '../queue/types.ts';
import { controlsFromText } from '../poll/controls.ts';
import { createApiApp } from './api.ts';
import { ControlWatch } from './control-watch.ts';
import type { Host } from './host.ts';
import { runMigrations } from './migrate.ts';
import { createResultApp } from './result.ts';
import { createVoteApp } from './vote.ts';
import { Worker } from './worker.ts';

const OPEN_WAIT_MS = 1_000;

/** Starts one part of a role. */
export type RolePart = (host: Host) => Promise<void> | void;

/** The parts of each role, in the order in which they start. The role `migrate` ends by itself, see `runMigrations`. */
export const ROLE_TABLE: Readonly<Record<Role, readonly RolePart[]>> = {
  vote: [queueWatch, votePage],
  result: [poolWatch, resultPage],
  worker: [queueWatch, poolWatch, worker, healthRoutes],
  api: [poolWatch, usersApi],
  migrate: [],
  all: [migrations, queueWatch, poolWatch, worker, votePage, resultPage, usersApi],
};

function migrations({ withDatabase: { sql, log } }: Host): Promise<void> {
  return runMigrations(sql, log);
}

function queueWatch(host: Host): void {
  const { backlog, metrics } = host.withQueue;
  backlog.start();
  metrics.watchQueue(backlog);
  host.endFirst(() => backlog.stop());
}

function poolWatch({ withDatabase: { sql, metrics } }: Host): void {
  metrics.watchPool(sql);
}

function votePage(host: Host): Promise<void> {
  const { queue, config, log } = host.withQueue;
  const controls = new ControlWatch(config.polls, async () => controlsFromText(await queue.readControls()), log);
  controls.start();
  host.endFirst(() => controls.stop());
  return host.serve('vote', createVoteApp(host.withQueue), host.parts.config.web.port);
}

async function worker(host: Host): Promise<void> {
  const started = new Worker({ ...host.withQueue, ...host.withDatabase }, host.afterCommit);
  const opened = started.start();
  const { queue, config } = host.withQueue;
  // in one process the queue may live in memory: it must be empty before the worker goes.
  if (config.role === 'all') host.endAfterwards(() => untilEmpty(queue, host.deadlineMs));
  host.endAfterwards(() => started.stop());
  // a worker says that it lives also while the stores are away.
  await Promise.race([opened, pause(OPEN_WAIT_MS)]);
}

function resultPage(host: Host): Promise<void> {
  const { app, feed, pipeline, controls, hub } = createResultApp(host.withDatabase);
  const { role, web } = host.parts.config;
  controls.start();
  pipeline.start();
  feed.start();
  host.endFirst(() => hub.close(), () => feed.stop(), () => pipeline.stop(), () => controls.stop());
  return host.serve('result', app, role === 'all' ? web.resultPort : web.port);
}

function usersApi(host: Host): Promise<void> {
  const { role, web } = host.parts.config;
  return host.serve('api', createApiApp(host.withDatabase), role === 'all' ? web.apiPort : web.port);
}

/** A worker has no pages, but containers and load balancers ask it how it is. */
function healthRoutes(host: Host): Promise<void> {
  return host.serve('worker', createHttp({ ...host.parts, basePath: '' }), host.parts.config.web.port);
}

async function untilEmpty(queue: VoteQueue, deadlineMs: number): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (Date.now() < end && (await queue.stats()).depth > 0) await pause(20);
}
