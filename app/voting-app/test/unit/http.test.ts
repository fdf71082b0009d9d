import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Arguments, UsageError } from '../../src/cli/arguments.ts';
import { summarize } from '../../src/cli/http-lanes.ts';
import { dealShares } from '../../src/cli/load.ts';
import { Secret } from '../../src/config/secret.ts';
import { Backoff } from '../../src/core/backoff.ts';
import { Log } from '../../src/core/log.ts';
import { clientNetwork } from '../../src/http/client-network.ts';
import { closeGently, watchConnections } from '../../src/http/graceful-close.ts';
import { Mac } from '../../src/http/mac.ts';
import { RateLimit } from '../../src/http/rate-limit.ts';
import { Sender } from '../../src/http/sender.ts';
import { readChoice, VoterCookie } from '../../src/http/voter-cookie.ts';
import { STYLES } from '../../src/ui/assets.ts';
import { dial } from '../support/listening.ts';

describe('the voter cookie', () => {
  const [old, now] = [new Secret('the-old-secret-here'), new Secret('the-new-secret-here')];
  const value = (cookie: VoterCookie, voter: string): string => cookie.write(voter, '/', false).split(';')[0];

  test('gives back the voter it was written for, among other cookies', () => {
    const cookie = new VoterCookie([now]);
    const voter = cookie.create();

    expect(cookie.read(`a=b; ${value(cookie, voter)}; c=d`)).toBe(voter);
  });

  test('accepts the former secret and signs with the new one', () => {
    const written = value(new VoterCookie([old]), 'v');

    expect(new VoterCookie([now, old]).read(written)).toBe('v');
    expect(new VoterCookie([now]).read(written)).toBeUndefined();
  });

  test.each(
    [
      undefined, '', 'voter_id=', 'voter_id=abc', 'voter_id=abc.', 'voter_id=.xyz',
      'voter_id=abc.AAAAAAAAAAAAAAAAAAAAAA', 'xvoter_id=a.b',
    ],
  )('is refused as %s', (header) => {
    expect(new VoterCookie([now]).read(header)).toBeUndefined();
  });

  test.each([';', '; ', ';  '])('is found behind "%s", and not within another name or value', (separator) => {
    const cookie = new VoterCookie([now]);
    const written = value(cookie, 'v');

    expect(cookie.read(['a=voter_id=x', `not_${value(cookie, 'w')}`, written].join(separator))).toBe('v');
    expect(cookie.read(`a=${written}`)).toBeUndefined();
    expect(cookie.read(`${written}x`)).toBeUndefined();
    expect(cookie.read(`voter_id=${'v'.repeat(65)}.${'A'.repeat(22)}`)).toBeUndefined();
  });

  test('is found behind a wrong one of the same name', () => {
    const cookie = new VoterCookie([now]);

    expect(cookie.read(`voter_id=stale; voter_id=a.${'A'.repeat(22)}; ${value(cookie, 'v')}`)).toBe('v');
  });

  test('makes numbers of 128 bits', () => {
    const made = new Set(Array.from({ length: 1_000 }, () => new VoterCookie([now]).create()));

    expect(made.size).toBe(1_000);
    expect([...made].every((voter) => Buffer.from(voter, 'base64url').length === 16)).toBe(true);
  });

  test('is apart from the choice shown', () => {
    expect(readChoice('choice-main=a; choice-other=b', 'other')).toBe('b');
  });
});

describe('the signature of a cookie', () => {
  test.each(['k', 'x'.repeat(64), 'y'.repeat(65), 'ä'.repeat(40)])('is HMAC-SHA256 for the key %s', (key) => {
    const mac = new Mac(key);

    for (const text of ['some voter', 'a', 'ä€', 'z'.repeat(64)]) {
      expect(mac.sign(text)).toBe(createHmac('sha256', key).update(text).digest('binary'));
    }
  });

  test('is not made of a text beyond its room', () => {
    expect(() => new Mac('k').sign('x'.repeat(65))).toThrow(RangeError);
  });
});

