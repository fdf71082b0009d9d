import { createVoteApp } from '../../src/roles/vote.ts';
import { MemoryQueue } from '../../src/queue/memory-queue.ts';
import { QueueUnavailable } from '../../src/queue/types.ts';
import { type Answer, closeServers, listen, send, type Sent } from '../support/listening.ts';
import { cookiesOf, type TestParts, testParts } from '../support/parts.ts';

class BrokenQueue extends MemoryQueue {
  public override async add(): Promise<string> {
    throw new QueueUnavailable('gone');
  }
}

interface Running {
  readonly parts: TestParts;
  ask(what: Sent | string): Promise<Answer>;
}

async function app(env: Record<string, string> = {}, queue?: MemoryQueue): Promise<Running> {
  const parts = await testParts(env, 'vote', queue);
  const port = await listen(createVoteApp(parts));
  return { parts, ask: (what) => send(port, what) };
}

afterEach(closeServers);

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const form = (payload: string, headers: Record<string, string> = {}): {
  method: 'POST';
  url: string;
  payload: string;
  headers: Record<string, string>;
} =>
  ({ method: 'POST', url: '/', payload, headers: { ...FORM, ...headers } });

async function votesIn(parts: TestParts): Promise<string[]> {
  const consumer = await parts.queue.consumer('test');
  return (await consumer.read(100, 10)).flatMap(
    ({ votes }) => votes.map(({ poll, choice, voter }) => `${poll}:${choice}:${voter}`),
  );
}

