import { GroupCommit } from '../../src/queue/group-commit.ts';
import { MemoryQueue } from '../../src/queue/memory-queue.ts';
import { MAX_GROUP, toDelivery, toPosition, toText } from '../../src/queue/entry.ts';
import { isBefore, toPlacedVote } from '../../src/poll/vote.ts';
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
    }, { maxGroup: 100, gapMs: 0 });

    const results = await Promise.all([1, 2, 3].map((item) => commit.add(item)));

    expect([results, groups]).toEqual([[10, 20, 30], [[1, 2, 3]]]);
  });

  test('collects while a group is on its way, and keeps to the largest size', async () => {
    const groups: number[] = [];
    const commit = new GroupCommit<number, number>(async (items) => {
      groups.push(items.length);
      await new Promise((resolve) => setTimeout(resolve, 10));
      return items;
    }, { maxGroup: 4, gapMs: 0 });

    const first = commit.add(0);
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, ...Array.from({ length: 9 }, (_, index) => commit.add(index))]);

    expect(groups).toEqual([1, 4, 4, 1]);
  });

  test('sends the first item at once, and those that follow closely as one group after the gap', async () => {
    const groups: { size: number; at: number }[] = [];
    const commit = new GroupCommit<number, number>(async (items) => {
      groups.push({ size: items.length, at: performance.now() });
      return items;
    }, { maxGroup: 9, gapMs: 100 });
    const start = performance.now();

    await commit.add(0);
    const waited = performance.now() - start;
    const following = [commit.add(1)];
    await new Promise((resolve) => setTimeout(resolve, 20));
    following.push(commit.add(2));
    expect(await Promise.all(following)).toEqual([1, 2]);

    expect(groups.map(({ size }) => size)).toEqual([1, 2]);
    expect(waited).toBeLessThan(90);
    expect(groups[1].at - groups[0].at).toBeGreaterThanOrEqual(98);
  });

  test('does not wait for the gap once there is enough', async () => {
    const groups: number[] = [];
    const commit = new GroupCommit<number, number>(async (items) => {
      groups.push(items.length);
      return items;
    }, { maxGroup: 9, gapMs: 60_000, enough: 3 });

    await commit.add(0);
    await Promise.all([1, 2, 3, 4].map((item) => commit.add(item)));

    expect(groups).toEqual([1, 4]);
  });

  test('sends the next group before it tells anybody of the last one', async () => {
    const log: string[] = [];
    const commit = new GroupCommit<number, number>(async (items) => {
      log.push(`sent ${items}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return items;
    }, { maxGroup: 9, gapMs: 0, enough: 2 });
    const add = (item: number): Promise<unknown> => commit.add(item).then(() => log.push(`told ${item}`));

    const first = add(0);
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, add(1), add(2)]);

    expect(log).toEqual(['sent 0', 'sent 1,2', 'told 0', 'told 1', 'told 2']);
  });

  test('fails for a whole group that could not be sent, and goes on', async () => {
    let calls = 0;
    const commit = new GroupCommit<number, number>(async (items) => {
      if (++calls === 1) throw new Error('away');
      return items;
    }, { maxGroup: 9, gapMs: 0 });

    await expect(commit.add(1)).rejects.toThrow('away');
    await expect(commit.add(2)).resolves.toBe(2);
  });
});

describe('votes in queue entries', () => {
  test('have the form of three short words', () => {
    expect(toPlacedVote('main v-1_X a', 5, 7)).toEqual({ poll: 'main', voter: 'v-1_X', choice: 'a', ms: 5, seq: 7 });
  });

  test('may say which click of a page made them', () => {
    const vote = { poll: 'main', voter: 'v', choice: 'a', click: { page: 'p_1', number: 12 } };

    expect(toPlacedVote(toText([vote]), 5, 7)).toEqual({ ...vote, ms: 5, seq: 7 });
  });

  test.each(
    [
      '', 'main', 'v a', 'main  a', 'main v a b', 'main v a p x', 'main v a p 12345678', 'main v a p 1 1', ' main v a',
      'main v a ', 'main v a\r', 'main v\ta',
      `main ${'x'.repeat(65)} a`, 'main v a\0', 'main v a"',
    ],
  )('are recognised as none: %j', (line) => {
    expect(toPlacedVote(line, 1, 0)).toBeUndefined();
  });

  test('may hold words of 64 characters', () => {
    expect(toPlacedVote(`main ${'x'.repeat(64)} a`, 1, 0)).toBeDefined();
  });

  test('are ordered by time, then by sequence', () => {
    const [a, b, c] = ['9-5', '10-0', '10-2'].map(toPosition);

    expect([isBefore(a, b), isBefore(b, c), isBefore(c, b), isBefore(b, b)]).toEqual([true, true, false, false]);
  });

  test('have places that grow within an entry and between entries, and always fit the integer of the database', () => {
    const text = toText(Array.from({ length: MAX_GROUP }, () => ({ poll: 'main', voter: 'v', choice: 'a' })));

    const seqs = ['5-0', '5-1', `5-${2 ** 24 - 1}`].flatMap(
      (id) => toDelivery(id, text, 1).votes.map(({ seq }) => seq),
    );

    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    expect(seqs.at(-1)).toBe(2 ** 31 - 1);
  });

  test('stand beside lines that are none, which keep their index', () => {
    const { size, votes, malformed } = toDelivery('5-1', `main x a\n${'?'.repeat(1000)}\n\nmain y b`, 3);

    expect([size, votes.map(({ voter, seq }) => [voter, seq])]).toEqual([4, [['x', MAX_GROUP], ['y', MAX_GROUP + 3]]]);
    expect(malformed).toEqual([{ index: 1, text: '?'.repeat(200) }, { index: 2, text: '' }]);
  });

  test.each(
    [undefined, 'main x a\n'.repeat(MAX_GROUP + 1), '\n'.repeat(1_000_000)],
  )('are not looked for in an entry without text or with too many lines', (text) => {
    const { size, votes, malformed } = toDelivery('5-0', text, 1);

    expect([size, votes, malformed.length]).toEqual([0, [], 1]);
    expect(malformed[0].text.length).toBeLessThanOrEqual(200);
  });
});
