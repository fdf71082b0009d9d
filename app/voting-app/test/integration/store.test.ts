import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Log } from '../../src/core/log.ts';
import type { PlacedVote } from '../../src/poll/vote.ts';
import { databaseAccess } from '../../src/store/credentials.ts';
import { admitIamUser } from '../../src/store/iam-user.ts';
import { migrate, schemaVersion } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import { Postgres } from '../../src/store/postgres.ts';
import { TallyAudit } from '../../src/store/tally-audit.ts';
import { VoteStore } from '../../src/store/votes.ts';
import { readConfig } from '../../src/config/config.ts';
import {
  cleanUp, eventually, freePort, POSTGRES_PASSWORD, postgresServer, type TestServer,
} from '../support/servers.ts';

const log = new Log('silent');
let server: TestServer;
let sql: Postgres;

function open(poolMax = 8): Postgres {
  const env = {
    DB_HOST: '127.0.0.1', DB_PORT: String(server.port), DB_USER: 'postgres', DB_PASSWORD: POSTGRES_PASSWORD,
    DB_SSL: 'disable', DB_POOL_MAX: String(poolMax),
  };
  const config = readConfig(env, 'result').database!;
  return new Postgres(config, databaseAccess(config, env), { applicationName: 'test' }, log);
}

before(async () => {
  server = await postgresServer(await freePort());
  await server.start();
  sql = open();
  await eventually('database accepts', async () => {
    await sql.query('select 1');
    return true;
  });
});
after(async () => {
  await sql.close();
  await server.stop();
  cleanUp();
});
beforeEach(() => sql.script('drop schema public cascade; create schema public'));

describe('migrations in PostgreSQL', () => {
  test('are applied once when many processes start together', async () => {
    const pools = Array.from({ length: 6 }, () => open(1));

    const applied = await Promise.all(pools.map((pool) => migrate(pool, log)));

    assert.deepEqual(applied.flat().sort(), MIGRATIONS.map(({ version }) => version));
    await Promise.all(pools.map((pool) => pool.close()));
  });

  test('make a user for IAM that works with rows, and changes no table', async () => {
    // a role of RDS.
    await sql.script('drop role if exists voting; drop role if exists rds_iam; create role rds_iam');
    await migrate(sql, log);
    // every task that starts does it again.
    await Promise.all([admitIamUser(sql, 'voting'), admitIamUser(sql, 'voting')]);
    const as = async (statement: string): Promise<unknown> => sql.transaction(async (tx) => {
      await tx.script('set local role voting');
      return (await tx.query(statement)).rows;
    });

    const rows = await as(`insert into users (email, name) values ('a@example.com', 'A') returning name`);
    const { rows: roles } = await sql.query(`select rolpassword, rolsuper, rolcreaterole from pg_authid
      where rolname = 'voting' and pg_has_role('voting', 'rds_iam', 'member')`);

    assert.deepEqual(rows, [{ name: 'A' }]);
    assert.deepEqual(roles, [{ rolpassword: null, rolsuper: false, rolcreaterole: false }]);
    await as(`update users set name = 'B'`);
    await as('delete from users');
    await assert.rejects(as('drop table users'), /must be owner/);
    await assert.rejects(as('create table mine (id int)'), /permission denied/);
    await sql.script('drop owned by voting; drop role voting; drop role rds_iam');
  });

  test('leave nothing behind when one of them fails', async () => {
    const text = 'create table half (id int); select 1/0';
    const broken = [...MIGRATIONS, { version: MIGRATIONS.length + 1, name: 'broken', sql: text }];

    await assert.rejects(migrate(sql, log, broken), /division by zero/);

    assert.equal(await schemaVersion(sql), 0);
  });
});

describe('votes in PostgreSQL', () => {
  beforeEach(() => migrate(sql, log));

  test('keep the tallies exact while eight writers store overlapping, repeated and old votes', async () => {
    const store = new VoteStore(sql);
    const random = generator(7);
    const all: PlacedVote[] = Array.from({ length: 20_000 }, (_, index) => ({
      poll: 'main', voter: `v${random(600)}`, choice: `c${random(3)}`, ms: 1_000
        + Math.floor(index / 5), seq: index % 5,
    }));
    const batches: PlacedVote[][] = [];
    for (let i = 0; i < all.length; i += 100) batches.push(all.slice(i, i + 100));
    // every batch twice and in a shuffled order, as after crashes.
    const work = [...batches, ...batches].sort(() => random(2) - 0.5);

    await Promise.all(Array.from({ length: 8 }, async (_, shard) => {
      for (let batch = work.pop(); batch !== undefined; batch = work.pop()) await store.store(batch, shard);
    }));

    const expected = new Map<string, string>();
    for (const { voter, choice } of all) expected.set(voter, choice);
    const rows = await sql.query<{ voter_id: string; choice: string }>('select voter_id, choice from votes');
    assert.deepEqual(new Map(rows.rows.map((row) => [row.voter_id, row.choice])).size, expected.size);
    for (const { voter_id: voter, choice } of rows.rows) assert.equal(choice, expected.get(voter));
    assert.deepEqual(await store.tallies(), await store.recount());
    assert.deepEqual(await new TallyAudit(sql).mismatches(), []);
  });

  test('are audited: a tally that is off is found', async () => {
    const store = new VoteStore(sql);
    await store.store([{ poll: 'main', voter: 'x', choice: 'a', ms: 1, seq: 0 }], 0);
    await sql.script('update tallies set n = n + 2');

    assert.deepEqual(await new TallyAudit(sql).mismatches(), [{ poll: 'main', choice: 'a', tally: 3, recount: 1 }]);
  });

  test('leave every connection to a server that has become read-only, at the first refusal', async () => {
    const store = new VoteStore(sql);
    await sql.script('alter role postgres set default_transaction_read_only = on');
    const fresh = open(4);
    // four connections that lead to the old primary, as after a failover.
    await Promise.all(Array.from({ length: 4 }, () => fresh.query('select pg_sleep(0.2)')));
    await sql.script('alter role postgres reset default_transaction_read_only');
    const vote = { poll: 'main', voter: 'x', choice: 'a', ms: 1, seq: 0 };
    const demoted = new VoteStore(fresh);

    await assert.rejects(demoted.store([vote], 0), { code: '25006' });
    assert.equal(fresh.writesRefused(), '25006');
    await Promise.all(Array.from({ length: 4 }, (_, index) => demoted.store([{ ...vote, voter: `v${index}` }], 0)));

    assert.deepEqual([...(await store.tallies()).get('main')!], [['a', 4]]);
    await fresh.close();
  });

  test('tell for a while that the disk was full, though the server answers', async () => {
    const fresh = open(1);
    assert.equal(fresh.writesRefused(), undefined);

    await assert.rejects(fresh.script("do $$ begin raise exception 'full' using errcode = '53100'; end $$"));

    assert.equal((await fresh.query('select 1')).rowCount, 1);
    assert.equal(fresh.writesRefused(), '53100');
    await fresh.close();
  });

  test('survive connections that the server closes', async () => {
    await sql.query('select 1');
    const other = open(1);
    await other.script(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'test' and pid <> pg_backend_pid()`,
    );

    await eventually('works again', async () => (await sql.query('select 1')).rowCount === 1, 2_000);
    await other.close();
  });
});

/** Numbers that are the same in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
