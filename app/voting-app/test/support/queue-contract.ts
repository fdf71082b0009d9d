import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Vote } from '../../src/poll/vote.ts';
import type { VoteQueue } from '../../src/queue/types.ts';

export const vote = (voter: string, choice = 'a'): Vote => ({ poll: 'main', voter, choice });

type Case = readonly [promise: string, check: (queue: VoteQueue) => Promise<void>];

/** What every queue promises; each case gets an empty one. */
export const QUEUE_CONTRACT: readonly Case[] = [
  ['hands out votes in the order they came, with growing ids', async (queue) => {
    const ids = [];
    for (const voter of ['x', 'y', 'z']) ids.push(await queue.add(vote(voter)));
    const consumer = await queue.consumer('one');

    const read = await consumer.read(10, 500);

    assert.deepEqual(read.map((delivery) => [delivery.id, delivery.vote?.voter, delivery.deliveries]), [[ids[0], 'x', 1], [ids[1], 'y', 1], [ids[2], 'z', 1]]);
    await consumer.close();
  }],
  ['gives each vote to one consumer only', async (queue) => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => queue.add(vote(`v${index}`))));
    const [one, two] = [await queue.consumer('one'), await queue.consumer('two')];

    const voters = [...await one.read(20, 500), ...await two.read(40, 500)].map((delivery) => delivery.vote?.voter);

    assert.equal(new Set(voters).size, 40);
    assert.equal(voters.length, 40);
    await Promise.all([one.close(), two.close()]);
  }],
  ['counts a vote as waiting until it is acknowledged', async (queue) => {
    await queue.add(vote('x'));
    const consumer = await queue.consumer('one');
    const [delivery] = await consumer.read(1, 500);

    const before = (await queue.stats()).depth;
    await consumer.ack([delivery.id]);
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

    assert.deepEqual(claimed.map(({ id, deliveries, vote: taken }) => [id, deliveries, taken?.voter]), [[first.id, 2, 'x']]);
    await two.ack([first.id]);
    await Promise.all([one.close(), two.close()]);
  }],
  ['does not hand over what its consumer still holds', async (queue) => {
    await queue.add(vote('x'));
    const [one, two] = [await queue.consumer('one'), await queue.consumer('two')];
    const [first] = await one.read(1, 500);
    await sleep(120);
    await one.hold([first.id]);

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
    await queue.add(vote('x'));
    const consumer = await queue.consumer('one');
    const deliveries = await consumer.read(1, 500);

    await consumer.bury(deliveries, 'test');

    const { depth, dead } = await queue.stats();
    assert.deepEqual({ depth, dead }, { depth: 0, dead: 1 });
    await consumer.close();
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
    await queue.keepAhead(future);

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
