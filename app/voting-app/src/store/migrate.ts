import { createHash } from 'node:crypto';
import type { Log } from '../core/log.ts';
import { type Migration, MIGRATIONS } from './migrations.ts';
import { type Sql, sqlState } from './sql.ts';

/** Any fixed number: all processes that migrate this schema must agree on it. */
export const MIGRATION_LOCK = 4_815_162_342;
/** A migration that cannot get its locks must fail instead of stopping all traffic behind it. */
const LOCK_TIMEOUT = '10s';
const UNDEFINED_TABLE = '42P01';

interface Applied {
  readonly version: number;
  readonly checksum: string;
}

/**
 * Brings the schema up to date; returns the versions applied.
 *
 * All in one transaction under an advisory lock: any number of processes may start it, one works, the others then find
 * nothing to do, and a failure leaves nothing behind.
 */
export async function migrate(sql: Sql, log: Log, migrations: readonly Migration[] = MIGRATIONS): Promise<number[]> {
  return sql.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::bigint)', [MIGRATION_LOCK]);
    await tx.script(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
    await tx.script(`create table if not exists schema_migrations (
      version integer primary key, name text not null, checksum text not null,
      applied_at timestamptz not null default now())`);
    const { rows } = await tx.query<Applied>('select version, checksum from schema_migrations');
    const known = new Map(rows.map((row) => [row.version, row.checksum]));
    const applied: number[] = [];
    for (const migration of migrations) {
      const sum = checksum(migration);
      const before = known.get(migration.version);
      if (before !== undefined && before !== sum) {
        throw new Error(`migration ${migration.version} was changed after it had been applied`);
      }
      if (before !== undefined) continue;
      await tx.script(migration.sql);
      await tx.query(
        'insert into schema_migrations (version, name, checksum) values ($1, $2, $3)',
        [migration.version, migration.name, sum],
      );
      log.info('migration applied', { version: migration.version, name: migration.name });
      applied.push(migration.version);
    }
    return applied;
  });
}

/** The newest applied version; 0 for an empty database. A newer one than ours is fine: rollouts migrate first. */
export async function schemaVersion(sql: Sql): Promise<number> {
  try {
    const { rows } = await sql.query<{ version: number }>(
      'select coalesce(max(version), 0) as version from schema_migrations',
    );
    return Number(rows[0].version);
  } catch (error) {
    if (sqlState(error) === UNDEFINED_TABLE) return 0;
    throw error;
  }
}

function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}
