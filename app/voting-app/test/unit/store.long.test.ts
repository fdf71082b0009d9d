import { Log } from '../../src/core/log.ts';
import type { PlacedVote } from '../../src/poll/vote.ts';
import { Metrics } from '../../src/metrics/metrics.ts';
import { MAX_GROUP, toDelivery } from '../../src/queue/entry.ts';
import type { DeadLetter, Delivery, VoteConsumer } from '../../src/queue/types.ts';
import { Batch } from '../../src/roles/batch.ts';
import { migrate, schemaVersion } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import { TallyAudit } from '../../src/store/tally-audit.ts';
import { EmailTaken, UserStore } from '../../src/store/users.ts';
import { VoteStore } from '../../src/store/votes.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';

const log = new Log('silent');
const sql = embeddedDatabase('votes, tallies, users');

const vote = (voter: string, choice: string, ms: number, seq = 0): PlacedVote =>
  ({ poll: 'main', voter, choice, ms, seq });
const tally = async (store: VoteStore): Promise<Record<string, number>> =>
  Object.fromEntries((await store.tallies()).get('main') ?? []);

describe('migrations', () => {
  test('are applied once', async () => {
    expect(await migrate(sql, log)).toEqual([]);
    expect(await schemaVersion(sql)).toBe(MIGRATIONS.length);
  });

  test('fail when one that was applied has been changed', async () => {
    const changed = MIGRATIONS.map((migration) => ({ ...migration, sql: `${migration.sql} ` }));

    await expect(migrate(sql, log, changed)).rejects.toThrow('migration 1 was changed after it had been applied');
  });

  test('of an empty database are at version 0', async () => {
    await sql.script('alter table schema_migrations rename to hidden');

    expect(await schemaVersion(sql)).toBe(0);
    await sql.script('alter table hidden rename to schema_migrations');
  });

  test('have versions that grow by one', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });
});

