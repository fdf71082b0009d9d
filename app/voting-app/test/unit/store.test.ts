import { Log } from '../../src/core/log.ts';
import { migrate, schemaVersion } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import { TallyAudit } from '../../src/store/tally-audit.ts';
import { EmailTaken, UserStore } from '../../src/store/users.ts';
import { type PlacedVote, VoteStore } from '../../src/store/votes.ts';
import { PgliteSql } from '../../tools/pglite-sql.ts';

const log = new Log('silent');
let sql: PgliteSql;

beforeAll(async () => {
  sql = await PgliteSql.open();
  await migrate(sql, log);
}, 60_000);
afterAll(() => sql.close());
beforeEach(() => sql.script('truncate votes, tallies, users restart identity'));

const vote = (voter: string, choice: string, ms: number, seq = 0): PlacedVote => ({ poll: 'main', voter, choice, ms, seq });
const tally = async (store: VoteStore): Promise<Record<string, number>> => Object.fromEntries((await store.tallies()).get('main') ?? []);

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
      const votes = Array.from({ length: 20 }, (_, i) => vote(`v${(batch * 7 + i * 13) % 40}`, 'abc'[(batch + i) % 3], batch * 100 + i));
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

    expect([await users.remove(id), await users.remove(id), await users.find(id), await users.update(id, { name: 'X' })]).toEqual([true, false, undefined, undefined]);
  });
});
