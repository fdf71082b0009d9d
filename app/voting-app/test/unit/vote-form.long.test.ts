import { once } from 'node:events';
import { createVoteApp } from '../../src/roles/vote.ts';
import { MemoryQueue } from '../../src/queue/memory-queue.ts';
import type { Vote } from '../../src/poll/vote.ts';
import { type Answer, closeServers, dial, listen, send } from '../support/listening.ts';
import { type TestParts, testParts } from '../support/parts.ts';

/** Holds votes back until the test lets them go. */
class SlowQueue extends MemoryQueue {
  public readonly gates: (() => void)[] = [];

  public override async add(vote: Vote): Promise<string> {
    await new Promise<void>((resolve) => this.gates.push(resolve));
    return super.add(vote);
  }
}

const TYPE = 'application/x-www-form-urlencoded';

interface Running {
  readonly parts: TestParts;
  readonly port: number;
  post(payload: string, headers?: Record<string, string>, url?: string): Promise<Answer>;
}

async function start(env: Record<string, string> = {}, queue?: MemoryQueue): Promise<Running> {
  const parts = await testParts(env, 'vote', queue);
  const port = await listen(createVoteApp(parts));
  return {
    parts, port,
    post: (payload, headers = {}, url = '/') =>
      send(port, { method: 'POST', url, payload, headers: { 'content-type': TYPE, ...headers } }),
  };
}

const head = (length: number | undefined, more = '', version = '1.1'): string => [
  `POST / HTTP/${version}`, 'Host: vote', `Content-Type: ${TYPE}`, length === undefined
    ? 'Transfer-Encoding: chunked'
    : `Content-Length: ${length}`, `${more}\r\n`,
].join('\r\n');

afterEach(closeServers);

describe('a cookie with an older key', () => {
  const [older, newest] = ['o'.repeat(16), 'n'.repeat(16)];
  const voterCookie = ({ headers }: Answer): string | undefined =>
    headers['set-cookie']?.find((text) => text.startsWith('voter_id='))?.split(';')[0];
  const voterOf = (cookie = ''): string => cookie.split('.')[0];

  test('is replaced by one with the newest key for the same voter, by the page and by a vote', async () => {
    const before = await start({ COOKIE_SECRET: older });
    const old = voterCookie(await before.post('vote=a'))!;
    const { port, post } = await start({ COOKIE_SECRET: `${newest},${older}` });

    const ofPage = voterCookie(await send(port, { url: '/', headers: { cookie: old } }));
    const ofVote = voterCookie(await post('vote=b', { cookie: old }));

    expect([ofPage, ofVote].map(voterOf)).toEqual([voterOf(old), voterOf(old)]);
    expect(ofPage).not.toBe(old);
    expect(ofVote).toBe(ofPage);
  });

  test('is the last one to be sent', async () => {
    const { port, post } = await start({ COOKIE_SECRET: `${newest},${older}` });
    const cookie = voterCookie(await post('vote=a'))!;

    expect(voterCookie(await post('vote=b', { cookie }))).toBeUndefined();
    expect(voterCookie(await send(port, { url: '/', headers: { cookie } }))).toBeUndefined();
  });
});

