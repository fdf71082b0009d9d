import { readConfig } from '../../src/config/config.ts';
import type { Role } from '../../src/config/roles.ts';
import { Log } from '../../src/core/log.ts';
import { type Check, Health } from '../../src/health/health.ts';
import { EcsTask } from '../../src/metrics/ecs-task.ts';
import { Metrics } from '../../src/metrics/metrics.ts';
import { Backlog } from '../../src/queue/backlog.ts';
import { MemoryQueue } from '../../src/queue/memory-queue.ts';
import type { VoteQueue } from '../../src/queue/types.ts';
import type { Parts, QueueParts } from '../../src/roles/parts.ts';
import type { Sql, SqlResult } from '../../src/store/sql.ts';

export const COOKIE_SECRET = 'a-secret-for-unit-tests';
const ENV = { COOKIE_SECRET, REDIS_HOST: 'given-by-the-test', DATABASE_URL: 'postgres://user:secret@localhost/app' };

export interface TestParts extends Parts, QueueParts {
  readonly lines: string[];
}

/** Everything a role needs, with a queue in memory and no database. */
export async function testParts(
  env: Record<string, string> = {}, role: Role = 'vote', queue: VoteQueue = new MemoryQueue(), check?: Check,
): Promise<TestParts> {
  const lines: string[] = [];
  const log = new Log('debug', {}, (line) => lines.push(line));
  const config = readConfig({ ...ENV, ...env }, role);
  const health = new Health({ service: role, graceMs: 1_000, checks: { cache: check ?? (() => queue.ping()) } });
  const task = await EcsTask.discover(undefined, log);
  return {
    config, log, lines, health, task, metrics: new Metrics(role), queue,
    backlog: new Backlog(queue, config.queue?.maxDepth ?? 1_000, log),
  };
}

/** A database that answers with what the test says, and remembers what it was asked. */
export class FakeSql implements Sql {
  public readonly asked: { text: string; values: readonly unknown[] }[] = [];

  constructor(private readonly answer: (text: string, values: readonly unknown[]) => unknown[] | Promise<unknown[]>) {}

  public async query<Row>(text: string, values: readonly unknown[] = []): Promise<SqlResult<Row>> {
    this.asked.push({ text, values });
    const rows = (await this.answer(text, values)) as Row[];
    return { rows, rowCount: rows.length };
  }

  public async script(text: string): Promise<void> {
    await this.query(text);
  }

  public async transaction<T>(run: (sql: Pick<Sql, 'query' | 'script'>) => Promise<T>): Promise<T> {
    return run(this);
  }

  public poolStats(): { total: number; idle: number; waiting: number } {
    return { total: 3, idle: 2, waiting: 1 };
  }

  public async close(): Promise<void> {
    // nothing is open.
  }
}

export function pgError(code: string, message = 'refused'): Error {
  return Object.assign(new Error(message), { code });
}

export function cookiesOf(headers: Record<string, unknown>): string {
  return [headers['set-cookie'] ?? []].flat().map((text) => String(text).split(';')[0]).join('; ');
}
