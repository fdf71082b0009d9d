import { readConfig } from '../../src/config/config.ts';
import { PollBook } from '../../src/poll/poll.ts';
import { type Surroundings, tallyView } from '../../src/poll/tally-view.ts';
import { createResultApp } from '../../src/roles/result.ts';
import { createVoteApp } from '../../src/roles/vote.ts';
import { CHART_HEIGHT, chartPaths } from '../../src/ui/chart.ts';
import { withPoll } from '../../src/ui/links.ts';
import { wordClass } from '../../src/ui/words.ts';
import { type Answer, closeServers, listen, send, type Sent } from '../support/listening.ts';
import { cookiesOf, FakeSql, testParts } from '../support/parts.ts';

const POLLS = JSON.stringify([
  { id: 'one', title: 'One?', options: { a: 'A', b: 'B' } }, { id: 'two', title: 'Two?', options: { a: 'A', b: 'B' } },
]);
const CLOSES = Date.parse('2026-01-01T12:00:00Z');
const closed = { ...readConfig({ DB_HOST: 'h' }, 'result').polls.main, closesAt: CLOSES };

type Ask = (what: Sent | string) => Promise<Answer>;

async function voteRole(env: Record<string, string> = {}): Promise<Ask> {
  const port = await listen(createVoteApp(await testParts(env)));
  return (what) => send(port, what);
}

async function resultRole(env: Record<string, string> = {}): Promise<Ask> {
  const { app, feed } = createResultApp({ ...await testParts(env, 'result'), sql: new FakeSql(() => []) });
  await feed.read();
  const port = await listen(app);
  return (what) => send(port, what);
}

afterEach(closeServers);

describe('a result', () => {
  const view = (counts: Record<string, number>, around: Surroundings, stale = false): ReturnType<typeof tallyView> =>
    tallyView(closed, new Map(Object.entries(counts)), stale, 'task', around);
  const later = CLOSES + 3_600_000;

  test('is final when all votes from before the closing are stored', () => {
    expect(view({ a: 1 }, { now: later, settledUntil: later }).final).toBe(true);
    expect(view({ a: 1 }, { now: later, settledUntil: CLOSES }).final).toBe(false);
  });

  test('is not final while the poll is open, or the numbers are old', () => {
    const before = CLOSES - 1;
    expect(view({ a: 1 }, { now: before, settledUntil: before })).toMatchObject({ final: false, outcome: null });
    expect(view({ a: 1 }, { now: later, settledUntil: later }, true).final).toBe(false);
  });

  test('becomes final a while after the closing when no worker says how far it is', () => {
    expect(view({ a: 1 }, { now: CLOSES + 30_000 }).final).toBe(false);
    expect(view({ a: 1 }, { now: CLOSES + 70_000 }).final).toBe(true);
  });

  test('of nobody has no votes, and none that may still come', () => {
    expect(view({}, { now: later, settledUntil: later }).totalText).toBe('No votes');
    expect(view({}, { now: later, settledUntil: CLOSES }).totalText).toBe('No votes yet');
  });

  test.each([
    [{ a: 3, b: 1 }, 'Cats wins with 75.0% of 4 votes.'], [{ a: 2, b: 2 }, 'A tie: Cats and Dogs have 2 votes each.'],
    [{}, 'Nobody voted.'], [{ b: 1 }, 'Dogs wins with 100.0% of 1 vote.'],
  ])('of %j says: %s', (counts, outcome) => {
    expect(view(counts, { now: later, settledUntil: later }).outcome).toBe(outcome);
  });
});

describe('a link to the other page', () => {
  const [main, other] = readConfig({ DB_HOST: 'h', POLLS_JSON: POLLS }, 'result').polls.polls;
  const polls = new PollBook([main, other]);

  test.each([
    ['https://vote.example/', 'https://vote.example/?poll=two'], ['/vote', '/vote?poll=two'],
    ['https://vote.example/?x=1', 'https://vote.example/?x=1&poll=two'],
    ['/?', '/?poll=two'], ['/#top', '/?poll=two#top'],
  ])('%s keeps the poll', (url, expected) => {
    expect([withPoll(url, polls, other), withPoll(url, polls, main)]).toEqual([expected, url]);
  });
});

