import { readConfig } from '../../src/config/config.ts';
import { Log } from '../../src/core/log.ts';
import { controlsFromText, controlsToText } from '../../src/poll/controls.ts';
import { type PollControls, pollState } from '../../src/poll/poll.ts';
import { MemoryQueue } from '../../src/queue/memory-queue.ts';
import { ControlWatch } from '../../src/roles/control-watch.ts';
import { createResultApp } from '../../src/roles/result.ts';
import { createVoteApp } from '../../src/roles/vote.ts';
import { ControlStore } from '../../src/store/controls.ts';
import { VoteStore } from '../../src/store/votes.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';
import { type Answer, closeServers, listen, send } from '../support/listening.ts';
import { cookiesOf, testParts } from '../support/parts.ts';

const TOKEN = 'a-token-for-unit-tests';
const log = new Log('silent');
const sql = embeddedDatabase('votes, tallies, tally_history, workers, poll_controls');

afterEach(closeServers);

type Ask = (url: string, body?: object, headers?: Record<string, string>) => Promise<Answer>;

async function resultRole(env: Record<string, string> = { ADMIN_TOKEN: TOKEN }): Promise<Ask> {
  const role = createResultApp({ ...await testParts(env, 'result'), sql });
  await role.feed.read();
  const port = await listen(role.app);
  return (url, body, headers = { authorization: `Bearer ${TOKEN}` }) =>
    send(port, { url, method: body === undefined ? 'GET' : 'POST', payload: body, headers });
}

async function stored(): Promise<void> {
  const vote = (voter: string, choice: string, ms: number) => ({ poll: 'main', voter, choice, ms, seq: 0 });
  await new VoteStore(sql).store([vote('x', 'a', 1), vote('y', 'b', 2), vote('z', 'b', 3)], 0);
}

describe('the administration', () => {
  test('does not exist without a token', async () => {
    const ask = await resultRole({});

    for (const url of ['/admin', '/admin/polls']) expect((await ask(url)).statusCode).toBe(404);
  });

  test.each([{}, { authorization: 'Bearer wrong' }, { authorization: TOKEN }, { authorization: `bearer ${TOKEN}` }])(
    'is closed to %j', async (headers) => {
      const ask = await resultRole();

      const answers = [
        await ask('/admin/polls', undefined, headers as Record<string, string>),
        await ask('/admin/polls/main', { action: 'close' }, headers as Record<string, string>),
        await ask('/admin/polls/main/votes.csv', undefined, headers as Record<string, string>),
      ];

      for (const { statusCode, headers: given, json } of answers) {
        expect([statusCode, given['www-authenticate'], json().detail])
          .toEqual([401, 'Bearer', 'the token is missing or wrong']);
      }
    },
  );

  test('lets nobody guess the token for long, and still lets in who knows it', async () => {
    const ask = await resultRole();
    const codes = [];
    for (let i = 0; i < 22; i++) {
      codes.push((await ask('/admin/polls', undefined, { authorization: `Bearer ${i}` })).statusCode);
    }

    expect(codes).toEqual([...Array.from({ length: 20 }, () => 401), 429, 429]);
    expect((await ask('/admin/polls')).statusCode).toBe(200);
  });

  test('counts the guesses of a network, since one client has 2^64 addresses in it', async () => {
    const ask = await resultRole({ ADMIN_TOKEN: TOKEN, TRUST_PROXY: '1' });
    const codes = [];
    for (let i = 1; i <= 21; i++) {
      const headers = { 'authorization': `Bearer ${i}`, 'x-forwarded-for': `2001:db8::${i}` };
      codes.push((await ask('/admin/polls', undefined, headers)).statusCode);
    }

    expect(codes.slice(-2)).toEqual([401, 429]);
  });

  test('has a page that says nothing by itself', async () => {
    const ask = await resultRole();

    const { statusCode, body, headers } = await ask('/admin', undefined, {});

    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(body).not.toContain('Cats');
  });

  test('shows the polls', async () => {
    await stored();
    const ask = await resultRole();

    expect((await ask('/admin/polls')).json()).toEqual({ polls: [{
      poll: 'main', title: 'Cats or Dogs?', state: 'open', opensAt: null, closesAt: null,
      total: 3, totalText: '3 votes', final: false,
    }] });
  });

  test('closes a poll at once, opens it again, and returns to the configured times', async () => {
    const ask = await resultRole({ ADMIN_TOKEN: TOKEN, POLL_CLOSES_AT: '2040-01-01T00:00:00Z' });
    const act = async (action: string): Promise<unknown> => {
      const { state, closesAt } = (await ask('/admin/polls/main', { action })).json();
      return [state, closesAt];
    };

    expect(await act('close')).toEqual(['closed', expect.stringMatching(/^20[23]\d-/)]);
    expect((await ask('/api/results')).json().state).toBe('closed');
    expect(await act('open')).toEqual(['open', null]);
    expect(await act('schedule')).toEqual(['open', '2040-01-01T00:00:00.000Z']);
  });

  test.each([
    ['/admin/polls/nope', { action: 'open' }, 404], ['/admin/polls/main', { action: 'burn' }, 400],
    ['/admin/polls/main', {}, 400],
  ])(
    'of %s with %j fails with %d', async (url, body, status) => {
      const ask = await resultRole();

      expect((await ask(url, body)).statusCode).toBe(status);
    },
  );

  test('empties a poll whose result is final, and no other one', async () => {
    await stored();
    await sql.script("insert into votes (poll, voter_id, choice, ms, seq) values ('other', 'x', 'a', 1, 0)");
    const ask = await resultRole({ ADMIN_TOKEN: TOKEN, POLL_CLOSES_AT: '2020-01-01T00:00:00Z' });

    const { statusCode, json } = await ask('/admin/polls/main', { action: 'reset' });

    expect([statusCode, json().total, json().state]).toEqual([200, 0, 'closed']);
    expect((await sql.query('select poll from votes')).rows).toEqual([{ poll: 'other' }]);
    expect((await new ControlStore(sql).all()).get('main')).toMatchObject({ round: 1 });
  });

  test('keeps the votes of a poll that is open, or that may still get some', async () => {
    await stored();
    const ask = await resultRole();
    const reset = async (): Promise<number> => (await ask('/admin/polls/main', { action: 'reset' })).statusCode;

    expect(await reset()).toBe(409);
    await ask('/admin/polls/main', { action: 'close' });
    expect(await reset()).toBe(409);

    expect((await ask('/admin/polls')).json()).toMatchObject({ polls: [{ total: 3, state: 'closed', final: false }] });
  });

  test('exports the votes without who gave them', async () => {
    await stored();
    const ask = await resultRole();

    const [csv, json] = [await ask('/admin/polls/main/votes.csv'), await ask('/admin/polls/main/votes.json')];

    expect(csv.body.split('\r\n').slice(0, 2)).toEqual([
      'poll,option,label,voted_at,changed_at', expect.stringMatching(/^main,a,Cats,20\d\d-.*Z,20\d\d-.*Z$/),
    ]);
    expect(csv.body.trimEnd().split('\r\n')).toHaveLength(4);
    expect(json.json()).toMatchObject({ poll: 'main', votes: [{ choice: 'a' }, { choice: 'b' }, { choice: 'b' }] });
    expect(json.body + csv.body).not.toMatch(/voter/);
  });

  test('exports more votes than are read at once', async () => {
    await sql.script(`insert into votes (poll, voter_id, choice, ms, seq)
      select 'main', 'v' || n, 'a', n, 0 from generate_series(1, 4001) n`);
    const ask = await resultRole();

    expect((await ask('/admin/polls/main/votes.json')).json().votes).toHaveLength(4001);
    expect((await ask('/admin/polls/main/votes.csv')).body.trimEnd().split('\r\n')).toHaveLength(4002);
  });
});