describe('the sender of a request', () => {
  const sender = (trusted: number, headers: Record<string, string>): Sender =>
    new Sender({ headers, socket: { remoteAddress: '9.9.9.9' } } as unknown as IncomingMessage, trusted);

  test.each([
    [0, undefined, '9.9.9.9'], [0, '1.1.1.1', '9.9.9.9'], [1, undefined, '9.9.9.9'], [1, '1.1.1.1', '1.1.1.1'], [
      1, '6.6.6.6, 1.1.1.1', '1.1.1.1',
    ],
    [2, '6.6.6.6, 1.1.1.1,2.2.2.2', '1.1.1.1'], [2, '1.1.1.1', '1.1.1.1'], [1, ' , ', '9.9.9.9'],
  ])('with %s trusted proxies and X-Forwarded-For %s is %s', (trusted, list, expected) => {
    expect(sender(trusted, list === undefined ? {} : { 'x-forwarded-for': list }).address).toBe(expected);
  });

  test.each(
    [[0, 'https', false], [1, 'https', true], [1, 'http', false], [1, 'http, https', true], [1, 'https, http', false]],
  )('with %s trusted proxies and X-Forwarded-Proto %s is secure: %s', (trusted, list, expected) => {
    expect(sender(trusted, { 'x-forwarded-proto': list }).secure).toBe(expected);
  });
});

describe('the rate limit', () => {
  test('lets so many through in a minute and says how long to wait', () => {
    const clock = { ms: 0 };
    const limit = new RateLimit(2, () => clock.ms);
    clock.ms = 15_000;

    expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([0, 0, 45, 0]);
  });

  test('has no burst at the border of two minutes', () => {
    const clock = { ms: 59_000 };
    const limit = new RateLimit(10, () => clock.ms);
    clock.ms = 118_000;
    for (let i = 0; i < 10; i++) limit.take('a');
    clock.ms = 120_000;

    expect([limit.take('a'), limit.take('a') > 0]).toEqual([0, true]);
  });

  test('forgets after two quiet minutes', () => {
    const clock = { ms: 0 };
    const limit = new RateLimit(1, () => clock.ms);
    limit.take('a');
    clock.ms = 200_000;

    expect(limit.take('a')).toBe(0);
  });

  test('of 0 is none', () => {
    const limit = new RateLimit(0);

    expect(Array.from({ length: 100 }, () => limit.take('a')).every((wait) => wait === 0)).toBe(true);
  });
});

describe('the network of a client', () => {
  test.each([
    ['9.9.9.9', '9.9.9.9'], ['::ffff:9.9.9.9', '9.9.9.9'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:0002::6', '2001:db8:1:2::/64'], ['::1', '0:0:0:0::/64'], ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'], ['nonsense', 'nonsense'], ['', ''],
    // some proxies add the port, which a client may change at will.
    ['9.9.9.9:1234', '9.9.9.9'], ['[2001:db8::6]:1234', '2001:db8:0:0::/64'], ['[2001:db8::6]', '2001:db8:0:0::/64'],
  ])('of %s is %s', (address, expected) => {
    expect(clientNetwork(address)).toBe(expected);
  });
});

describe('a gentle close', () => {
  test('answers the request at hand, takes no new connection, and ends idle ones', async () => {
    const server = createServer(
      (incoming, response) => setTimeout(() => response.end('done'), incoming.url === '/slow' ? 200 : 0),
    ).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const slow = fetch(`http://127.0.0.1:${port}/slow`).then((answer) => answer.text());
    await new Promise((resolve) => setTimeout(resolve, 50));

    const closing = closeGently(server, 5_000);
    const refused = await new Promise<string | undefined>((resolve) => {
      request({ port, host: '127.0.0.1' }).on(
        'error', (error: NodeJS.ErrnoException) => resolve(error.code),
      ).on('response', () => resolve(undefined)).end();
    });

    expect([await slow, refused]).toEqual(['done', 'ECONNREFUSED']);
    await closing;
  });

  test.each(
    [['silent', ''], ['slow', 'GET / HTTP/1.1\r\nHo']],
  )('does not wait for a %s connection', async (_name, text) => {
    const server = createServer((_request, response) => response.end('done'));
    watchConnections(server);
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { socket, closed } = await dial((server.address() as { port: number }).port);
    socket.write(text);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const start = Date.now();

    await closeGently(server, 20_000);

    expect(Date.now() - start).toBeLessThan(5_000);
    expect(await closed).toBe('');
  });

  test('does not wait for a silent connection that was there before many short ones', async () => {
    const server = createServer((_request, response) => response.end('done'));
    watchConnections(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { closed } = await dial(port);
    for (let i = 0; i < 1_200; i += 100) {
      const short = await Promise.all(Array.from({ length: 100 }, () => dial(port)));
      for (const { socket } of short) socket.destroy();
    }
    const start = Date.now();

    await closeGently(server, 20_000);

    expect(Date.now() - start).toBeLessThan(5_000);
    expect(await closed).toBe('');
  });

  test('cuts what does not end before the deadline', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const hanging = fetch(`http://127.0.0.1:${port}/`).then(() => 'answered', () => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 50));

    await closeGently(server, 100);

    expect(await hanging).toBe('cut');
  });
});

