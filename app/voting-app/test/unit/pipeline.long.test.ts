import { setTimeout as sleep } from 'node:timers/promises';
import { Log } from '../../src/core/log.ts';
import { repeat } from '../../src/core/repeat.ts';
import { readPolls } from '../../src/config/polls.ts';
import { EnvReader } from '../../src/config/env-reader.ts';
import { PipelineFeed } from '../../src/roles/pipeline-feed.ts';
import { PipelineReporter } from '../../src/roles/pipeline-reporter.ts';
import { PipelineStore } from '../../src/store/pipeline.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';

const log = new Log('silent');
const poll = readPolls(new EnvReader({})).main;
const sql = embeddedDatabase('workers, tallies, tally_history');
const store = new PipelineStore(sql, ['main']);

const count = (choice: string, n: number): Promise<void> => sql.script(
  `insert into tallies values ('main', '${choice}', 0, ${n}) on conflict (poll, choice, shard) do update set n = ${n}`,
);
const back = (seconds: number): Promise<void> =>
  sql.script(`update tally_history set at = at - interval '${seconds} s'`);

describe('what workers report', () => {
  test('is the newest report, and how many of them there are', async () => {
    await store.report('one', 5, 10);
    await store.report('two', 7, 20.4);
    // the clock of this database may stand still for a moment.
    await sql.script("update workers set seen_at = seen_at - interval '1 s'");
    await store.report('one', 9, 30);

    const { seenAt, ...latest } = (await store.latest())!;

    expect(latest).toEqual({ workers: 2, queued: 9, lagMs: 30 });
    expect(Math.abs(Date.now() - seenAt)).toBeLessThan(60_000);
  });

  test('is not that of another application in the same database', async () => {
    const other = new PipelineStore(sql, ['lunch', 'null']);
    await other.report('other', 9, 10);
    expect(await store.latest()).toBeUndefined();
    expect(await new PipelineStore(sql, ['null']).latest()).toMatchObject({ workers: 1, queued: 9 });

    // a worker of an earlier version does not say whose it is.
    await sql.script('update workers set polls = null');

    expect(await store.latest()).toMatchObject({ workers: 1, queued: 9 });
  });

  test('is forgotten when a worker is silent', async () => {
    await store.report('one', 5, 10);
    await sql.script("update workers set seen_at = now() - interval '11 s'");

    expect(await store.latest()).toBeUndefined();
  });
});

describe('the history', () => {
  test('gets a point when the counts have changed, and only then', async () => {
    await count('a', 1);
    await store.sample();
    await back(30);
    await store.sample();
    await count('a', 4);
    await store.sample();

    const samples = (await store.history()).get('main')!;

    expect(samples.map(({ choice, n }) => [choice, n])).toEqual([['a', 1], ['a', 4]]);
    expect(samples[1].ms).toBeGreaterThan(samples[0].ms);
  });

  test('has one point for a time, whoever takes it', async () => {
    await count('a', 1);
    await store.sample();
    await count('a', 2);
    await Promise.all([store.sample(), store.sample()]);

    expect((await store.history()).get('main')!.at(-1)).toMatchObject({ choice: 'a', n: 2 });
  });

  test('is thinned out to what a chart can show, and keeps the last point', async () => {
    await sql.script(`insert into tally_history
      select 'main', choice, now() - interval '1 h' + n * interval '10 s', n
      from generate_series(1, 350) n, (values ('a'), ('b')) as choices (choice)`);

    const samples = (await store.history()).get('main')!.filter(({ choice }) => choice === 'a');

    expect(samples.length).toBeLessThanOrEqual(61);
    expect(samples.at(-1)!.n).toBe(350);
    expect(samples.map(({ ms }) => ms)).toEqual(samples.map(({ ms }) => ms).sort((one, other) => one - other));
  });

  test('forgets what is older than a day', async () => {
    await count('a', 1);
    await store.sample();
    await back(25 * 3600);

    await store.forget();

    expect((await store.history()).size).toBe(0);
  });
});

describe('a page\'s view of the pipeline', () => {
  const fail = (): Promise<never> => Promise.reject(new Error('away'));

  test('is unknown while the database is away, and keeps the chart', async () => {
    const sample = { choice: 'a', ms: 1, n: 1 };
    const source = { latest: store.latest.bind(store), history: () => Promise.resolve(new Map([['main', [sample]]])) };
    const feed = new PipelineFeed(source, log);
    await store.report('one', 5, 10);
    await Promise.all([feed.readReport(), feed.readHistory()]);
    expect(feed.latest).toMatchObject({ queued: 5 });
    Object.assign(source, { latest: fail, history: fail });

    await Promise.all([feed.readReport(), feed.readHistory()]);

    expect([feed.latest, feed.history(poll)]).toEqual([undefined, [sample]]);
  });
});

describe('a reporter', () => {
  test('reports at once, and what goes wrong stops nothing', async () => {
    const away = (): Promise<void> => Promise.reject(new Error('away'));
    const failing = { report: away, sample: away, forget: away };
    const stats = { depth: 3, lagMs: 40, dead: 0 };
    for (const source of [failing, store]) {
      const reporter = new PipelineReporter('one', { stats }, source, async () => undefined, log);
      reporter.start();
      await sleep(300);
      reporter.stop();
    }

    expect(await store.latest()).toMatchObject({ queued: 3, lagMs: 40 });
  });

  test('never runs an action twice at once', async () => {
    const stop = new AbortController();
    let [running, most, runs] = [0, 0, 0];
    const done = repeat(1, stop.signal, async () => {
      most = Math.max(most, ++running);
      await sleep(15);
      running--;
      runs++;
    });
    await sleep(120);
    stop.abort();
    await done;

    expect([most, runs > 2]).toEqual([1, true]);
  });
});
