import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../test/support/cluster.ts';
import { cpuMicros } from './cpu-micros.ts';

const CLIENT = fileURLToPath(new URL('./live-client.ts', import.meta.url));
const UPDATES = 5;
const KIB = 1024;
/** Counts one more vote, and returns the total with it. */
const ONE_MORE = `with added as (
  insert into tallies values ('main', 'a', 0, 1) on conflict (poll, choice, shard) do update set n = tallies.n + 1
) select (coalesce(sum(n), 0) + 1)::int as total from tallies`;

export interface LiveResult {
  readonly connections: number;
  readonly connectMs: number;
  /** From the commit in the database to the last page, for each update. */
  readonly allUpdatedMs: readonly number[];
  /** The same without the wait for the next look at the database: from the first page to the last. */
  readonly spreadMs: readonly number[];
  /** Processor time that the result process takes for each update, which other work on the machine changes less. */
  readonly cpuMs: readonly number[];
  readonly rssMiB: number;
}

/** One result process with that many live connections while the tally changes. */
export async function benchLive(cluster: Cluster, connections: number): Promise<LiveResult> {
  const role = await cluster.start('result');
  const client = fork(
    CLIENT,
    {
      execArgv: ['--import', 'tsx'], env: { ...process.env, PORT: new URL(role.url).port, COUNT: String(connections) },
    },
  );
  try {
    const [{ ms: connectMs }] = (await once(client, 'message')) as [{ ms: number }];
    const allUpdatedMs: number[] = [];
    const spreadMs: number[] = [];
    const cpuMs: number[] = [];
    for (let update = 0; update < UPDATES; update++) {
      // not in step with the looks at the database.
      await sleep(700 + Math.random() * 250);
      const before = cpuMicros(role.child);
      const [{ total }] = await cluster.query<{ total: number }>(ONE_MORE);
      client.send({ total, since: Date.now() });
      const [{ firstMs, maxMs }] = (await once(client, 'message')) as [{ firstMs: number; maxMs: number }];
      allUpdatedMs.push(maxMs);
      spreadMs.push(maxMs - firstMs);
      cpuMs.push((cpuMicros(role.child) - before) / 1000);
    }
    const status = readFileSync(`/proc/${role.child.pid}/status`, 'utf8');
    const rssMiB = Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / KIB;
    return { connections, connectMs, allUpdatedMs, spreadMs, cpuMs, rssMiB };
  } finally {
    client.kill('SIGKILL');
    await cluster.kill(role);
  }
}
