import { setTimeout as sleep } from 'node:timers/promises';
import { Log } from '../../src/core/log.ts';
import { Metrics } from '../../src/metrics/metrics.ts';
import { MemoryQueue } from '../../src/queue/memory-queue.ts';
import type { PlacedVote } from '../../src/poll/vote.ts';
import { MAX_GROUP, toDelivery } from '../../src/queue/entry.ts';
import type { DeadLetter, Delivery, Entry, VoteConsumer } from '../../src/queue/types.ts';
import { Batch, Interrupted, REASON_MALFORMED, REASON_REFUSED } from '../../src/roles/batch.ts';
import { WorkerLoop } from '../../src/roles/worker-loop.ts';
import { pgError } from '../support/parts.ts';

const log = new Log('silent');

/** An entry of these voters, who all choose "a"; undefined stands for a line that is no vote. */
function delivery(id: string, voters: string | undefined | readonly (string | undefined)[], deliveries = 1): Delivery {
  return toDelivery(
    id, [voters].flat().map((voter) => voter === undefined ? '?' : `main ${voter} a`).join('\n'), deliveries,
  );
}

const idsOf = (entries: readonly Entry[]): string[] => entries.map(({ id }) => id);

class FakeConsumer implements VoteConsumer {
  public readonly buried: string[] = [];
  public readonly held: string[] = [];
  public read = async (): Promise<Delivery[]> => [];
  public claim = async (): Promise<Delivery[]> => [];
  public ack = async (): Promise<void> => undefined;
  public close = async (): Promise<void> => undefined;
  public hold = async (entries: readonly Entry[]): Promise<void> => void this.held.push(...idsOf(entries));
  public bury = async ({ id }: Entry, letters: readonly DeadLetter[]): Promise<void> => {
    this.buried.push(...letters.map(({ index, reason, text }) => `${id} ${index} ${reason} ${text}`));
  };
}

function context(store: (votes: readonly PlacedVote[]) => Promise<number>, signal = new AbortController().signal) {
  return { store: { store }, consumer: new FakeConsumer(), shard: 0, metrics: new Metrics('worker'), log, signal };
}

/** Told to stop while the database is away. */
function stoppedInAnOutage() {
  const stop = new AbortController();
  return context(async () => {
    stop.abort();
    throw pgError('57P01');
  }, stop.signal);
}

