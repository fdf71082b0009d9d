// users of the stores for the exporters, with the rights that the library gives them.
import { execFileSync } from 'node:child_process';
import { METRICS_USER, readsStatistics } from '../../../src/cache/access-strings';
import { LOGIN, LOGIN_SCRIPT } from '../../../src/prometheus/exporters/postgres-login';

/** Where the voting application keeps its votes. */
export const STREAM = '{votes}:stream';
const PASSWORD = 'of-this-run';

function redis(port: number, ...command: string[]): string {
  return execFileSync('redis-cli', ['-p', String(port), ...command], { encoding: 'utf8' });
}

/** Makes the user as ElastiCache makes it, and gives what the exporter gets. */
export function logInAtCache(port: number): Record<string, string> {
  redis(port, 'ACL', 'SETUSER', METRICS_USER, `>${PASSWORD}`, ...readsStatistics([STREAM]).split(' '));
  return { REDIS_USER: METRICS_USER, REDIS_PASSWORD: PASSWORD };
}

/** What the user of monitoring asked, and was not allowed to. */
export function refusedByCache(port: number): string[] {
  return redis(port, 'ACL', 'LOG').split('\n').filter((line) => line.includes(`user=${METRICS_USER} `));
}

/** Runs what the container of the exporter runs before it starts, twice as after a restart. */
export function logInAtDatabase(port: number, password: string): Record<string, string> {
  const env = { ...masterOf(password), LOGIN_PASSWORD: PASSWORD };
  for (let start = 1; start <= 2; start++) {
    execFileSync('sh', ['-c', LOGIN_SCRIPT, databaseAt(port)], { env, stdio: 'pipe' });
  }
  return { DATA_SOURCE_NAME: `postgresql://${LOGIN}:${PASSWORD}@127.0.0.1:${port}/postgres?sslmode=disable` };
}

/** Whether the user of monitoring is connected: `t` or `f`. */
export function connectedToDatabase(port: number, password: string): string {
  const question = `SELECT count(*) > 0 FROM pg_stat_activity WHERE usename = '${LOGIN}'`;
  return execFileSync('psql', [databaseAt(port), '-XAtc', question], { env: masterOf(password), encoding: 'utf8' })
    .trim();
}

function databaseAt(port: number): string {
  return `host=127.0.0.1 port=${port} dbname=postgres`;
}

function masterOf(password: string) {
  return { PATH: process.env.PATH!, PGUSER: 'postgres', PGPASSWORD: password };
}
