import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../config/config.ts';
import { MEMORY_URL } from '../config/queue.ts';
import { Log } from '../core/log.ts';
import { startRole } from '../roles/start.ts';
import { PgliteSql } from '../store/pglite.ts';
import { Arguments, UsageError } from './arguments.ts';

/** `demo`: the whole application in this process, with an embedded PostgreSQL and a queue in memory. */
export async function demo(rest: readonly string[]): Promise<number> {
  const args = new Arguments(rest, ['seconds', 'port', 'result-port', 'api-port', 'metrics-port']);
  const log = new Log(process.env.LOG_LEVEL === undefined ? 'warn' : 'info');
  const [vote, result, api, metrics] = [
    await freePort(args.number('port', 8080)), await freePort(args.number('result-port', 5001)),
    await freePort(args.number('api-port', 8081)), await freePort(args.number('metrics-port', 9464)),
  ];
  const config = readConfig({
    HOST: '127.0.0.1',
    COOKIE_SECRET: randomBytes(32).toString('hex'),
    ...process.env,
    REDIS_URL: MEMORY_URL, DATABASE_URL: 'postgres://embedded/demo',
    PORT: String(vote), RESULT_PORT: String(result), API_PORT: String(api), METRICS_PORT: String(metrics),
    RESULT_URL: `http://127.0.0.1:${result}/`, VOTE_URL: `http://127.0.0.1:${vote}/`,
  }, 'all');
  const sql = await step('PostgreSQL in this process', openDatabase());
  const app = await step('tables and roles', startRole(config, { env: process.env, log, sql }));
  const seconds = args.number('seconds', 0);
  process.stdout.write([
    '', `  vote     ${app.addresses.vote}/`, `  results  ${app.addresses.result}/`,
    `  users    ${app.addresses.api}/api/users`, `  metrics  ${app.addresses.metrics}/metrics`,
    '', seconds > 0 ? `stops after ${seconds} s, or with Ctrl-C` : 'Ctrl-C stops it', '',
  ].join('\n'));
  const signal = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => signal.abort());
  await sleep(seconds > 0 ? seconds * 1000 : 2 ** 31 - 1, undefined, { signal: signal.signal }).catch(() => undefined);
  await app.stop();
  process.stdout.write('stopped\n');
  return 0;
}

/** The database is no part of the bundle: it is ten times as large, and only the demo needs it. */
async function openDatabase(): Promise<PgliteSql> {
  try {
    return await PgliteSql.open();
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('the demo needs an embedded PostgreSQL: npm install @electric-sql/pglite');
  }
}

/** Says what is awaited, and how long it took from the start of the program. */
async function step<T>(name: string, work: Promise<T>): Promise<T> {
  process.stdout.write(`starting ${name} ... `);
  const result = await work;
  process.stdout.write(`${(performance.now() / 1000).toFixed(1)} s\n`);
  return result;
}

/** The port asked for, or any other when something already listens there. */
async function freePort(port: number): Promise<number> {
  if (await canListen(port)) return port;
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  return free;
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