describe('a batch', () => {
  test('is stored in one statement with the places of its entries', async () => {
    const calls: PlacedVote[][] = [];
    const ctx = context(async (votes) => calls.push([...votes]));

    const ids = idsOf(await new Batch([delivery('5-0', 'x'), delivery('5-1', 'y')], ctx).run());

    expect(ids).toEqual(['5-0', '5-1']);
    expect(calls).toEqual(
      [
        [
          { poll: 'main', voter: 'x', choice: 'a', ms: 5, seq: 0 },
          { poll: 'main', voter: 'y', choice: 'a', ms: 5, seq: MAX_GROUP },
        ],
      ],
    );
  });

  test('buries entries that are no votes, and stores the others', async () => {
    const ctx = context(async (votes) => votes.length);

    const ids = idsOf(await new Batch([delivery('1-0', undefined), delivery('2-0', 'x')], ctx).run());

    expect([ids, ctx.consumer.buried]).toEqual([['2-0'], [`1-0 0 ${REASON_MALFORMED} ?`]]);
  });

  test('is tried again while the database is away, and held meanwhile', async () => {
    let calls = 0;
    const ctx = context(async () => {
      if (++calls < 3) throw pgError('ECONNREFUSED');
      return 1;
    });

    const ids = idsOf(await new Batch([delivery('1-0', 'x')], ctx).run());

    expect([ids, calls, ctx.consumer.held, ctx.consumer.buried]).toEqual([['1-0'], 3, ['1-0', '1-0'], []]);
  });

  test('gives up, acknowledging nothing, when told to stop during an outage', async () => {
    const ctx = stoppedInAnOutage();

    await expect(new Batch([delivery('1-0', 'x')], ctx).run()).rejects.toThrow(Interrupted);
  });

  test('is halved until the entry that the database refuses stands alone', async () => {
    const ctx = context(async (votes) => {
      if (votes.some(({ voter }) => voter === 'bad')) throw pgError('22001');
      return votes.length;
    });

    const ids = idsOf(
      await new Batch(['a', 'b', 'bad', 'c', 'd'].map((voter, index) => delivery(`${index}-0`, voter)), ctx).run(),
    );

    expect([ids, ctx.consumer.buried]).toEqual([['0-0', '1-0', '3-0', '4-0'], [`2-0 0 ${REASON_REFUSED} main bad a`]]);
  });

  test('buries one bad vote of an entry alone, and acknowledges the entry only with it', async () => {
    const stored: string[] = [];
    const ctx = context(async (votes) => {
      if (votes.some(({ voter }) => voter === 'bad')) throw pgError('22001');
      stored.push(...votes.map(({ voter }) => voter));
      return votes.length;
    });
    const batch = new Batch([delivery('1-0', ['a', undefined, 'bad', 'c']), delivery('1-1', ['d', 'e'])], ctx);

    const ids = idsOf(await batch.run());

    expect([ids, stored.sort(), batch.stored]).toEqual([['1-1'], ['a', 'c', 'd', 'e'], 4]);
    expect(ctx.consumer.buried).toEqual([`1-0 1 ${REASON_MALFORMED} ?`, `1-0 2 ${REASON_REFUSED} main bad a`]);
  });

  test('buries nothing of an entry before its other votes are stored', async () => {
    const ctx = stoppedInAnOutage();

    await expect(new Batch([delivery('1-0', [undefined, 'x'])], ctx).run()).rejects.toThrow(Interrupted);

    expect(ctx.consumer.buried).toEqual([]);
  });

  test('keeps the places of the votes when it is halved, so that the last vote of a voter stays the last', async () => {
    const places: PlacedVote[] = [];
    const ctx = context(async (votes) => {
      if (votes.some(({ voter }) => voter === 'bad')) throw pgError('22001');
      places.push(...votes);
      return votes.length;
    });

    await new Batch([delivery('7-2', ['x', 'bad', 'y', 'x'])], ctx).run();

    expect(places.filter(({ voter }) => voter === 'x').map(({ ms, seq }) => [ms, seq])).toEqual(
      [[7, 2 * MAX_GROUP], [7, 2 * MAX_GROUP + 3]],
    );
  });

  test('is stored in statements of a bounded size', async () => {
    const sizes: number[] = [];
    const ctx = context(async (votes) => sizes.push(votes.length));
    const voters = Array.from({ length: MAX_GROUP }, (_, index) => `v${index}`);

    await new Batch(Array.from({ length: 50 }, (_, index) => delivery(`${index + 1}-0`, voters)), ctx).run();

    expect(sizes).toEqual([5_000, 50 * MAX_GROUP - 5_000]);
  });

  test('handles the votes of entries that came too often one by one', async () => {
    const sizes: number[] = [];
    const ctx = context(async (votes) => sizes.push(votes.length));

    await new Batch(
      [delivery('1-0', ['x', 'u'], 6), delivery('2-0', 'y', 5), delivery('3-0', 'z', 7), delivery('4-0', 'w')], ctx,
    ).run();

    expect(sizes).toEqual([2, 1, 1, 1]);
  });

  test('never buries an entry for having been delivered often', async () => {
    const ctx = context(async (votes) => votes.length);

    const ids = idsOf(await new Batch([delivery('1-0', 'x', 1000)], ctx).run());

    expect([ids, ctx.consumer.buried]).toEqual([['1-0'], []]);
  });
});

