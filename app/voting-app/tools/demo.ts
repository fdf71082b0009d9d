import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Arguments } from '../src/cli/arguments.ts';
import { readConfig } from '../src/config/config.ts';
import { MEMORY_URL } from '../src/config/queue.ts';
import { Log } from '../src/core/log.ts';
import { startRole } from '../src/roles/start.ts';
import { PgliteSql } from './pglite-sql.ts';

/** The whole application in this process: embedded PostgreSQL, queue in memory, no server needed. */
async function main(): Promise<void> {
  const args = new Arguments(process.argv.slice(2), ['seconds', 'port', 'result-port', 'api-port', 'metrics-port']);
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
  const sql = await step('PostgreSQL in this process', PgliteSql.open());
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

await main();
process.exit(0);
