import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, type RoleProcess } from '../support/cluster.ts';
import { cleanUp, eventually } from '../support/servers.ts';
import { judgeVotes } from '../support/verdict.ts';
import { Voters } from '../support/voters.ts';

const WORKER_KILLS = 50;
const STORE_CRASHES = 5;
const FAST_CLAIM = { CLAIM_IDLE_MS: '500' };

/**
 * Redis answers when the vote is on disk. With `everysec` it may answer up to two seconds earlier while the disk is
 * slow, and forgets these answers when it is killed.
 */
const ON_DISK = ['--appendonly', 'yes', '--appendfsync', 'always'];

let cluster: Cluster;
let voters: Voters;
let votes: RoleProcess[];

beforeEach(async () => {
  cluster = await Cluster.start({ redis: ON_DISK });
  votes = [await cluster.start('vote'), await cluster.start('vote')];
});
afterEach(() => cluster.stop());
after(cleanUp);

/** Starts voters who post to the vote processes that run, slowly enough to leave the machine some air. */
function startVoters(lanes = 20): void {
  voters = new Voters(() => votes.map((role) => role.url), lanes, 5);
  voters.start();
}

const judge = (name: string, faults: number): Promise<void> => judgeVotes(name, faults, cluster, voters);

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
