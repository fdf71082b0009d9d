import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { createResultApp, type ResultApp } from '../../src/roles/result.ts';
import { closeServers, dial, listen } from '../support/listening.ts';
import { FakeSql, testParts } from '../support/parts.ts';
import { eventually } from '../support/servers.ts';

const HANDSHAKE = 'GET /ws HTTP/1.1\r\nHost: app.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n'
  + 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';
const [TEXT, BINARY, CLOSE, PING, PONG] = [0x81, 0x82, 0x88, 0x89, 0x8a];

async function resultRole(): Promise<{ port: number } & ResultApp> {
  const role = createResultApp({ ...await testParts({}, 'result'), sql: new FakeSql(() => []) });
  role.app.server.on('close', () => void role.hub.close());
  return { ...role, port: await listen(role.app) };
}

/** A frame as clients send it, with a mask. */
function frame(first: number, payload: Buffer | string = '', mask = Buffer.from([1, 2, 3, 4])): Buffer {
  const bytes = Buffer.from(payload);
  const length = bytes.length < 126 ? Buffer.from([0x80 | bytes.length]) : Buffer.alloc(3, 0xfe);
  if (bytes.length >= 126) length.writeUInt16BE(bytes.length, 1);
  const masked = bytes.map((byte, index) => byte ^ mask[index % 4]);
  return Buffer.concat([Buffer.from([first]), length, mask, masked]);
}

/** A page that has got its first numbers; what comes afterwards is what the test looks at. */
async function page(port: number): Promise<{
  send(...pieces: Buffer[]): void;
  next(length: number): Promise<Buffer>;
  closed: Promise<unknown>;
  destroy(): void;
}> {
  const { socket, until, closed } = await dial(port);
  socket.write(HANDSHAKE);
  await until('"pipeline":null}');
  let got = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => (got = Buffer.concat([got, chunk])));
  return {
    send: (...pieces) => void socket.write(Buffer.concat(pieces)),
    next: async (length) => {
      await eventually(`${length} bytes`, () => got.length >= length, 5_000);
      return got;
    },
    closed,
    destroy: () => void socket.destroy(),
  };
}

afterEach(closeServers);

