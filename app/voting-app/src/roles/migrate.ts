import { Backoff, pause } from '../core/backoff.ts';
import { describeError, type Log } from '../core/log.ts';
import { migrate } from '../store/migrate.ts';
import { type Sql, sqlState } from '../store/sql.ts';

const WAIT_FOR_DATABASE_MS = 120_000;

/**
 * Waits for the database to come up, then migrates once. A failed migration is not tried again: it must stop the
 * rollout.
 */
export async function runMigrations(sql: Sql, log: Log, waitMs = WAIT_FOR_DATABASE_MS): Promise<void> {
  const end = Date.now() + waitMs;
  const backoff = new Backoff(200, 5_000);
  for (;;) {
    try {
      const applied = await migrate(sql, log);
      log.info('schema is up to date', { applied });
      return;
    } catch (error) {
      if (!isAway(error) || Date.now() >= end) throw error;
      log.warn('database not available yet', { error: describeError(error) });
      await pause(backoff.next());
    }
  }
}

/** No SQLSTATE: not an answer of the server. 57P03: it is starting up. 08: connection. */
function isAway(error: unknown): boolean {
  const state = sqlState(error);
  const code = (error as { code?: string }).code ?? '';
  const network = [
    'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EPIPE',
  ].includes(code);
  return network || (state !== undefined && /^(57P03|08)/.test(state)) || /timeout|terminated/i.test(
    (error as Error).message,
  );
}
