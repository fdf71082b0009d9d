import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { isBefore, type Vote } from '../../src/poll/vote.ts';
import { MAX_GROUP } from '../../src/queue/entry.ts';
import type { Delivery, VoteQueue } from '../../src/queue/types.ts';

export const vote = (voter: string, choice = 'a'): Vote => ({ poll: 'main', voter, choice });

/** Votes added at the same moment are one group. */
export const addGroup = (queue: VoteQueue, voters: readonly string[]): Promise<string[]> =>
  Promise.all(voters.map((voter) => queue.add(vote(voter))));
const names = (count: number, prefix = 'v'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const votersOf = (deliveries: readonly Delivery[]): string[] =>
  deliveries.flatMap(({ votes }) => votes.map(({ voter }) => voter));
const depthOf = async (queue: VoteQueue): Promise<number> => (await queue.stats()).depth;

type Case = readonly [promise: string, check: (queue: VoteQueue) => Promise<void>];

/** What every queue promises; each case gets an empty one. */
export const QUEUE_CONTRACT: readonly Case[] = [
  ['hands out votes in the order they came, with growing ids', async (queue) => {
    const ids = [];
    for (const voter of ['x', 'y', 'z']) ids.push(await queue.add(vote(voter)));
    const consumer = await queue.consumer('one');

    const read = await consumer.read(10, 500);

    assert.deepEqual(
      read.map(({ id, votes, deliveries }) => [`${id}-0`, votes[0].voter, deliveries]),
      [[ids[0], 'x', 1], [ids[1], 'y', 1], [ids[2], 'z', 1]],
    );
    await consumer.close();
  }],
  ['keeps votes that come together in one entry, in order, each with an id and a place of its own', async (queue) => {
    const ids = [...await addGroup(queue, ['x', 'y', 'x']), ...await addGroup(queue, ['z', 'x'])];
    const consumer = await queue.consumer('one');

    const read = await consumer.read(10, 500);

    assert.deepEqual(
      read.map(({ size, votes }) => [size, votes.map(({ voter }) => voter)]), [[3, ['x', 'y', 'x']], [2, ['z', 'x']]],
    );
    assert.equal(new Set(ids).size, 5);
    const places = read.flatMap(({ votes }) => votes);
    assert.ok(places.every((place, index) => index === 0 || isBefore(places[index - 1], place)));
    await consumer.close();
  }],
  ['spreads more votes than an entry holds over several, losing none', async (queue) => {
    const voters = names(2 * MAX_GROUP + 7);
    await addGroup(queue, voters);
    const consumer = await queue.consumer('one');

    const read = await consumer.read(10, 500);

    assert.deepEqual(votersOf(read), voters);
    assert.ok(read.every(({ votes }) => votes.length <= MAX_GROUP));
    assert.equal(await depthOf(queue), voters.length);
    await consumer.close();
  }],
  ['gives each vote to one consumer only', async (queue) => {
    for (let group = 0; group < 8; group++) await addGroup(queue, names(5, `v${group}-`));
    const [one, two] = [await queue.consumer('one'), await queue.consumer('two')];

    const voters = votersOf([...await one.read(4, 500), ...await two.read(40, 500)]);

    assert.equal(new Set(voters).size, 40);
    assert.equal(voters.length, 40);
    await Promise.all([one.close(), two.close()]);
  }],
  ['counts a vote as waiting until it is acknowledged', async (queue) => {
    await queue.add(vote('x'));
    const consumer = await queue.consumer('one');
    const [delivery] = await consumer.read(1, 500);

    const before = (await queue.stats()).depth;
    await consumer.ack([delivery]);
    const after = (await queue.stats()).depth;

    assert.deepEqual([before, after], [1, 0]);
    await consumer.close();
  }],
  ['lets another consumer take over what was not acknowledged, and counts the deliveries', async (queue) => {
    await queue.add(vote('x'));
    const [one, two] = [await queue.consumer('one'), await queue.consumer('two')];
    const [first] = await one.read(1, 500);
    await sleep(60);

    const claimed = await two.claim(10, 50);

    assert.deepEqual(
      claimed.map(({ id, deliveries, votes }) => [id, deliveries, votes[0].voter]), [[first.id, 2, 'x']],
    );
    await two.ack([first]);
    await Promise.all([one.close(), two.close()]);
  }],
  ['does not hand over what its consumer still holds', async (queue) => {
    await queue.add(vote('x'));
    const [one, two] = [await queue.consumer('one'), await queue.consumer('two')];
    const [first] = await one.read(1, 500);
    await sleep(120);
    await one.hold([first]);

    const claimed = await two.claim(10, 100);

    assert.deepEqual(claimed, []);
    await Promise.all([one.close(), two.close()]);
  }],
  ['keeps the votes of a consumer that left without acknowledging', async (queue) => {
    await queue.add(vote('x'));
    const one = await queue.consumer('one');
    await one.read(1, 500);
    await one.close();
    const two = await queue.consumer('two');
    await sleep(20);

    const claimed = await two.claim(10, 10);

    assert.equal(claimed.length, 1);
    await two.close();
  }],
  ['moves dead letters out of the way', async (queue) => {
    await addGroup(queue, ['x', 'y', 'z']);
    const consumer = await queue.consumer('one');
    const [entry] = await consumer.read(1, 500);

    await consumer.bury(entry, [{ index: 1, reason: 'test', text: 'main y a' }]);

    const { depth, dead } = await queue.stats();
    assert.deepEqual({ depth, dead }, { depth: 0, dead: 1 });
    assert.deepEqual(await consumer.claim(10, 0), []);
    await consumer.close();
  }],
  ['knows the depth in votes, however often entries are read, claimed, acknowledged or buried', async (queue) => {
    const [one, two] = [await queue.consumer('one'), await queue.consumer('two')];
    for (const size of [5, 1, 7, 20]) await addGroup(queue, names(size));
    const depths = [await depthOf(queue)];
    const step = async (action: Promise<unknown>): Promise<void> => {
      await action;
      depths.push(await depthOf(queue));
    };

    const read = await one.read(10, 500);
    await step(one.ack([read[0]]));
    await step(one.ack([read[0], read[1]]));
    await sleep(20);
    const claimed = await two.claim(10, 10);
    await step(
      two.bury(claimed[0], [{ index: 0, reason: 'test', text: 'x' }, { index: 3, reason: 'test', text: 'y' }]),
    );
    await step(two.bury(claimed[0], [{ index: 0, reason: 'test', text: 'x' }]));
    await step(one.ack(read));
    await step(two.ack(claimed));
    await step(addGroup(queue, names(3)));

    assert.deepEqual(depths, [33, 28, 27, 20, 20, 0, 0, 3]);
    assert.equal((await queue.stats()).dead, 2);
    await Promise.all([one.close(), two.close()]);
  }],
  ['returns nothing when no vote comes in time', async (queue) => {
    const consumer = await queue.consumer('one');

    const read = await consumer.read(1, 50);

    assert.deepEqual(read, []);
    await consumer.close();
  }],
  ['wakes a reader that waits', async (queue) => {
    const consumer = await queue.consumer('one');
    const reading = consumer.read(1, 2_000);
    await sleep(100);
    await queue.add(vote('x'));
    const start = Date.now();

    const read = await reading;

    assert.equal(read.length, 1);
    assert.ok(Date.now() - start < 500);
    await consumer.close();
  }],
  ['gives ids after a time it is told to be ahead of', async (queue) => {
    const consumer = await queue.consumer('one');
    await consumer.read(1, 10);
    const future = Date.now() + 3_600_000;
    await queue.open(future);

    const id = await queue.add(vote('x'));

    assert.ok(Number(id.split('-')[0]) >= future);
    await consumer.close();
  }],
  ['measures the age of the oldest vote', async (queue) => {
    await queue.add(vote('x'));
    await sleep(60);

    const { lagMs } = await queue.stats();

    assert.ok(lagMs >= 50 && lagMs < 5_000, `lag ${lagMs}`);
  }],
];