describe('the answer to a form', () => {
  test('has the headers of the page, and its length', async () => {
    const { port, post } = await start();

    const page = await send(port, '/');
    const answer = await post('vote=a');

    for (
      const name of [
        'content-security-policy', 'x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy',
        'content-type', 'cache-control',
      ]
    ) {
      expect([name, answer.headers[name]]).toEqual([name, page.headers[name]]);
      expect(answer.headers[name]).toBeDefined();
    }
    expect(Number(answer.headers['content-length'])).toBe(Buffer.byteLength(answer.body));
    expect(answer.headers.date).toBeDefined();
  });

  test('tells which task answered', async () => {
    const { parts, post } = await start();

    expect((await post('vote=a')).body).toContain(`<code id="served-by">${parts.task.identity.id}</code>`);
  });

  test('shows any language, as ASCII', async () => {
    const { post } = await start({ OPTION_A: 'Käse 🧀' });

    const { body, headers } = await post('vote=a');

    expect(body).toContain('Your vote for K&#228;se &#129472; is in');
    expect(body).toMatch(/^[\n -~]*$/);
    expect(Number(headers['content-length'])).toBe(body.length);
  });

  test.each([
    ['vote=a&poll=nope', TYPE, 404], ['vote=a&vote=b', TYPE, 400], [`vote=a&x=${'y'.repeat(3_000)}`, TYPE, 413],
    [
      '{"vote":"a"}', 'application/json', 415,
    ], ['vote=a', 'text/plain', 415], ['vote=a', `${TYPE}x`, 415], ['', '', 415],
  ])('is a problem for %.20s as %s: %d', async (payload, type, status) => {
    const { parts, post } = await start();

    const answer = await post(payload, { 'content-type': type });

    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
    expect(answer.json()).toEqual({
      type: 'about:blank', title: expect.any(String), status, detail: expect.any(String),
    });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await parts.queue.stats()).depth).toBe(0);
  });

  test.each(
    [`${TYPE}; charset=UTF-8`, `${TYPE};charset=utf-8`, TYPE.toUpperCase()],
  )('is the page for %s', async (type) => {
    const { post } = await start();

    expect((await post('vote=a', { 'content-type': type })).statusCode).toBe(200);
  });

  test('hides what went wrong inside, and logs it', async () => {
    const { parts, post } = await start();
    Object.defineProperty(parts.backlog, 'full', { get: () => {
      throw new Error('secret layout');
    } });

    const answer = await post('vote=a');

    expect([answer.statusCode, answer.json().detail]).toEqual([500, 'internal error']);
    expect(parts.lines.join()).toContain('secret layout');
  });

  test('names the poll that the form names, among several', async () => {
    const polls = [
      { id: 'one', title: 'One?', options: { a: 'A', b: 'B' } },
      { id: 'two', title: 'Two?', options: { c: 'C', d: 'D' } },
    ];
    const { post } = await start({ POLLS_JSON: JSON.stringify(polls) });

    const { statusCode, body, headers } = await post('poll=two&vote=d');

    expect([statusCode, body.includes('<h1>Two?</h1>')]).toEqual([200, true]);
    expect(headers['set-cookie']!.map((text) => text.split(';')[0])).toEqual(
      [expect.stringMatching(/^voter_id=/), 'choice-two=d'],
    );
  });

  test.each([
    ['vote=d', '/?poll=two', 200], ['poll=two&vote=d', '/?poll=two', 200], ['vote=d', '/?x=1&poll=two#top', 200],
    ['poll=one&vote=a', '/?poll=two', 400], ['vote=d', '/?poll=none', 404], ['vote=a', '/?poll=', 200],
    ['vote=d', '/?poll=one&poll=two', 400], ['poll=one&vote=a', '/?poll=none', 404],
  ])('to %s at %s is %d: the address may name the poll as well', async (payload, url, status) => {
    const polls = [
      { id: 'one', title: 'One?', options: { a: 'A', b: 'B' } },
      { id: 'two', title: 'Two?', options: { c: 'C', d: 'D' } },
    ];
    const { post } = await start({ POLLS_JSON: JSON.stringify(polls) });

    expect((await post(payload, {}, url)).statusCode).toBe(status);
  });

  test('says when to come back beyond the rate limit', async () => {
    const { post } = await start({ RATE_LIMIT: '1' });
    await post('vote=a');

    const { statusCode, headers } = await post('vote=a');

    expect(statusCode).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  test('is counted by route and status', async () => {
    const { parts, post } = await start({ BASE_PATH: '/vote' });
    for (const payload of ['vote=a', 'vote=a', 'vote=z', 'vote=a&poll=nope']) await post(payload, {}, '/vote/');

    const metrics = await parts.metrics.registry.metrics();

    for (const [status, count] of [[200, 2], [400, 1], [404, 1]]) {
      expect(metrics).toContain(
        `voting_http_requests_total{method="POST",route="/vote/",status="${status}",role="vote"} ${count}\n`,
      );
    }
    expect(metrics).toContain(
      'voting_http_request_duration_seconds_count{method="POST",route="/vote/",role="vote"} 4\n',
    );
    expect(metrics).toContain('voting_votes_received_total{poll="main",role="vote"} 2\n');
    expect(metrics).toContain('voting_votes_refused_total{reason="unknown-option",role="vote"} 1\n');
  });
});

describe('the address of the form', () => {
  test.each(
    ['/vote/', '/vote', '/vote?poll=main', '/vote/?', '/%76ote/', 'http://host/vote/', 'http://host/vote?a=/b'],
  )('may be written %s', async (url) => {
    const { post } = await start({ BASE_PATH: '/vote' });

    const { statusCode, headers } = await post('vote=a', {}, url);

    expect(statusCode).toBe(200);
    expect(headers['set-cookie']!.every((text) => text.includes('; Path=/vote;'))).toBe(true);
  });

  test.each(['/', '/votes', '/vote//', '//vote/', '/vote/x', '/vote/%', '/x?/vote/'])('is not %s', async (url) => {
    const { post } = await start({ BASE_PATH: '/vote' });

    expect([404, 400]).toContain((await post('vote=a', {}, url)).statusCode);
  });

  test('without a base path is the root, with or without a query', async () => {
    const { post } = await start();

    for (const url of ['/', '/?', '/?x=nope', 'http://host']) {
      expect((await post('vote=a', {}, url)).statusCode).toBe(200);
    }
  });
});