describe('stored votes', () => {
  test('count one for each voter', async () => {
    const store = new VoteStore(sql);

    expect(await store.store([vote('x', 'a', 1), vote('y', 'a', 2), vote('z', 'b', 3)], 0)).toBe(3);
    expect(await tally(store)).toEqual({ a: 2, b: 1 });
  });

  test('move a changed vote from one choice to the other', async () => {
    const store = new VoteStore(sql);
    await store.store([vote('x', 'a', 1)], 0);

    await store.store([vote('x', 'b', 2)], 5);

    expect(await tally(store)).toEqual({ b: 1 });
  });

  test('change nothing when they come again', async () => {
    const store = new VoteStore(sql);
    await store.store([vote('x', 'a', 1), vote('y', 'b', 1, 1)], 0);

    expect(await store.store([vote('x', 'a', 1), vote('y', 'b', 1, 1)], 1)).toBe(0);
    expect(await tally(store)).toEqual({ a: 1, b: 1 });
  });

  test('ignore an older vote that comes late', async () => {
    const store = new VoteStore(sql);
    await store.store([vote('x', 'b', 10, 1)], 0);

    expect(await store.store([vote('x', 'a', 10, 0)], 0)).toBe(0);
    expect(await tally(store)).toEqual({ b: 1 });
  });

  test('take the last of several votes of one voter in a batch, whatever their order', async () => {
    const store = new VoteStore(sql);

    await store.store([vote('x', 'b', 3), vote('x', 'a', 1), vote('x', 'a', 2)], 0);

    expect(await tally(store)).toEqual({ b: 1 });
  });

  describe('of one page', () => {
    const click = (choice: string, number: number, ms: number, page = 'p'): PlacedVote =>
      ({ ...vote('x', choice, ms), click: { page, number } });
    const [first, second] = [click('a', 1, 20), click('b', 2, 10)];

    test.each([
      ['in order', [[first], [second]]], ['overtaken', [[second], [first]]], ['together', [[first, second]]],
      ['together, overtaken', [[second, first]]], ['repeated', [[second], [first], [second], [first]]],
    ])('count by their clicks, whatever overtook them: %s', async (_name, batches) => {
      const store = new VoteStore(sql);

      for (const batch of batches) await store.store(batch, 0);

      expect(await tally(store)).toEqual({ b: 1 });
      expect(await new TallyAudit(sql).mismatches()).toEqual([]);
    });

    test('count by their places when they come from different pages, or from none', async () => {
      const store = new VoteStore(sql);

      for (const later of [click('b', 1, 30, 'q'), vote('x', 'c', 40), click('a', 1, 50)]) {
        await store.store([click('z', 9, 20)], 0);
        await store.store([later], 0);
        expect(await tally(store)).toEqual({ [later.choice]: 1 });
      }
    });
  });

  test('keep the count when a voter chooses the same again', async () => {
    const store = new VoteStore(sql);
    await store.store([vote('x', 'a', 1)], 0);

    expect(await store.store([vote('x', 'a', 2)], 0)).toBe(1);
    expect(await tally(store)).toEqual({ a: 1 });
  });

  test('count the polls apart', async () => {
    const store = new VoteStore(sql);

    await store.store([vote('x', 'a', 1), { ...vote('x', 'b', 2), poll: 'other' }], 0);

    expect((await store.tallies()).get('other')).toEqual(new Map([['b', 1]]));
    expect(await tally(store)).toEqual({ a: 1 });
  });

  test('take words for text that mean something in an array of PostgreSQL', async () => {
    const store = new VoteStore(sql);

    await store.store([vote('null', 'NULL', 1), vote('x', '-', 2), vote('y', '_', 3)], 0);

    expect(await tally(store)).toEqual({ 'NULL': 1, '-': 1, '_': 1 });
    expect((await sql.query('select voter_id from votes order by ms')).rows[0]).toEqual({ voter_id: 'null' });
  });

  test('do nothing for an empty batch', async () => {
    expect(await new VoteStore(sql).store([], 0)).toBe(0);
  });

  test('know their latest time', async () => {
    const store = new VoteStore(sql);
    expect(await store.latestMs()).toBe(0);

    await store.store([vote('x', 'a', 1_700_000_000_123)], 0);

    expect(await store.latestMs()).toBe(1_700_000_000_123);
  });

  test('agree with a recount after many random changes', async () => {
    const store = new VoteStore(sql);
    for (let batch = 0; batch < 30; batch++) {
      const votes = Array.from(
        { length: 20 }, (_, i) => vote(`v${(batch * 7 + i * 13) % 40}`, 'abc'[(batch + i) % 3], batch * 100 + i),
      );
      await store.store(votes, batch % 16);
    }

    expect(await store.tallies()).toEqual(await store.recount());
    expect(await new TallyAudit(sql).mismatches()).toEqual([]);
  });

  test('are audited: votes without tally are found', async () => {
    await new VoteStore(sql).store([vote('x', 'a', 1)], 0);
    await sql.script('delete from tallies');

    expect(await new TallyAudit(sql).mismatches()).toEqual([{ poll: 'main', choice: 'a', tally: 0, recount: 1 }]);
  });
});

