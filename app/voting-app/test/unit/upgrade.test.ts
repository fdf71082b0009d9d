import { createResultApp, type ResultApp } from '../../src/roles/result.ts';
import { createVoteApp } from '../../src/roles/vote.ts';
import { closeServers, dial, listen } from '../support/listening.ts';
import { FakeSql, testParts } from '../support/parts.ts';
import { eventually } from '../support/servers.ts';

const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n';

async function resultRole(env: Record<string, string> = {}): Promise<{ port: number } & ResultApp> {
  const role = createResultApp({ ...await testParts(env, 'result'), sql: new FakeSql(() => []) });
  role.app.server.on('close', () => void role.hub.close());
  return { ...role, port: await listen(role.app) };
}

async function resultPort(env: Record<string, string> = {}): Promise<number> {
  return (await resultRole(env)).port;
}

/** Everything that a server answers before it closes the connection. */
async function answerTo(port: number, text: string): Promise<string> {
  const { socket, closed } = await dial(port);
  socket.end(text);
  return closed;
}

const upgrade = (target: string, more = '', protocol = 'websocket'): string =>
  `GET ${target} HTTP/1.1\r\nHost: app.example\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n${KEY}${more}\r\n`;

afterEach(closeServers);

describe('a request for a WebSocket', () => {
  test.each(['//', '//ws', '/\\', 'http://', 'ws://[/', '*', '/%', '?', '/ws?poll=%', '/ws?poll=nope'])(
    'of %s is refused, and the server lives on', async (target) => {
      const port = await resultPort();

      const answer = await answerTo(port, upgrade(target));

      expect(answer).toMatch(/^HTTP\/1.1 40[04] /);
      expect(await answerTo(port, 'GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain('200 OK');
    },
  );

  test.each(['/ws', '/ws?poll=main', 'http://app.example/ws', '/ws#part'])('is granted for %s', async (target) => {
    const { socket, until } = await dial(await resultPort());

    socket.write(upgrade(target));

    expect(await until('"total"')).toMatch(/^HTTP\/1.1 101 /);
    socket.destroy();
  });

  test.each([
    ['Origin: http://evil.example\r\n', 403], ['Origin: null\r\n', 403], ['Sec-Fetch-Site: cross-site\r\n', 403],
    ['Origin: http://app.example\r\n', 101], ['Origin: https://APP.example\r\n', 101],
  ])('with %j is answered with %d', async (header, status) => {
    const { socket, until } = await dial(await resultPort());

    socket.write(upgrade('/ws', header));

    expect(await until('\r\n\r\n')).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    socket.destroy();
  });
});

describe('a frame', () => {
  const MASK = [0, 0, 0, 0];

  test.each([
    ['too large', [0x82, 0xfe, 0x04, 0x01, ...MASK], 1009], ['without a mask', [0x81, 0x01, 0x78], 1002],
    ['of an unknown kind', [0x87, 0x81, ...MASK, 0x78], 1002], ['that is no UTF-8', [0x81, 0x81, ...MASK, 0xff], 1007],
  ])('%s ends its own connection, and the server lives on', async (_, bytes, code) => {
    const { app, hub, port } = await resultRole();
    const { socket, closed, until } = await dial(port);
    socket.write(upgrade('/ws'));
    await until('"total"');

    socket.write(Buffer.from(bytes));

    const last = Buffer.from((await closed).slice(-4), 'latin1');
    expect([...last.subarray(0, 2), last.readUInt16BE(2)]).toEqual([0x88, 2, code]);
    expect([app.server.listening, hub.size]).toEqual([true, 0]);
  });
});

describe('a connection', () => {
  test.each(['/ws?poll=nope', '/'])('that asked for a WebSocket at %s in vain does not stay', async (target) => {
    const { app, port } = await resultRole();
    const { socket, until } = await dial(port, true);

    socket.write(upgrade(target));
    await until('404');

    await eventually('no connection is left', () => new Promise((resolve) =>
      app.server.getConnections((_error, count) => resolve(count === 0))), 5_000);
  });

  test('has one event stream at most, which ends with it', async () => {
    const { hub, port } = await resultRole();
    const { socket, until } = await dial(port);
    socket.write('GET /events HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20));
    await until('"total"');
    expect(hub.size).toBe(1);

    socket.destroy();

    await eventually('nobody listens', () => hub.size === 0, 5_000);
  });

  test('that takes no events is given up', async () => {
    const { hub, port } = await resultRole();
    const { socket, until } = await dial(port);
    socket.write('GET /events HTTP/1.1\r\nHost: x\r\n\r\n');
    await until('"total"');
    socket.pause();
    const text = `{"padding":"${'x'.repeat(100_000)}"}`;
    for (let i = 0; i < 100; i++) hub.publish('main', `${text.slice(0, -1)},"i":${i}}`);

    await hub.beat();
    expect(hub.size).toBe(1);
    await hub.beat();

    expect(hub.size).toBe(0);
    socket.destroy();
  });
});

test('an event stream has no HEAD, which would never end', async () => {
  const answer = await answerTo(await resultPort(), 'HEAD /events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');

  expect(answer).toMatch(/^HTTP\/1.1 405 [^]*\r\nallow: GET\r\n/i);
});

describe('the live connections of one client', () => {
  test('are limited, over both transports, and free again when they end', async () => {
    const port = await resultPort({ MAX_CONNECTIONS_PER_CLIENT: '2', TRUST_PROXY: '1' });
    const from = (ip: string): string => `X-Forwarded-For: ${ip}\r\n`;
    const first = await dial(port);
    first.socket.write(upgrade('/ws', from('2001:db8::1')));
    await first.until('"total"');
    const second = await dial(port);
    second.socket.write(`GET /events HTTP/1.1\r\nHost: x\r\n${from('2001:db8::2')}\r\n`);
    await second.until('"total"');

    expect(await answerTo(port, upgrade('/ws', from('2001:db8::3')))).toMatch(/^HTTP\/1.1 429 .*\r\nRetry-After: 5/);
    expect(await answerTo(port, `GET /events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${from('2001:db8::3')}\r\n`))
      .toMatch(/^HTTP\/1.1 429 /);
    const other = await dial(port);
    other.socket.write(upgrade('/ws', from('2001:db8:0:1::1')));
    expect(await other.until('"total"')).toContain(' 101 ');
    first.socket.destroy();
    await first.closed;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const again = await dial(port);
    again.socket.write(upgrade('/ws', from('2001:db8::3')));
    expect(await again.until('"total"')).toContain(' 101 ');
    for (const { socket } of [second, other, again]) socket.destroy();
  });
});

describe('a request for another protocol', () => {
  test.each(
    ['h2c', 'h2c, foo/2', 'TLS/1.0', 'websockets'],
  )('%s is answered as if it had not asked', async (protocol) => {
    const { socket, until } = await dial(await resultPort());

    socket.write(upgrade('/live', '', protocol));
    await until('"status":"ok"');
    socket.write(upgrade('/live', 'Connection: close\r\n', protocol));

    expect(await until('"status":"ok"', 2)).toMatch(/^HTTP\/1.1 200 OK/);
    socket.destroy();
  });

  test('does not lose the body of the request', async () => {
    const parts = await testParts();
    const { socket, until } = await dial(await listen(createVoteApp(parts)));

    socket.write('POST /api/votes HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n'
      + 'Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{"choice":"a"}');

    expect(await until('"choice":"a"')).toMatch(/^HTTP\/1.1 202 /);
    socket.destroy();
  });

  test('does not lose the body where others ask for WebSockets', async () => {
    const { socket, until } = await dial(await resultPort({ ADMIN_TOKEN: 'a-token-for-tests-only' }));
    const body = '{"action":"dance"}';

    socket.write('POST /admin/polls/main HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n'
      + 'Authorization: Bearer a-token-for-tests-only\r\nContent-Type: application/json\r\n'
      + `Content-Length: ${body.length}\r\n\r\n${body}`);

    expect(await until('action must be')).toMatch(/^HTTP\/1.1 400 /);
    socket.destroy();
  });
});