describe('the worker loop', () => {
  function loop(
    queue: MemoryQueue, store: (votes: readonly PlacedVote[]) => Promise<number>, claimIdleMs = 50,
  ): WorkerLoop {
    return new WorkerLoop({
      name: 'w', shard: 0, batch: 10, claimIdleMs, queue, metrics: new Metrics('worker'), log, store: {
        store, latestMs: async () => 0,
      },
    });
  }
  const vote = { poll: 'main', voter: 'x', choice: 'a' };
  const until = async (test: () => Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 200 && !await test(); i++) await sleep(10);
  };

  test('stores and acknowledges what is queued, and stops when told', async () => {
    const queue = new MemoryQueue();
    for (let i = 0; i < 25; i++) await queue.add(vote);
    let stored = 0;
    const stop = new AbortController();
    const running = loop(queue, async (votes) => (stored += votes.length)).run(stop.signal);

    await until(async () => (await queue.stats()).depth === 0);
    stop.abort();
    await running;

    expect([stored, (await queue.stats()).depth]).toEqual([25, 0]);
  });

  test('opens the queue with the latest time stored, and again after each fault', async () => {
    const queue = new MemoryQueue();
    const opened: number[] = [];
    queue.open = async (ms) => void opened.push(ms);
    let reads = 0;
    const consumer = queue.consumer.bind(queue);
    queue.consumer = async (name) => ({ ...await consumer(name), read: async () => {
      await sleep(2);
      if (++reads === 2) throw new Error('gone');
      return [];
    } });
    let latest = 100;
    const stop = new AbortController();
    const worker = new WorkerLoop({
      name: 'w', shard: 0, batch: 10, claimIdleMs: 60_000, queue, metrics: new Metrics('worker'), log,
      store: { store: async () => 0, latestMs: async () => latest++ },
    });
    const running = worker.run(stop.signal);

    await worker.opened;
    await until(async () => reads > 3);
    stop.abort();
    await running;

    expect(opened.filter((ms, index) => ms !== opened[index - 1])).toEqual([100, 101]);
  });

  test('takes over what a dead worker held', async () => {
    const queue = new MemoryQueue();
    await queue.add(vote);
    await (await queue.consumer('dead')).read(1, 10);
    const stop = new AbortController();
    const running = loop(queue, async (votes) => votes.length, 20).run(stop.signal);

    await until(async () => (await queue.stats()).depth === 0);
    stop.abort();
    await running;

    expect((await queue.stats()).depth).toBe(0);
  });

  test('leaves unacknowledged what it could not store before the stop', async () => {
    const queue = new MemoryQueue();
    await queue.add(vote);
    const stop = new AbortController();
    const running = loop(queue, async () => {
      stop.abort();
      throw pgError('08006');
    }).run(stop.signal);

    await running;

    expect((await queue.stats()).depth).toBe(1);
  });

  test('acknowledges later what it stored while the queue was away, without storing it again', async () => {
    const queue = new MemoryQueue();
    let failures = 1;
    let stored = 0;
    const consumer = queue.consumer.bind(queue);
    queue.consumer = async (name) => {
      const real = await consumer(name);
      return { ...real, ack: async (entries) => {
        if (failures-- > 0) throw new Error('queue away');
        await real.ack(entries);
      } };
    };
    await queue.add(vote);
    const stop = new AbortController();
    const running = loop(queue, async (votes) => (stored += votes.length), 60_000).run(stop.signal);

    await until(async () => (await queue.stats()).depth === 0);
    stop.abort();
    await running;

    expect([stored, (await queue.stats()).depth]).toEqual([1, 0]);
  });

  test('asks for as many entries as make a batch, judged by those before', async () => {
    const queue = new MemoryQueue();
    const asked: number[] = [];
    const consumer = queue.consumer.bind(queue);
    queue.consumer = async (name) => {
      const real = await consumer(name);
      return { ...real, read: (maxEntries, blockMs) => {
        asked.push(maxEntries);
        return real.read(maxEntries, Math.min(blockMs, 20));
      } };
    };
    const addGroup = (size: number): Promise<unknown> =>
      Promise.all(Array.from({ length: size }, () => queue.add(vote)));
    for (const size of [1, 5, 5, 5, 5]) await addGroup(size);
    const stop = new AbortController();
    const running = loop(queue, async (votes) => votes.length).run(stop.signal);

    await until(async () => asked.length >= 3);
    stop.abort();
    await running;

    // a batch of 10 votes: one entry at first, then ten entries of one vote, then two of five.
    expect(asked.slice(0, 3)).toEqual([1, 10, 2]);
  });
});
