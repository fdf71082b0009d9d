import pg from 'pg';
import type { DatabaseConfig } from '../config/database.ts';
import { describeError, type Log } from '../core/log.ts';
import type { DatabaseAccess } from './credentials.ts';
import {
  INVALID_AUTHORIZATION, INVALID_PASSWORD, type PoolStats, READ_ONLY, type Sql, type SqlResult, sqlState,
} from './sql.ts';
import { databaseTls } from './tls.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const IDLE_TIMEOUT_MS = 30_000;
/** A connection is replaced now and then, so that load spreads again after a failover. */
const MAX_LIFETIME_S = 1_800;
const STATEMENT_TIMEOUT_MS = 30_000;
/** Longer than the longest rest between two attempts of a worker, so that a full disk shows while it lasts. */
const REFUSAL_KEPT_MS = 10_000;
/** The client gives up a little after the server should have: covers a server that vanished without a word. */
const QUERY_TIMEOUT_EXTRA_MS = 2_000;

export interface PostgresOptions {
  readonly applicationName: string;
  /** Migrations may take longer than a request. */
  readonly statementTimeoutMs?: number;
}

/**
 * A pool of connections that asks for the password anew whenever it opens one.
 *
 * Opened by the first query: a process must answer that it lives while the database, or the secret, is not there yet.
 */
export class Postgres implements Sql {
  /**
   * Grows when the server has become read-only: connections from before lead to a server that is no longer the primary.
   */
  private generation = 0;
  private readonly generations = new WeakMap<pg.ClientBase, number>();
  private refusal?: { readonly state: string; readonly at: number };
  private opening?: Promise<pg.Pool>;
  private pool?: pg.Pool;

  constructor(
    private readonly config: DatabaseConfig,
    private readonly access: DatabaseAccess,
    private readonly options: PostgresOptions,
    private readonly log: Log,
  ) {}

  public async query<Row>(text: string, values: readonly unknown[] = []): Promise<SqlResult<Row>> {
    const client = await this.connect();
    return this.use(client, async () => toResult<Row>(await client.query(text, [...values])));
  }

  public async script(text: string): Promise<void> {
    const client = await this.connect();
    await this.use(client, () => client.query(text));
  }

  public async transaction<T>(run: (sql: Pick<Sql, 'query' | 'script'>) => Promise<T>): Promise<T> {
    const client = await this.connect();
    return this.use(client, async () => {
      await client.query('begin');
      try {
        const result = await run({
          query: async <Row>(text: string, values: readonly unknown[] = []) =>
            toResult<Row>(await client.query(text, [...values])),
          script: async (text) => void await client.query(text),
        });
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  public poolStats(): PoolStats {
    return {
      total: this.pool?.totalCount ?? 0, idle: this.pool?.idleCount ?? 0, waiting: this.pool?.waitingCount ?? 0,
    };
  }

  public writesRefused(): string | undefined {
    return this.refusal !== undefined && Date.now() - this.refusal.at < REFUSAL_KEPT_MS
      ? this.refusal.state
      : undefined;
  }

  public async close(): Promise<void> {
    await (await this.opening?.catch(() => undefined))?.end();
  }

  /** Leaves out connections of an earlier generation. */
  private async connect(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.logIn();
      if (this.generations.get(client) === this.generation) return client;
      client.release(true);
    }
  }

  /** One refused login is answered by fetching the credentials again: they may have been rotated. */
  private async logIn(): Promise<pg.PoolClient> {
    const pool = await this.open();
    try {
      return await pool.connect();
    } catch (error) {
      if (![INVALID_PASSWORD, INVALID_AUTHORIZATION].includes(sqlState(error) ?? '')) throw error;
      this.access.forget();
      // rotation with two users changes the name as well, and the pool reads its options at each connection.
      pool.options.user = (await this.access.target()).user;
      this.log.warn('database login refused, credentials fetched again');
      return pool.connect();
    }
  }

  private open(): Promise<pg.Pool> {
    if (this.opening === undefined) {
      const opening = this.createPool();
      this.opening = opening;
      // a failure must not be kept.
      opening.catch(() => {
        if (this.opening === opening) this.opening = undefined;
      });
    }
    return this.opening;
  }

  private async createPool(): Promise<pg.Pool> {
    const timeout = this.options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
    this.pool = new pg.Pool({
      ...await this.access.target(),
      password: async () => (await this.access.password())?.reveal() ?? '',
      ssl: databaseTls(this.config),
      max: this.config.poolMax,
      application_name: this.options.applicationName,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      maxLifetimeSeconds: MAX_LIFETIME_S,
      statement_timeout: timeout,
      query_timeout: timeout + QUERY_TIMEOUT_EXTRA_MS,
      keepAlive: true,
    });
    // an idle connection that breaks is not an error of any request: the pool replaces it.
    this.pool.on('connect', (client) => this.generations.set(client, this.generation));
    this.pool.on('error', (error) => this.log.warn('idle database connection lost', { error: describeError(error) }));
    return this.pool;
  }

  private noteRefusal(client: pg.PoolClient, state: string): void {
    if (state === READ_ONLY && this.generations.get(client) === this.generation) this.generation++;
    if (state === READ_ONLY || state.startsWith('53')) this.refusal = { state, at: Date.now() };
  }

  private async use<T>(client: pg.PoolClient, action: () => Promise<T>): Promise<T> {
    // without a listener a connection that breaks while it is lent out ends the process.
    const onError = (): void => undefined;
    client.on('error', onError);
    let broken: Error | undefined;
    try {
      return await action();
    } catch (error) {
      // an answer with SQLSTATE came from a living server, unless it says that it is going down (57P..) or broken
      // (08...).
      const state = sqlState(error);
      if (state === undefined || /^(57P|08)/.test(state)) broken = error as Error;
      if (state !== undefined) this.noteRefusal(client, state);
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }
}

function toResult<Row>(result: pg.QueryResult): SqlResult<Row> {
  return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
}
