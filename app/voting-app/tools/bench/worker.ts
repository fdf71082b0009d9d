import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../test/support/cluster.ts';

const STREAM = '{votes}:stream';
const CHUNK = 5_000;

/** Votes of new voters a second, from the first commit to the empty queue; also compares the tally with a recount. */
export async function benchWorker(cluster: Cluster, votes: number): Promise<{ votes: number; perSecond: number }> {
  const redis = new Redis(cluster.redis.port);
  const run = Date.now().toString(36);
  for (let from = 0; from < votes; from += CHUNK) {
    const pipeline = redis.pipeline();
    for (let i = from; i < Math.min(votes, from + CHUNK); i++) pipeline.xadd(STREAM, '*', 'p', 'main', 'v', `bench-${run}-${i}`, 'c', i % 2 === 0 ? 'a' : 'b');
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
    (select choice, sum(n) as n from tallies group by choice) t full join (select choice, count(*) as n from votes group by choice) v using (choice) where t.n <> v.n`);
  if (off !== 0) throw new Error('the tally differs from a recount');
  return { votes, perSecond: before / seconds };
}
