import type { DatabaseConfig } from '../config/database.ts';
import type { Environment } from '../config/env-reader.ts';
import type { Log } from '../core/log.ts';
import { databaseAccess } from './credentials.ts';
import { Postgres } from './postgres.ts';
import type { Sql } from './sql.ts';

/** Building an index on a large table takes longer than any request may. */
const MIGRATION_TIMEOUT_MS = 30 * 60_000;

export function openDatabase(config: DatabaseConfig, role: string, env: Environment, log: Log): Sql {
  const statementTimeoutMs = role === 'migrate' ? MIGRATION_TIMEOUT_MS : undefined;
  return new Postgres(
    config, databaseAccess(config, env), { applicationName: `voting-${role}`, statementTimeoutMs }, log,
  );
}