describe('a WebSocket', () => {
  test.each<[string, Buffer[], number]>([
    ['a frame without mask', [Buffer.from([TEXT, 1, 0x78])], 1002],
    ['a reserved bit', [frame(TEXT | 0x40, 'x')], 1002],
    ['an unknown kind of frame', [frame(0x83, 'x')], 1002],
    ['an unknown kind of control frame', [frame(0x8b)], 1002],
    ['a ping in parts', [frame(0x09, 'x')], 1002],
    ['a ping of 126 bytes', [frame(PING, Buffer.alloc(126))], 1002],
    ['the second part of no message', [frame(0x80, 'x')], 1002],
    ['a message within another one', [frame(0x01, 'x'), frame(TEXT, 'y')], 1002],
    ['half a reason to close', [frame(CLOSE, 'x')], 1002],
    ['a message of 1025 bytes', [frame(BINARY, Buffer.alloc(1025))], 1009],
    ['a message of 1025 bytes in parts', [frame(0x02, Buffer.alloc(1000)), frame(0x80, Buffer.alloc(25))], 1009],
    ['a promise of 2^63 bytes', [Buffer.from([BINARY, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0])], 1009],
  ])('is closed after %s', async (_, frames, code) => {
    const { hub, port } = await resultRole();
    const { send, next, closed } = await page(port);

    send(...frames);

    expect([...await next(4)]).toEqual([CLOSE, 2, code >> 8, code & 0xff]);
    await closed;
    await eventually('nobody listens', () => hub.size === 0, 5_000);
  });

  test.each<[string, Buffer[]]>([
    ['a text', [frame(TEXT, 'hello')]],
    ['1024 bytes', [frame(BINARY, Buffer.alloc(1024))]],
    ['1024 bytes in parts, with a pong between', [
      frame(0x02, Buffer.alloc(1000)), frame(PONG), frame(0x80, Buffer.alloc(24)),
    ]],
    ['a message after a message in parts', [frame(0x01, 'x'), frame(0x80, 'y'), frame(TEXT, 'z')]],
    ['nothing, in parts', [frame(0x01), frame(0x00), frame(0x80)]],
  ])('stays after %s', async (_, frames) => {
    const { port } = await resultRole();
    const { send, next, destroy } = await page(port);

    send(...frames, frame(PING, 'there?'));

    expect(await next(8)).toEqual(Buffer.concat([Buffer.from([PONG, 6]), Buffer.from('there?')]));
    destroy();
  });

  test('understands frames that come byte by byte', async () => {
    const { port } = await resultRole();
    const { send, next, destroy } = await page(port);

    for (const byte of Buffer.concat([frame(BINARY, Buffer.alloc(300)), frame(PING, 'x')])) {
      send(Buffer.from([byte]));
      await sleep(0);
    }

    expect([...await next(3)]).toEqual([PONG, 1, 0x78]);
    destroy();
  });

  test('takes what came together with the handshake', async () => {
    const { port } = await resultRole();
    const { socket, until } = await dial(port);

    socket.write(Buffer.concat([Buffer.from(HANDSHAKE), frame(PING, 'early')]));

    expect(await until('early')).toContain('"total"');
    socket.destroy();
  });

  test.each([[1000], [4321]])('repeats the code %d of a client that closes', async (code) => {
    const { port } = await resultRole();
    const { send, next, closed } = await page(port);

    send(frame(CLOSE, Buffer.from([code >> 8, code & 0xff, 0x62, 0x79, 0x65])));

    expect([...await next(4)]).toEqual([CLOSE, 2, code >> 8, code & 0xff]);
    await closed;
  });

  test('of a client that only ends its side is given up', async () => {
    const { hub, port } = await resultRole();
    const { socket, until, closed } = await dial(port, true);
    socket.write(HANDSHAKE);
    await until('"total"');

    socket.end();

    await eventually('nobody listens', () => hub.size === 0, 5_000);
    socket.destroy();
    await closed;
  });

  test('lives as long as its client answers', async () => {
    const { hub, port } = await resultRole();
    const client = new WebSocket(`ws://127.0.0.1:${port}/ws`, { autoPong: false });
    await once(client, 'message');

    const pinged = once(client, 'ping');
    await hub.beat();
    await pinged;
    client.pong();
    await sleep(50);
    await hub.beat();
    expect(hub.size).toBe(1);
    await hub.beat();

    expect(hub.size).toBe(0);
    await once(client, 'close');
  });

  test('that takes nothing gets no answers, and is given up', async () => {
    const { app, hub, port } = await resultRole();
    const connection = once(app.server, 'connection') as Promise<[Socket]>;
    const { socket, until } = await dial(port);
    const [served] = await connection;
    socket.write(HANDSHAKE);
    await until('"total"');
    socket.pause();
    for (let i = 0; i < 200; i++) {
      hub.publish('main', `${'x'.repeat(60_000)}${i}`);
      await sleep(0);
    }
    const waiting = served.writableLength;
    expect(waiting).toBeGreaterThan(64 * 1024);
    const read = served.bytesRead;

    socket.write(frame(PING, Buffer.alloc(125)));

    await eventually('the ping is read', () => served.bytesRead > read, 5_000);
    expect(served.writableLength).toBe(waiting);
    await hub.beat();
    await hub.beat();
    expect(hub.size).toBe(0);
    socket.destroy();
  });

  test('that takes data again gets the newest state', async () => {
    const { hub, port } = await resultRole();
    const { socket, until } = await dial(port);
    socket.write(HANDSHAKE);
    await until('"total"');
    socket.pause();
    for (let i = 0; i < 300; i++) {
      hub.publish('main', `${'x'.repeat(60_000)}${i}`);
      await sleep(0);
    }

    socket.resume();

    expect(await until('x299')).not.toContain('x298');
    socket.destroy();
  });

  test('is told to come back when the role stops', async () => {
    const { hub, port } = await resultRole();
    const client = new WebSocket(`ws://127.0.0.1:${port}/ws`);
    await once(client, 'message');
    const closed = once(client, 'close');

    await hub.close();

    expect((await closed)[0]).toBe(1012);
  });

  test('whose client does not agree to close is cut', async () => {
    const { hub, port } = await resultRole();
    const { closed, next } = await page(port);

    await hub.close();

    expect([...await next(4)]).toEqual([CLOSE, 2, 1012 >> 8, 1012 & 0xff]);
    await closed;
    await eventually('nobody listens', () => hub.size === 0, 5_000);
  });
});

describe('a handshake', () => {
  const answerTo = async (change: (text: string) => string): Promise<string> => {
    const { socket, closed, until } = await dial((await resultRole()).port);
    socket.write(change(HANDSHAKE));
    const answer = await Promise.race([closed, until('\r\n\r\n')]);
    socket.destroy();
    return answer;
  };

  test.each<[string, (text: string) => string]>([
    ['without a key', (text) => text.replace(/Sec-WebSocket-Key.*\r\n/, '')],
    ['with a short key', (text) => text.replace('dGhl', '')],
    ['with a key of other characters', (text) => text.replace('dGhl', 'dG-l')],
    ['with two keys', (text) => text.replace(/(Sec-WebSocket-Key.*\r\n)/, '$1$1')],
    ['of an old version', (text) => text.replace('Version: 13', 'Version: 7')],
    ['without a version', (text) => text.replace(/Sec-WebSocket-Version.*\r\n/, '')],
    ['with another method', (text) => text.replace('GET', 'PUT')],
    ['for two protocols', (text) => text.replace('websocket\r\n', 'websocket, h2c\r\n')],
  ])('%s is refused, and the answer names the version', async (_, change) => {
    expect(await answerTo(change)).toMatch(/^HTTP\/1.1 400 .*\r\nSec-WebSocket-Version: 13\r\n/);
  });

  test('is answered as the standard says', async () => {
    // the key and the answer of RFC 6455, section 1.3.
    expect(await answerTo((text) => text)).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n');
  });

  test('may write the protocol in capitals', async () => {
    expect(await answerTo((text) => text.replace('Upgrade: websocket', 'Upgrade: WebSocket'))).toContain(' 101 ');
  });
});
