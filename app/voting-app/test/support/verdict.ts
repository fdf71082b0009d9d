import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { streamKeys } from '../../src/queue/stream-keys.ts';
import type { Cluster } from './cluster.ts';
import { eventually } from './servers.ts';
import type { Voters } from './voters.ts';

const KEYS = streamKeys('votes');
const DRAIN_MS = 120_000;
/** Longer than any vote may be on its way. */
const SETTLE_MS = 2_000;

/** Waits until the queue is empty and compares what was acknowledged with what is in the table. */
export async function judgeVotes(name: string, faults: number, cluster: Cluster, voters: Voters): Promise<void> {
  await voters.stop();
  await sleep(SETTLE_MS);
  const redis = new Redis(cluster.redis.port);
  await eventually('all votes are stored', async () => await redis.xlen(KEYS.stream) === 0, DRAIN_MS);
  const dead = await redis.xlen(KEYS.dead);
  const info = await redis.call('XINFO', 'STREAM', KEYS.stream) as unknown[];
  redis.disconnect();
  const group = voters.acknowledged / Number(info[info.indexOf('entries-added') + 1]);
  const rows = await cluster.query<{ voter_id: string; choice: string }>('select voter_id, choice from votes');
  const { lost, wrong, extra, voters: count } = voters.judge(rows);
  process.stdout.write(`# ${name}: ${faults} faults, ${voters.acknowledged} votes acknowledged, `
    + `${voters.refused} refused, ${group.toFixed(1)} an entry, `
    + `${count} voters, ${lost} lost, ${wrong} wrong, ${dead} dead letters\n`);
  assert.ok(voters.acknowledged > 200, `only ${voters.acknowledged} votes were acknowledged`);
  assert.ok(group >= 2, `only ${group} votes an entry: groups were hardly tested`);
  assert.deepEqual({ lost, wrong, dead }, { lost: 0, wrong: 0, dead: 0 });
  assert.deepEqual(...await totals(cluster), 'the tally differs from a recount');
  assert.ok(extra <= voters.refused, `${extra} rows of nobody`);
}

async function totals(cluster: Cluster): Promise<[tally: unknown, recount: unknown]> {
  return [
    await cluster.query(
      'select choice, sum(n)::int as n from tallies group by choice having sum(n) <> 0 order by choice',
    ),
    await cluster.query('select choice, count(*)::int as n from votes group by choice order by choice'),
  ];
}