describe('a vote page', () => {
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

  test('follows what administrators want, by way of the queue', async () => {
    const parts = await testParts();
    const watch = new ControlWatch(
      parts.config.polls, async () => controlsFromText(await parts.queue.readControls()), log,
    );
    const port = await listen(createVoteApp(parts));
    const vote = async (): Promise<number> =>
      (await send(port, { url: '/', method: 'POST', payload: 'vote=a', headers: FORM })).statusCode;
    const codes = [await vote()];

    await parts.queue.writeControls(controlsToText(new Map([['main', { state: 'closed', sinceMs: 1, round: 0 }]])));
    await watch.look();
    codes.push(await vote());
    expect((await send(port, '/')).body).toContain('This poll is closed');
    await parts.queue.writeControls('{}');
    await watch.look();
    codes.push(await vote());

    expect(codes).toEqual([200, 409, 200]);
  });

  test('forgets the choice of an earlier round', async () => {
    const parts = await testParts();
    const port = await listen(createVoteApp(parts));
    const voted = await send(port, { url: '/', method: 'POST', payload: 'vote=a', headers: FORM });
    const show = async (): Promise<boolean> =>
      (await send(port, { url: '/', headers: { cookie: cookiesOf(voted.headers) } })).body.includes('is in');
    expect(await show()).toBe(true);

    parts.config.polls.apply(new Map([['main', { round: 1 }]]));

    expect(await show()).toBe(false);
  });

  test('stays as it is while the queue is away', async () => {
    const { polls } = readConfig({ DB_HOST: 'h' }, 'result');
    polls.apply(new Map([['main', { state: 'closed', sinceMs: 1, round: 0 }]]));

    await new ControlWatch(polls, () => Promise.reject(new Error('away')), log).look();

    expect(pollState(polls.main)).toBe('closed');
  });
});

describe('controls', () => {
  test('survive the way through the queue', async () => {
    const controls: PollControls = new Map([
      ['a', { state: 'closed', sinceMs: 5, round: 2 }], ['b', { state: 'open', sinceMs: 6, round: 0 }],
    ]);
    const queue = new MemoryQueue();

    await queue.writeControls(controlsToText(controls));

    expect(controlsFromText(await queue.readControls())).toEqual(controls);
  });

  test.each([undefined, '', 'null', '[]', '{"a":null}', '{"a":{"state":"closed"}}', '{"a":{"round":"x"}}', 'nonsense'])(
    'that nobody understands change nothing: %s', (text) => {
      const { polls } = readConfig({ DB_HOST: 'h' }, 'result');

      polls.apply(controlsFromText(text));

      expect(pollState(polls.main)).toBe('open');
    },
  );
});

describe('the token', () => {
  test.each([
    'short', 'with blanks in it, though long enough', 'umlauts-\u00e4\u00f6\u00fc-are-no-header',
  ])('must not be %j', (token) => {
    expect(() => readConfig({ DB_HOST: 'h', ADMIN_TOKEN: token }, 'result')).toThrow('ADMIN_TOKEN must');
  });

  test('is not read by roles that have no such pages', () => {
    const env = { COOKIE_SECRET: 'a-secret-for-unit-tests', REDIS_URL: 'redis://h:1', ADMIN_TOKEN: 'short' };

    expect(readConfig(env, 'vote').adminToken).toBeUndefined();
  });
});