describe('the log', () => {
  test('writes one JSON object a line, with context, from its level on', () => {
    const lines: string[] = [];
    const log = new Log('info', { role: 'vote' }, (line) => lines.push(line)).with({ loop: 1 });

    log.debug('hidden');
    log.warn('shown', { error: Object.assign(new Error('bad'), { code: 'E1' }), secret: new Secret('x') });

    expect(lines).toHaveLength(1);
    expect(lines[0].endsWith('}\n')).toBe(true);
    expect(JSON.parse(lines[0])).toMatchObject({
      level: 'warn', message: 'shown', role: 'vote', loop: 1, error: 'bad (E1)', secret: '***',
    });
  });
});

describe('backoff', () => {
  test('doubles up to its limit, with jitter, and starts anew', () => {
    const backoff = new Backoff(100, 1_000, () => 1);
    const delays = Array.from({ length: 6 }, () => backoff.next());
    backoff.reset();

    expect([delays, backoff.next(), new Backoff(100, 1_000, () => 0).next()]).toEqual(
      [[100, 200, 400, 800, 1000, 1000], 100, 50],
    );
  });
});

describe('arguments', () => {
  test('are read with a space or an equals sign', () => {
    const args = new Arguments(['--votes', '5', '--url=http://h/?a=b', '--json'], ['votes', 'url', 'json']);

    expect([args.number('votes', 1), args.text('url', ''), args.has('json'), args.number('other', 7)]).toEqual(
      [5, 'http://h/?a=b', true, 7],
    );
  });

  test('fail when they are unknown or no number', () => {
    expect(() => new Arguments(['--nope'], ['yes'])).toThrow(UsageError);
    expect(() => new Arguments(['--n', 'x'], ['n']).number('n', 1)).toThrow('--n must be a number');
  });

  test('deal shares to a deck', () => {
    expect(dealShares('a=2,b')).toEqual(['a', 'a', 'b']);
  });
});

describe('the summary of a load', () => {
  test('has rate and percentiles', () => {
    const times = Array.from({ length: 100 }, (_, index) => index + 1);

    expect(summarize(times, 3, 2)).toEqual({
      requests: 100, failed: 3, seconds: 2, perSecond: 50, meanMs: 50.5, p50Ms: 51, p95Ms: 96, p99Ms: 100, maxMs: 100,
    });
  });
});

describe('colours', () => {
  test('of all places have a contrast of 4.5 with white', () => {
    const tones = [...STYLES.body.toString().matchAll(/--tone: (#[0-9a-f]{6})/g)].map((match) => match[1]);

    expect(tones).toHaveLength(20);
    expect(new Set(tones).size).toBe(20);
    for (const tone of tones) expect(1.05 / (luminance(tone) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });

  test('need no style in the markup: the policy forbids it', () => {
    const pages = ['vote-page', 'result-page', 'layout'].map(
      (name) => readFileSync(new URL(`../../src/ui/${name}.ts`, import.meta.url), 'utf8'),
    ).join();

    expect(pages).not.toMatch(/\sstyle="/);
  });
});

function luminance(hex: string): number {
  const linear = (c: number): number => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const [r, g, b] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
