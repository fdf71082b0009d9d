import { GroupCommit } from '../../src/queue/group-commit.ts';
import { MemoryQueue } from '../../src/queue/memory-queue.ts';
import { isBefore, toPosition, toVote } from '../../src/poll/vote.ts';
import { QUEUE_CONTRACT } from '../support/queue-contract.ts';

describe('the queue in memory', () => {
  test.each(QUEUE_CONTRACT)('%s', async (_promise, check) => {
    await check(new MemoryQueue());
  });
});

describe('group commit', () => {
  test('sends what arrives in one round of the event loop as one group', async () => {
    const groups: number[][] = [];
    const commit = new GroupCommit<number, number>(async (items) => {
      groups.push(items);
      return items.map((item) => item * 10);
    }, { maxInFlight: 1, maxGroup: 100 });

    const results = await Promise.all([1, 2, 3].map((item) => commit.add(item)));

    expect([results, groups]).toEqual([[10, 20, 30], [[1, 2, 3]]]);
  });

  test('collects while a group is on its way, and keeps to the largest size', async () => {
    const groups: number[] = [];
    const commit = new GroupCommit<number, number>(async (items) => {
      groups.push(items.length);
      await new Promise((resolve) => setTimeout(resolve, 10));
      return items;
    }, { maxInFlight: 1, maxGroup: 4 });

    const first = commit.add(0);
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, ...Array.from({ length: 9 }, (_, index) => commit.add(index))]);

    expect(groups).toEqual([1, 4, 4, 1]);
  });

  test('fails for each item with its own error', async () => {
    const commit = new GroupCommit<number, number>(async (items) => items.map((item) => item === 2 ? new Error('two') : item), { maxInFlight: 2, maxGroup: 9 });

    const results = await Promise.allSettled([1, 2, 3].map((item) => commit.add(item)));

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('fails for a whole group that could not be sent, and goes on', async () => {
    let calls = 0;
    const commit = new GroupCommit<number, number>(async (items) => {
      if (++calls === 1) throw new Error('away');
      return items;
    }, { maxInFlight: 1, maxGroup: 9 });

    await expect(commit.add(1)).rejects.toThrow('away');
    await expect(commit.add(2)).resolves.toBe(2);
  });
});

describe('votes in queue entries', () => {
  test('have the form of three short words', () => {
    expect(toVote('main', 'v-1_X', 'a')).toEqual({ poll: 'main', voter: 'v-1_X', choice: 'a' });
  });

  test.each([[undefined, 'v', 'a'], ['main', '', 'a'], ['main', 'v', 'a b'], ['main', 'x'.repeat(65), 'a'], ['main', 'v', 'a\0']])('are recognised as none: %j %j %j', (...fields) => {
    expect(toVote(...(fields as [unknown, unknown, unknown]))).toBeUndefined();
  });

  test('may hold words of 64 characters', () => {
    expect(toVote('main', 'x'.repeat(64), 'a')).toBeDefined();
  });

  test('are ordered by time, then by sequence', () => {
    const [a, b, c] = ['9-5', '10-0', '10-2'].map(toPosition);

    expect([isBefore(a, b), isBefore(b, c), isBefore(c, b), isBefore(b, b)]).toEqual([true, true, false, false]);
  });
});
