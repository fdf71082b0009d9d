import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Vote } from '../../src/poll/vote.ts';
import { toText } from '../../src/queue/entry.ts';
import { streamKeys, VOTES_FIELD } from '../../src/queue/stream-keys.ts';
import type { Cluster } from '../../test/support/cluster.ts';

const STREAM = streamKeys('votes').stream;
/** Votes of an entry, as the vote role makes them under load. */
const GROUP = 20;
const CHUNK = 250 * GROUP;

/** Votes of new voters a second, from the first commit to the empty queue; also compares the tally with a recount. */
export async function benchWorker(cluster: Cluster, votes: number): Promise<{ votes: number; perSecond: number }> {
  const redis = new Redis(cluster.redis.port);
  const run = Date.now().toString(36);
  for (let from = 0; from < votes; from += CHUNK) {
    const pipeline = redis.pipeline();
    for (let i = from; i < Math.min(votes, from + CHUNK); i += GROUP) {
      pipeline.xadd(STREAM, '*', VOTES_FIELD, toText(group(run, i)));
    }
    await pipeline.exec();
  }
  const full = await redis.xlen(STREAM);
  const worker = await cluster.start('worker');
  let start = 0;
  let before = full;
  for (;;) {
    const left = await redis.xlen(STREAM);
    if (start === 0 && left < full) {
      start = performance.now();
      before = left;
    }
    if (left === 0) break;
    await sleep(5);
  }
  const seconds = (performance.now() - start) / 1000;
  await cluster.kill(worker, 'SIGTERM');
  redis.disconnect();
  const [{ off }] = await cluster.query<{ off: number }>(`select count(*)::int as off from
    (select choice, sum(n) as n from tallies group by choice) t
    full join (select choice, count(*) as n from votes group by choice) v using (choice) where t.n <> v.n`);
  if (off !== 0) throw new Error('the tally differs from a recount');
  return { votes, perSecond: before * GROUP / seconds };
}

function group(run: string, from: number): Vote[] {
  return Array.from(
    { length: GROUP },
    (_, index) => ({ poll: 'main', voter: `bench-${run}-${from + index}`, choice: index % 2 === 0 ? 'a' : 'b' }),
  );
}
