import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import {
  end, eventually, freePort, POSTGRES_PASSWORD, postgresServer, redisServer, run, START_MS, type TestServer,
} from './servers.ts';

export const BUNDLE = fileURLToPath(new URL('../../../../assets/voting-app/voting-app.mjs', import.meta.url));
export const COOKIE_SECRET = 'a-secret-for-tests-only';
const CRASHING_WORKER = fileURLToPath(new URL('./crashing-worker.ts', import.meta.url));

export interface RoleProcess {
  readonly child: ChildProcess;
  readonly port: number;
  readonly metricsPort: number;
  readonly url: string;
  /** From the start of the process to its first answer. */
  readonly startMs: number;
}

/** Redis, PostgreSQL and any number of role processes of the committed bundle. */
export class Cluster {
  public readonly roles = new Set<RoleProcess>();

  private constructor(public readonly redis: TestServer, public readonly postgres: TestServer & { folder: string }) {}

  public static async start(settings: { redis?: string[]; postgres?: string[] } = {}): Promise<Cluster> {
    const redis = redisServer(await freePort(), settings.redis);
    const postgres = await postgresServer(await freePort(), settings.postgres);
    await Promise.all([redis.start(), postgres.start()]);
    const cluster = new Cluster(redis, postgres);
    await cluster.migrate();
    return cluster;
  }

  public environment(extra: Record<string, string> = {}): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '', HOST: '127.0.0.1', COOKIE_SECRET,
      REDIS_HOST: '127.0.0.1', REDIS_PORT: String(this.redis.port),
      DB_HOST: '127.0.0.1', DB_PORT: String(this.postgres.port), DB_NAME: 'postgres', DB_USER: 'postgres',
      DB_PASSWORD: POSTGRES_PASSWORD,
      DB_SSL: 'disable', LOG_LEVEL: 'warn', ...extra,
    };
  }

  public async migrate(extra: Record<string, string> = {}): Promise<void> {
    const child = run(process.execPath, [BUNDLE, 'migrate'], undefined, this.environment(extra));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error('migration failed');
  }

  public async start(role: string, extra: Record<string, string> = {}, crashing = false): Promise<RoleProcess> {
    const [port, metricsPort] = [Number(extra.PORT ?? await freePort()), await freePort()];
    const env = this.environment({ PORT: String(port), METRICS_PORT: String(metricsPort), ...extra });
    const from = performance.now();
    const child = crashing
      ? run(process.execPath, ['--import', 'tsx', CRASHING_WORKER], undefined, env)
      : run(process.execPath, [BUNDLE, role], undefined, env);
    const url = `http://127.0.0.1:${port}`;
    // one that is made to crash may do so before anybody has asked it.
    const isUp = async () => (crashing && child.signalCode !== null) || (await fetch(`${url}/live`)).ok;
    await eventually(`${role} answers`, isUp, START_MS, crashing ? undefined : child);
    const started = { child, port, metricsPort, url, startMs: performance.now() - from };
    this.roles.add(started);
    return started;
  }

  public async kill(role: RoleProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await end(role.child, signal);
    this.roles.delete(role);
  }

  public async query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({
      host: '127.0.0.1', port: this.postgres.port, user: 'postgres', password: POSTGRES_PASSWORD, database: 'postgres',
    });
    await client.connect();
    try {
      return (await client.query(text, values)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  public async stop(): Promise<void> {
    await Promise.all([...this.roles].map((role) => this.kill(role)));
    await Promise.all([this.redis.stop(), this.postgres.stop()]);
  }
}
