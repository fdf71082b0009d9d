import { Backoff, pause } from '../core/backoff.ts';
import { describeError, type Log } from '../core/log.ts';
import { migrate } from '../store/migrate.ts';
import { isOutage, QUERY_CANCELED, type Sql, sqlState } from '../store/sql.ts';

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
      // a migration that took too long would take too long again.
      if (!isOutage(error) || sqlState(error) === QUERY_CANCELED || Date.now() >= end) throw error;
      log.warn('database not available yet', { error: describeError(error) });
      await pause(backoff.next());
    }
  }
}