describe('groups of votes', () => {
  async function run(entry: Delivery): Promise<{ done: readonly Delivery[]; letters: DeadLetter[] }> {
    const letters: DeadLetter[] = [];
    const consumer = {
      hold: async () => undefined, bury: async (_: unknown, more: readonly DeadLetter[]) => void letters.push(...more),
    };
    const batch = new Batch([entry], {
      store: new VoteStore(sql), consumer: consumer as unknown as VoteConsumer, shard: 0,
      metrics: new Metrics('worker'), log,
      signal: new AbortController().signal,
    });
    return { done: await batch.run(), letters };
  }
  const choices = async (): Promise<unknown> => Object.fromEntries(
    (await sql.query<{ voter_id: string; choice: string }>('select voter_id, choice from votes')).rows.map(
      (row) => [row.voter_id, row.choice],
    ),
  );
  const group = (id: string, ...votes: string[]): Delivery =>
    toDelivery(id, votes.map((text) => `main ${text}`).join('\n'), 1);

  afterEach(() => sql.script('alter table votes drop constraint if exists no_bad'));

  test('keep the last vote of a voter', async () => {
    const { done } = await run(group('5-0', 'x a', 'y a', 'x b', 'y b', 'x a'));

    expect(done).toHaveLength(1);
    expect(await choices()).toEqual({ x: 'a', y: 'b' });
    expect(await tally(new VoteStore(sql))).toEqual({ a: 1, b: 1 });
  });

  test.each([
    ['x a', 'x b', 'z bad', 'x c'], ['z bad', 'x a', 'x b', 'x c'], ['x a', 'z bad', 'x b', 'x c'], [
      'x b', 'x c', 'x bad',
    ],
    ['x a', 'z bad', 'x b', 'y a', 'q bad', 'x c', 'y b', 'x bad'],
  ])('keep it also when the database refuses one of them: %s %s %s %s', async (...votes) => {
    await sql.script("alter table votes add constraint no_bad check (choice <> 'bad')");

    const { done, letters } = await run(group('5-3', ...votes));

    expect(done).toEqual([]);
    expect(letters.map(({ index, text }) => [index, text])).toEqual(
      votes.flatMap((text, index) => text.endsWith('bad') ? [[index, `main ${text}`]] : []),
    );
    expect(await choices()).toMatchObject({ x: 'c' });
    expect(await choices()).not.toHaveProperty('z');
    expect(await new TallyAudit(sql).mismatches()).toEqual([]);
  });

  test('do not trouble the database with a vote that a later one of the group replaces', async () => {
    await sql.script("alter table votes add constraint no_bad check (choice <> 'bad')");

    const { done, letters } = await run(group('5-0', 'x bad', 'x c'));

    expect([done.length, letters, await choices()]).toEqual([1, [], { x: 'c' }]);
  });

  test('change nothing when they come again, also after newer ones', async () => {
    const old = group('5-0', 'x a', 'y a', 'x b');
    await run(old);
    await run(old);
    expect(await choices()).toEqual({ x: 'b', y: 'a' });
    await run(group('5-1', 'y b'));

    await run(old);

    expect(await choices()).toEqual({ x: 'b', y: 'b' });
    expect(await tally(new VoteStore(sql))).toEqual({ b: 2 });
  });

  test('come in the order of their entries, however large those are', async () => {
    const last = Array.from({ length: MAX_GROUP }, (_, index) => `x c${index}`);
    await run(group('5-1', 'x later'));

    await run(group('5-0', ...last));

    expect(await choices()).toEqual({ x: 'later' });
  });

  test('have room for 2^24 entries in a millisecond', async () => {
    const { done } = await run(
      group(`5-${2 ** 24 - 1}`, ...Array.from({ length: MAX_GROUP }, (_, index) => `v${index} a`)),
    );

    expect(done).toHaveLength(1);
    expect(await tally(new VoteStore(sql))).toEqual({ a: MAX_GROUP });
  });
});

describe('users', () => {
  test('are created with an id and times', async () => {
    const user = await new UserStore(sql).create({ email: 'a@example.com', name: 'Ada' });

    expect(user).toEqual({
      id: '1', email: 'a@example.com', name: 'Ada',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/), updatedAt: expect.any(String),
    });
  });

  test('fail with an address that another user has, in whatever case', async () => {
    const users = new UserStore(sql);
    await users.create({ email: 'a@example.com', name: 'Ada' });

    await expect(users.create({ email: 'A@EXAMPLE.com', name: 'Bob' })).rejects.toThrow(EmailTaken);
  });

  test('may keep their own address when they are updated', async () => {
    const users = new UserStore(sql);
    const { id } = await users.create({ email: 'a@example.com', name: 'Ada' });

    expect(await users.update(id, { email: 'a@example.com', name: 'Ada L.' })).toMatchObject({ name: 'Ada L.' });
  });

  test('are listed by pages that are in numeric order', async () => {
    const users = new UserStore(sql);
    for (let i = 1; i <= 12; i++) await users.create({ email: `u${i}@example.com`, name: `U${i}` });

    expect((await users.list(3)).map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect((await users.list(5, '9')).map(({ id }) => id)).toEqual(['10', '11', '12']);
  });

  test('are gone once removed', async () => {
    const users = new UserStore(sql);
    const { id } = await users.create({ email: 'a@example.com', name: 'Ada' });

    expect(
      [await users.remove(id), await users.remove(id), await users.find(id), await users.update(id, { name: 'X' })],
    ).toEqual([true, false, undefined, undefined]);
  });
});
