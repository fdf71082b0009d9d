import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { streamKeys } from '../../src/queue/stream-keys.ts';
import { Cluster, type RoleProcess } from '../support/cluster.ts';
import { cleanUp, eventually } from '../support/servers.ts';
import { Voters } from '../support/voters.ts';

const WORKER_KILLS = 50;
const STORE_CRASHES = 5;
const FAST_CLAIM = { CLAIM_IDLE_MS: '500' };

let cluster: Cluster;
let voters: Voters;
let votes: RoleProcess[];

beforeEach(async () => {
  cluster = await Cluster.start();
  votes = [await cluster.start('vote'), await cluster.start('vote')];
});
afterEach(() => cluster.stop());
after(cleanUp);

/** Starts voters who post to the vote processes that run, slowly enough to leave the machine some air. */
function startVoters(lanes = 20): void {
  voters = new Voters(() => votes.map((role) => role.url), lanes, 5);
  voters.start();
}

/** Waits until the queue is empty and compares what was acknowledged with what is in the table. */
async function judge(name: string, faults: number): Promise<void> {
  await voters.stop();
  await eventually('all votes are stored', async () => (await depth()) === 0, 60_000);
  const rows = await cluster.query<{ voter_id: string; choice: string }>('select voter_id, choice from votes');
  const { lost, wrong, extra, voters: count } = voters.judge(rows);
  const [{ tally, recount, dead }] = [{ ...await totals(), dead: await deadLetters() }];
  const group = voters.acknowledged / await entriesAdded();
  process.stdout.write(`# ${name}: ${faults} faults, ${voters.acknowledged} votes acknowledged, ${voters.refused} refused, ${group.toFixed(1)} an entry, `
    + `${count} voters, ${lost} lost, ${wrong} wrong, ${dead} dead letters\n`);
  assert.ok(voters.acknowledged > 200, `only ${voters.acknowledged} votes were acknowledged`);
  assert.ok(group >= 2, `only ${group} votes an entry: groups were hardly tested`);
  assert.deepEqual({ lost, wrong, dead }, { lost: 0, wrong: 0, dead: 0 });
  assert.deepEqual(tally, recount);
  assert.ok(extra <= voters.refused, `${extra} rows of nobody`);
}

async function totals(): Promise<{ tally: unknown; recount: unknown }> {
  return {
    tally: await cluster.query('select choice, sum(n)::int as n from tallies group by choice having sum(n) <> 0 order by choice'),
    recount: await cluster.query('select choice, count(*)::int as n from votes group by choice order by choice'),
  };
}

async function metric(role: RoleProcess, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${role.metricsPort}/metrics`)).text();
  const line = text.split('\n').find((row) => row.startsWith(`${name}{`) || row.startsWith(`${name} `));
  return line === undefined ? NaN : Number(line.split(' ').pop());
}

async function depth(): Promise<number> {
  // the gauge is half a second old at most: two looks apart see the end.
  const first = await metric(votes[0], 'voting_queue_depth');
  await sleep(700);
  return first + await metric(votes[0], 'voting_queue_depth');
}

/** In all its life: the stream counts them. */
async function entriesAdded(): Promise<number> {
  const redis = new Redis(cluster.redis.port);
  const info = await redis.call('XINFO', 'STREAM', streamKeys('votes').stream) as unknown[];
  redis.disconnect();
  return Number(info[info.indexOf('entries-added') + 1]);
}

function deadLetters(): Promise<number> {
  return metric(votes[0], 'voting_queue_dead_letters');
}

// R-APP-4
describe('no acknowledged vote is lost, doubled or wrong', () => {
  test(`when workers are killed ${WORKER_KILLS} times`, async () => {
    const workers = [await cluster.start('worker', FAST_CLAIM), await cluster.start('worker', FAST_CLAIM)];
    startVoters();

    for (let kill = 0; kill < WORKER_KILLS; kill++) {
      await cluster.kill(workers.shift()!);
      // a moment with a single worker, so that it takes over what the dead one held.
      await sleep(60);
      workers.push(await cluster.start('worker', FAST_CLAIM));
    }

    await judge('worker kill -9', WORKER_KILLS);
  });

  test('when workers die between the commit and the acknowledgement', async () => {
    const settings = { ...FAST_CLAIM, CRASH_SHARE: '0.08' };
    await cluster.start('worker', FAST_CLAIM);
    let crashing = await cluster.start('worker', settings, true);
    startVoters();
    let deaths = 0;

    for (const end = Date.now() + 20_000; Date.now() < end && deaths < 10;) {
      await eventually('the worker dies', () => crashing.child.signalCode !== null, 15_000);
      cluster.roles.delete(crashing);
      deaths++;
      crashing = await cluster.start('worker', settings, true);
    }

    await judge('death after commit', deaths);
    assert.ok(deaths >= 3, `the worker died ${deaths} times only`);
  });

  test(`when PostgreSQL crashes ${STORE_CRASHES} times`, async () => {
    await cluster.start('worker', FAST_CLAIM);
    await cluster.start('worker', FAST_CLAIM);
    startVoters();

    for (let crash = 0; crash < STORE_CRASHES; crash++) {
      await sleep(600);
      await cluster.postgres.crash();
      await sleep(700);
      await cluster.postgres.start();
    }

    await judge('PostgreSQL crash', STORE_CRASHES);
    assert.equal(voters.refused, 0, 'an outage of the database must not refuse votes');
  });

  test(`when Redis is killed ${STORE_CRASHES} times with its append-only file`, async () => {
    await cluster.start('worker', FAST_CLAIM);
    await cluster.start('worker', FAST_CLAIM);
    startVoters();

    for (let crash = 0; crash < STORE_CRASHES; crash++) {
      await sleep(1_000);
      await cluster.redis.crash();
      await sleep(400);
      await cluster.redis.start();
    }
    await sleep(1_000);

    await judge('Redis kill -9', STORE_CRASHES);
  });

  test('when vote processes are killed', async () => {
    await cluster.start('worker', FAST_CLAIM);
    startVoters();

    for (let kill = 0; kill < 6; kill++) {
      await sleep(400);
      const victim = votes.pop()!;
      await cluster.kill(victim);
      votes.push(await cluster.start('vote'));
    }

    await judge('vote role kill -9', 6);
  });
});
