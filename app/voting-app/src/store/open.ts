import type { DatabaseConfig } from '../config/database.ts';
import type { Environment } from '../config/env-reader.ts';
import type { Log } from '../core/log.ts';
import { databaseAccess } from './credentials.ts';
import { Postgres } from './postgres.ts';
import type { Sql } from './sql.ts';

/**
 * How long a statement of a role may take. Building an index in a migration takes longer than any request may; what
 * people wait for gives up early.
 */
const STATEMENT_TIMEOUT_MS: Readonly<Record<string, number>> = { migrate: 30 * 60_000, result: 5_000, api: 10_000 };

export function openDatabase(config: DatabaseConfig, role: string, env: Environment, log: Log): Sql {
  const statementTimeoutMs = STATEMENT_TIMEOUT_MS[role];
  return new Postgres(
    config, databaseAccess(config, env), { applicationName: `voting-${role}`, statementTimeoutMs }, log,
  );
}