describe('a form that was accepted', () => {
  const form = (headers: Record<string, string>): Sent => ({
    url: '/', method: 'POST', payload: 'poll=two&vote=b',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
  const accept = 'text/html,application/xhtml+xml';

  test('sends a browser on to the page of the poll, which shows the vote', async () => {
    const ask = await voteRole({ POLLS_JSON: POLLS });
    const cookie = cookiesOf((await ask('/')).headers);

    const { statusCode, headers, body } = await ask(form({ accept, cookie }));

    expect([statusCode, headers.location, headers['cache-control'], body]).toEqual([303, '/?poll=two', 'no-store', '']);
    const next = await ask({ url: headers.location!, headers: { cookie: cookiesOf(headers) } });
    expect(next.body).toContain('Your vote for B is in');
  });

  test.each([
    ['a browser that keeps no cookies', { accept }], ['a program', { accept: '*/*', cookie: 'x=1' }],
  ])('is answered with the page for %s', async (_who, headers) => {
    const ask = await voteRole({ POLLS_JSON: POLLS });

    const { statusCode, body } = await ask(form(headers));

    expect([statusCode, body.includes('Your vote for B is in')]).toEqual([200, true]);
  });
});

describe('a file of another version', () => {
  test('is answered with the one that is here, which nobody may keep', async () => {
    const ask = await voteRole({ BASE_PATH: '/vote' });

    const styles = await ask('/vote/assets/app.0123456789ab.css');
    const script = await ask('/vote/assets/vote.0123456789ab.js');

    for (const { statusCode, headers } of [styles, script]) {
      expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store']);
    }
    expect([styles.body.includes('.card'), script.body.includes('location.replace')]).toEqual([true, true]);
  });

  test.each([
    '/assets/nothing.0123456789ab.js', '/assets/app.css', '/assets/..%2fsecret', '/assets/',
  ])('%s is none', async (url) => {
    const ask = await voteRole();

    expect((await ask(url)).statusCode).toBe(404);
  });
});

describe('the share page', () => {
  test('shows the address under which it was asked, and its code', async () => {
    const ask = await voteRole({ POLLS_JSON: POLLS, BASE_PATH: '/vote' });

    const { body } = await ask({ url: '/vote/share?poll=two', headers: { host: 'vote.example' } });

    expect(body).toContain('href="http://vote.example/vote/?poll=two"');
    expect(body).toContain('aria-label="QR code of http://vote.example/vote/?poll=two"');
  });

  test('believes a proxy about the encryption if it may', async () => {
    const headers = { 'host': 'vote.example', 'x-forwarded-proto': 'https' };

    const [trusting, careful] = [await voteRole({ TRUST_PROXY: '1' }), await voteRole()];

    expect((await trusting({ url: '/share', headers })).body).toContain('href="https://vote.example/"');
    expect((await careful({ url: '/share', headers })).body).toContain('href="http://vote.example/"');
  });

  test('of the result role leads to the vote page', async () => {
    const ask = await resultRole({ VOTE_URL: 'https://vote.example/' });

    expect((await ask('/share')).body).toContain('href="https://vote.example/"');
    expect((await ask('/qr.svg')).body).toContain('QR code of https://vote.example/');
  });

  test.each(['vote.example/evil', '"><script>', 'a b'])('is refused to the host %j', async (host) => {
    const ask = await voteRole();

    expect((await ask({ url: '/share', headers: { host } })).statusCode).toBe(400);
  });
});

describe('the presenter view', () => {
  test('invites to vote while the poll is open, and not after it', async () => {
    const env = { VOTE_URL: 'https://vote.example/' };
    const [open, over] = [await resultRole(env), await resultRole({ ...env, POLL_CLOSES_AT: '2020-01-01T00:00:00Z' })];

    expect((await open('/present')).body).toContain('QR code of https://vote.example/');
    expect((await over('/present')).body).not.toContain('QR code');
  });
});

describe('the chart', () => {
  test('draws a line for each option on one scale, up to now', () => {
    const lines = [[{ ms: 0, n: 0 }, { ms: 50, n: 10 }], [{ ms: 50, n: 5 }], []];

    expect(chartPaths(lines, 100)).toEqual(['M0 80H0V80H300V0H600', 'M0 80H300V40H600', '']);
    expect(CHART_HEIGHT).toBe(80);
  });
});

test('longer words get a class with smaller letters', () => {
  const of = (length: number): string => wordClass(`a ${'x'.repeat(length)} b`);

  expect([12, 13, 18, 19, 26, 27].map(of)).toEqual(['', 'w1', 'w1', 'w2', 'w2', 'w3']);
});