describe('the vote page', () => {
  test('offers the options in a form that works without scripts', async () => {
    const { ask } = await app();

    const { statusCode, body, headers } = await ask('/');

    expect(statusCode).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    expect(body).toContain('<form class="options" method="post" action="/"');
    expect(body).toMatch(/name="vote" value="a" aria-pressed="false"/);
  });

  test('escapes what the operator wrote', async () => {
    const { ask } = await app({ OPTION_A: '<b>"Tom" & co</b>' });

    const { body } = await ask('/');

    expect(body).toContain('&lt;b&gt;&quot;Tom&quot; &amp; co&lt;/b&gt;');
    expect(body).not.toContain('<b>');
  });

  test('has a strict policy and nothing inline', async () => {
    const { ask } = await app();

    const { body, headers } = await ask('/');

    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(body).not.toMatch(/ style=| on[a-z]+=|<style|<script>/);
    expect(body).not.toMatch(/(src|href)="https?:/);
  });

  test('serves its assets for ever under names that change with the content', async () => {
    const { ask } = await app({ BASE_PATH: '/vote' });
    const { body } = await ask('/vote/');
    const paths = [...body.matchAll(/(?:src|href)="(\/vote\/assets\/[^"]+)"/g)].map((match) => match[1]);

    expect(paths).toHaveLength(3);
    for (const path of paths) {
      const asset = await ask(path);
      expect([asset.statusCode, asset.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
  });

  test('tells which task answered', async () => {
    const { parts, ask } = await app();

    expect((await ask('/')).body).toContain(parts.task.identity.id);
  });

  test('shows the choice made before', async () => {
    const { ask } = await app();
    const voted = await ask(form('vote=b'));

    const { body } = await ask({ url: '/', headers: { cookie: cookiesOf(voted.headers) } });

    expect(body).toMatch(/value="b" aria-pressed="true"/);
  });

  test('links to the other polls and to the results', async () => {
    const polls = [
      { id: 'one', title: 'One?', options: { a: 'A', b: 'B' } },
      { id: 'two', title: 'Two?', options: { a: 'A', b: 'B' } },
    ];
    const { ask } = await app({ POLLS_JSON: JSON.stringify(polls), RESULT_URL: 'https://result.example/' });

    const { body } = await ask('/?poll=two');

    expect(body).toContain('<h1>Two?</h1>');
    expect(body).toContain('<a href="/?poll=two" aria-current="page">');
    expect(body).toContain('href="https://result.example/?poll=two"');
  });

  test('names the voter of a new browser, and leaves a known one alone', async () => {
    const { ask } = await app();

    const first = await ask('/');
    const second = await ask({ url: '/', headers: { cookie: cookiesOf(first.headers) } });

    expect(String(first.headers['set-cookie'])).toMatch(/^voter_id=[\w-]{22}\.[\w-]{22}; Path=\/; .*HttpOnly/);
    expect(first.body).toContain(`name="ballot" value="${cookiesOf(first.headers).slice('voter_id='.length)}"`);
    expect([second.headers['set-cookie'], second.body.includes('name="ballot"')]).toEqual([undefined, false]);
  });

  test('is missing for an unknown poll', async () => {
    const { ask } = await app();

    expect((await ask('/?poll=nope')).statusCode).toBe(404);
  });
});

describe('a vote by form', () => {
  test('is queued, answered with the page, and names the voter', async () => {
    const { parts, ask } = await app();

    const { statusCode, body, headers } = await ask(form('vote=a'));

    expect(statusCode).toBe(200);
    expect(body).toContain('Your vote for Cats is in');
    expect(String([headers['set-cookie']].flat()[0])).toMatch(
      /^voter_id=[\w-]{22}\.[\w-]{22}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    );
    expect(await votesIn(parts)).toEqual([expect.stringMatching(/^main:a:[\w-]{22}$/)]);
  });

  test('has a page with another method, too', async () => {
    const { ask } = await app();

    const { statusCode, headers } = await ask({ method: 'PUT', url: '/?poll=main' });

    expect([statusCode, headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  });

  test('of the same browser comes from the same voter', async () => {
    const { parts, ask } = await app();
    const cookie = cookiesOf((await ask(form('vote=a'))).headers);

    const second = await ask(form('vote=b', { cookie }));

    const [one, two] = (await votesIn(parts)).map((text) => text.split(':')[2]);
    expect(two).toBe(one);
    expect(String(second.headers['set-cookie'])).not.toContain('voter_id=');
  });

  test('with a forged cookie comes from a new voter', async () => {
    const { parts, ask } = await app();

    await ask(form('vote=a', { cookie: `voter_id=${'A'.repeat(22)}.${'B'.repeat(22)}` }));

    expect((await votesIn(parts))[0]).not.toContain('AAAA');
  });

  test('takes a form that ends in a line break, as a file of a load tool does', async () => {
    const { ask } = await app();

    expect((await ask(form('vote=b\n'))).statusCode).toBe(200);
    expect((await ask(form('vote=b\r\n'))).statusCode).toBe(200);
  });

  test.each(
    ['vote=z', 'vote=', '', 'other=a', `vote=${'a'.repeat(300)}`],
  )('fails with 400 for "%s" and queues nothing', async (payload) => {
    const { parts, ask } = await app();

    const { statusCode } = await ask(form(payload));

    expect(statusCode).toBe(400);
    expect(await votesIn(parts)).toEqual([]);
  });

  test('fails when a field is given twice', async () => {
    const { ask } = await app();

    expect((await ask(form('vote=a&vote=b'))).statusCode).toBe(400);
  });

  test('fails with 413 when it is too large', async () => {
    const { ask } = await app();

    expect((await ask(form(`vote=a&x=${'y'.repeat(3000)}`))).statusCode).toBe(413);
  });

  test('counts once for a page whose button is pressed twice, with and without cookies', async () => {
    const { parts, ask } = await app();
    const withCookie = cookiesOf((await ask('/')).headers);
    const ballot = /name="ballot" value="([^"]+)"/.exec((await ask('/')).body)![1];

    for (let click = 0; click < 2; click++) {
      await ask(form('vote=a', { cookie: withCookie }));
      await ask(form(`poll=main&ballot=${ballot}&vote=a`));
      await ask({ method: 'POST', url: '/api/votes', payload: { choice: 'a', ballot } });
    }

    const voters = (await votesIn(parts)).map((text) => text.split(':')[2]);
    expect([voters.length, new Set(voters)]).toEqual([
      6, new Set([withCookie.slice('voter_id='.length).split('.')[0], ballot.split('.')[0]]),
    ]);
  });

  test('with a forged ballot comes from a new voter', async () => {
    const { parts, ask } = await app();

    await ask(form(`ballot=${'A'.repeat(22)}.${'B'.repeat(22)}&vote=a`));

    expect((await votesIn(parts))[0]).not.toContain('AAAA');
  });

  test.each([
    [{ origin: 'http://evil.example' }, 403], [{ origin: 'null' }, 403], [{ origin: 'nonsense' }, 403],
    [{ 'origin': 'http://evil.example', 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'http://vote.example' }, 200], [{ 'origin': 'null', 'sec-fetch-site': 'same-origin' }, 200], [{}, 200],
    [{ 'origin': 'https://public.example', 'x-forwarded-host': 'public.example' }, 200],
  ])('sent with %j is answered with %d', async (headers, status) => {
    const { parts, ask } = await app();

    const { statusCode } = await ask(form('vote=a', { host: 'vote.example', ...headers }));

    expect([statusCode, (await votesIn(parts)).length]).toEqual([status, status === 200 ? 1 : 0]);
  });

  test('fails when another site sends it', async () => {
    const { parts, ask } = await app();

    const { statusCode } = await ask(form('vote=a', { 'sec-fetch-site': 'cross-site' }));

    expect([statusCode, await votesIn(parts)]).toEqual([403, []]);
  });

  test('fails with 503, Retry-After and the page when the queue is gone', async () => {
    const { ask } = await app({}, new BrokenQueue());

    const { statusCode, headers, body } = await ask(form('vote=a'));

    expect([statusCode, headers['retry-after']]).toEqual([503, '2']);
    expect(body).toContain('Your vote was not counted');
    expect(String(headers['set-cookie'])).toContain('voter_id=');
  });

  test('fails with 503 when too many votes wait', async () => {
    const { parts, ask } = await app({ QUEUE_MAX_DEPTH: '2' });
    await ask(form('vote=a'));
    await ask(form('vote=a'));
    await parts.backlog.look();

    expect((await ask(form('vote=a'))).statusCode).toBe(503);
  });

  test('fails with 409 before the poll opens and after it has closed', async () => {
    const early = await app({ POLL_OPENS_AT: '2999-01-01T00:00:00Z' });
    const late = await app({ POLL_CLOSES_AT: '2020-01-01T00:00:00Z' });

    expect((await early.ask(form('vote=a'))).statusCode).toBe(409);
    const closed = await late.ask(form('vote=a'));
    expect(closed.statusCode).toBe(409);
    expect(closed.body).toContain('This poll is closed');
    expect(closed.body).toContain(' disabled>');
  });

  test('fails with 429 beyond the limit of its address, and the limit follows the proxy header', async () => {
    const { ask } = await app({ RATE_LIMIT: '2', TRUST_PROXY: '1' });
    const from = (ip: string): Promise<{ statusCode: number }> =>
      ask(form('vote=a', { 'x-forwarded-for': `6.6.6.6, ${ip}` }));

    const codes = [await from('1.1.1.1'), await from('1.1.1.1'), await from('1.1.1.1'), await from('2.2.2.2')].map(
      ({ statusCode }) => statusCode,
    );

    expect(codes).toEqual([200, 200, 429, 200]);
  });

  test('fails with 429 beyond the limit of its network, since one client has 2^64 addresses in it', async () => {
    const { ask } = await app({ RATE_LIMIT: '1', TRUST_PROXY: '1' });
    const from = async (ip: string): Promise<number> =>
      (await ask(form('vote=a', { 'x-forwarded-for': ip }))).statusCode;

    expect(
      [await from('2001:db8:0:1::1'), await from('2001:DB8::1:2:3:4:5'), await from('2001:db8:0:2::1')],
    ).toEqual([200, 429, 200]);
  });

  test('marks the cookie as secure behind an encrypting proxy', async () => {
    const { ask } = await app({ TRUST_PROXY: '1' });

    const { headers } = await ask(form('vote=a', { 'x-forwarded-proto': 'https' }));

    expect(headers['set-cookie']!.every((text) => String(text).endsWith('; Secure'))).toBe(true);
  });

  test('does not believe proxy headers unless told to', async () => {
    const { ask } = await app();

    expect(
      String((await ask(form('vote=a', { 'x-forwarded-proto': 'https' }))).headers['set-cookie']),
    ).not.toContain('Secure');
  });
});

describe('a vote by API', () => {
  const json = (payload: unknown): { method: 'POST'; url: string; payload: object } =>
    ({ method: 'POST', url: '/api/votes', payload: payload as object });

  test('is answered with 202 and its place', async () => {
    const { ask } = await app();

    const answer = await ask(json({ choice: 'a' }));

    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({ id: expect.stringMatching(/^\d+-\d+-\d+$/), poll: 'main', choice: 'a' });
  });

  test('may say which click of its page it is', async () => {
    const { parts, ask } = await app();

    await ask(json({ choice: 'a', click: { page: 'p-1', number: 7 } }));

    const [{ votes }] = await (await parts.queue.consumer('test')).read(1, 10);
    expect(votes[0]).toMatchObject({ choice: 'a', click: { page: 'p-1', number: 7 } });
  });

  test.each(
    [{}, { choice: '' }, { choice: 'z' }, { choice: 'a', more: 1 }, { choice: ['a'] }, { choice: 'a', poll: null }, [],
      { choice: 'a', click: {} }, { choice: 'a', click: { page: 'a b', number: 1 } },
      { choice: 'a', click: { page: 'a', number: 0 } }],
  )('fails with 400 and a problem for %j', async (payload) => {
    const { ask } = await app();

    const answer = await ask(json(payload));

    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status: 400, title: 'Bad Request' });
  });

  test('fails with 404 for an unknown poll', async () => {
    const { ask } = await app();

    expect((await ask(json({ choice: 'a', poll: 'nope' }))).statusCode).toBe(404);
  });

  test('goes to the poll that its address names, unless it names another one itself', async () => {
    const { ask } = await app({ POLLS_JSON: JSON.stringify([
      { id: 'one', title: 'One?', options: { a: 'A', b: 'B' } },
      { id: 'two', title: 'Two?', options: { c: 'C', d: 'D' } },
    ]) });
    const at = { ...json({ choice: 'c' }), url: '/api/votes?poll=two' };

    expect((await ask(at)).json()).toMatchObject({ poll: 'two', choice: 'c' });
    expect((await ask({ ...at, payload: { choice: 'a', poll: 'one' } })).statusCode).toBe(400);
    expect((await ask({ ...at, payload: { choice: 'a', poll: 'none' } })).statusCode).toBe(404);
    expect((await ask({ ...at, url: '/api/votes?poll=none' })).statusCode).toBe(404);
  });

  test('describes the poll', async () => {
    const { ask } = await app({ POLL_CLOSES_AT: '2999-01-01T00:00:00Z' });

    expect((await ask('/api/poll')).json()).toMatchObject({
      id: 'main', state: 'open', opensAt: null, closesAt: '2999-01-01T00:00:00.000Z',
    });
  });

  test('counts what it took and refused', async () => {
    const { parts, ask } = await app();
    await ask(json({ choice: 'a' }));
    await ask(json({ choice: 'z' }));

    const metrics = await parts.metrics.registry.metrics();

    expect(metrics).toContain('voting_votes_received_total{poll="main",role="vote"} 1');
    expect(metrics).toContain('voting_votes_refused_total{reason="unknown-option",role="vote"} 1');
    for (const [status, count] of [[202, 1], [400, 1]]) {
      expect(metrics).toMatch(
        new RegExp(
          `voting_http_requests_total\\{method="POST",route="/api/votes",status="${status}",role="vote"\\} ${count}\\b`,
        ),
      );
    }
    expect(metrics).toMatch(
      /voting_http_request_duration_seconds_bucket\{method="POST",route="\/api\/votes",le="\+Inf",role="vote"\} 2\b/,
    );
    expect(metrics).toContain('# TYPE voting_http_request_duration_seconds histogram');
  });
});
