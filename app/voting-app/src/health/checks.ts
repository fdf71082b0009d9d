import type { VoteQueue } from '../queue/types.ts';
import { schemaVersion } from '../store/migrate.ts';
import { SCHEMA_VERSION } from '../store/migrations.ts';
import type { Sql } from '../store/sql.ts';
import { type Check, CheckFailed } from './health.ts';

export function cacheCheck(queue: VoteQueue): Check {
  return () => queue.ping();
}

/** Reachable, migrated at least as far as this version needs, and not refusing what this process writes. */
export function databaseCheck(sql: Sql): Check {
  return async () => {
    const version = await schemaVersion(sql);
    const refused = sql.writesRefused?.();
    if (refused !== undefined) throw new CheckFailed(refused);
    if (version < SCHEMA_VERSION) throw new CheckFailed(`schema is at version ${version}, ${SCHEMA_VERSION} is needed`);
  };
}