describe('a connection', () => {
  test('stays for the next form, which may already be on its way', async () => {
    const { port } = await start();
    const { socket, closed } = await dial(port);

    socket.write(`${head(6)}vote=a${head(6)}vote=z${head(6, 'Connection: close\r\n')}vote=b`);

    const text = await closed;
    expect([...text.matchAll(/^HTTP\/1.1 (\d+)/gm)].map((match) => match[1])).toEqual(['200', '400', '200']);
    expect(text.indexOf('for Cats is in')).toBeLessThan(text.indexOf('for Dogs is in'));
  });

  test('of HTTP/1.0 is closed after the answer', async () => {
    const { port } = await start();
    const { socket, closed } = await dial(port);

    socket.write(`${head(6, '', '1.0')}vote=a`);

    expect(await closed).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*Connection: close\r\n[^]*Your vote for Cats is in/);
  });

  test('may bring the form in pieces, also without a length', async () => {
    const { port } = await start();
    const { socket, until } = await dial(port);

    for (const piece of [head(undefined), '3\r\nvot\r\n', '3\r\ne=b\r\n', '0\r\n\r\n']) {
      socket.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }

    expect(await until('</html>')).toContain('Your vote for Dogs is in');
    socket.destroy();
  });

  test('may ask before it sends the form', async () => {
    const { port } = await start();
    const { socket, until } = await dial(port);

    socket.write(head(6, 'Expect: 100-continue\r\n'));
    await until('100 Continue');
    socket.write('vote=a');

    expect(await until('</html>')).toContain('Your vote for Cats is in');
    socket.destroy();
  });

  test.each(
    [['with a length', head(3_000), ''], ['without a length', head(undefined), `bb9\r\n${'x'.repeat(3_001)}`]],
  )('is closed when the form is too long, before all of it came, %s', async (_, first, rest) => {
    const { port } = await start();
    const { socket, closed } = await dial(port);

    socket.write(first + rest);

    expect(await closed).toMatch(/^HTTP\/1.1 413 [^]*connection: close\r\n/);
  });

  test('with a request that is none gets 400', async () => {
    const { port } = await start();
    const { socket, closed } = await dial(port);

    socket.write('POST / HTTP/1.1\r\nContent Length: six\r\n\r\n');

    expect(await closed).toMatch(/^HTTP\/1.1 400 /);
  });

  test.each(['before the form is complete', 'before the answer'])('may break %s', async (when) => {
    const queue = new SlowQueue();
    const { port, parts, post } = await start({}, queue);
    const { socket } = await dial(port);

    socket.write(`${head(6)}${when.endsWith('answer') ? 'vote=a' : 'vote'}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 30));
    queue.gates.forEach((open) => open());
    const next = post('vote=b');
    while (queue.gates.length < (when.endsWith('answer') ? 2 : 1)) await new Promise(
      (resolve) => setTimeout(resolve, 5),
    );
    queue.gates.at(-1)!();

    expect((await next).statusCode).toBe(200);
    expect(parts.lines.join()).not.toContain('request failed');
  });

  test('is closed after each answer while the process stops, and no form is refused', async () => {
    const queue = new SlowQueue();
    const { parts, port } = await start({}, queue);
    const { socket, closed } = await dial(port);
    socket.write(`${head(6)}vote=a`);
    while (queue.gates.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

    parts.health.stop();
    queue.gates[0]();

    expect(await closed).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*connection: close\r\n[^]*Your vote for Cats is in/);
  });

  test('is not kept by a client that is slow, and outlives the load balancer when it is idle', async () => {
    const app = createVoteApp(await testParts());

    expect([app.server.requestTimeout, app.server.headersTimeout, app.server.keepAliveTimeout]).toEqual(
      [30_000, 30_000, 75_000],
    );
    expect(app.server.timeout).toBe(120_000);
    await app.close();
  });

  test('that took too long for its form gets 408', async () => {
    const parts = await testParts();
    const app = createVoteApp(parts);
    const { socket, closed } = await dial(await listen(app));
    const [accepted] = await Promise.all([once(app.server, 'request'), socket.write(`${head(6)}vo`)]);

    app.server.emit(
      'clientError', Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), accepted[0].socket,
    );

    expect(await closed).toMatch(/^HTTP\/1.1 408 /);
  });
});
