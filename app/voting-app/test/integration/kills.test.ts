import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from '../support/cluster.ts';
import { FAULT_LANES, type Victims } from '../support/faults.ts';
import { FaultyProxy } from '../support/faulty-proxy.ts';
import { SeededRandom } from '../support/random.ts';
import { cleanUp } from '../support/servers.ts';
import { judgeVotes } from '../support/verdict.ts';
import { Voters } from '../support/voters.ts';

/** The faults of a seed are the same in every run; how they meet the votes is not. */
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
const KILLS = Number(process.env.KILLS ?? 100);
const LANES = 20;
const PAUSE_MS = 5;
const AIR_MS = 400;

let victims: Victims;

before(async () => {
  const cluster = await Cluster.start();
  const proxies = {
    redis: await FaultyProxy.start(cluster.redis.port), postgres: await FaultyProxy.start(cluster.postgres.port),
  };
  const settings = {
    CLAIM_IDLE_MS: '500', REDIS_PORT: String(proxies.redis.port), DB_PORT: String(proxies.postgres.port),
  };
  const start = (role: string): ReturnType<Cluster['start']> => cluster.start(role, settings);
  const worker = [await start('worker'), await start('worker')];
  const roles = { worker, vote: [await start('vote'), await start('vote')], result: [await start('result')] };
  victims = { cluster, roles, proxies, settings };
});
after(async () => {
  await victims.cluster.stop();
  for (const proxy of Object.values(victims.proxies)) proxy.close();
  cleanUp();
});

describe('no acknowledged vote is lost, doubled or wrong', () => {
  test(`when everything fails ${KILLS} times, several parts at once`, async () => {
    const voters = new Voters(() => victims.roles.vote.map(({ url }) => url), LANES, PAUSE_MS);
    voters.start();
    let done = 0;

    await Promise.all(FAULT_LANES.map(async (faults, lane) => {
      const random = new SeededRandom(SEED + lane);
      while (done < KILLS) {
        done++;
        if (done % 100 === 0) process.stdout.write(`# ${done} faults, ${voters.acknowledged} votes acknowledged\n`);
        await random.pick(faults)(victims, random);
        // voters need some time between two faults to vote at all.
        await sleep(AIR_MS);
      }
    }));

    process.stdout.write(`# faults of seed ${SEED}\n`);
    await judgeVotes('kills of every part', done, victims.cluster, voters);
    assert.equal(done, KILLS);
  });
});
