import type { PGlite, Transaction } from '@electric-sql/pglite';
import { Log } from '../core/log.ts';
import { migrate } from './migrate.ts';
import { startPglite } from './pglite-start.ts';
import type { PoolStats, Sql, SqlResult } from './sql.ts';

/** PostgreSQL compiled to WebAssembly, in this process and in memory: for the demo and for tests of SQL. */
export class PgliteSql implements Sql {
  private constructor(private readonly db: PGlite) {}

  /** With all tables, and no rows in them. */
  public static async open(): Promise<PgliteSql> {
    return new PgliteSql(await startPglite((db) => migrate(new PgliteSql(db), new Log('silent'))));
  }

  public async query<Row>(text: string, values: readonly unknown[] = []): Promise<SqlResult<Row>> {
    return run<Row>(this.db, text, values);
  }

  public async script(text: string): Promise<void> {
    await this.db.exec(text);
  }

  public async transaction<T>(action: (sql: Pick<Sql, 'query' | 'script'>) => Promise<T>): Promise<T> {
    return this.db.transaction((tx) => action({
      query: <Row>(text: string, values: readonly unknown[] = []) => run<Row>(tx, text, values),
      script: async (text) => void await tx.exec(text),
    }));
  }

  public poolStats(): PoolStats {
    return { total: 1, idle: 1, waiting: 0 };
  }

  public async close(): Promise<void> {
    if (!this.db.closed) await this.db.close();
  }
}

async function run<Row>(db: PGlite | Transaction, text: string, values: readonly unknown[]): Promise<SqlResult<Row>> {
  const result = await db.query<Row>(text, [...values]);
  return { rows: result.rows, rowCount: result.affectedRows ?? result.rows.length };
}
