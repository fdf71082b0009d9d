import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Many pages that listen, as raw sockets that read into one buffer: the measured memory and time are the server's. */
const [port, count] = [Number(process.env.PORT), Number(process.env.COUNT)];
const AT_ONCE = 200;
const buffer = Buffer.alloc(64 * 1024);
const sockets: Socket[] = [];
const lastTotal: number[] = [];
let waitingFor = -1;
let since = 0;
let times: number[] = [];

function open(index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onread = { buffer, callback: (bytes: number) => read(index, bytes, resolve) };
    const socket = connect({ port, host: '127.0.0.1', onread }, () => {
      socket.write(`GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`
        + `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`);
    });
    socket.on('error', reject);
    sockets.push(socket);
  });
}

function read(index: number, bytes: number, opened: () => void): boolean {
  const at = buffer.subarray(0, bytes).lastIndexOf('"total":');
  if (at < 0) return true;
  const total = parseInt(buffer.toString('latin1', at + 8, at + 24), 10);
  if (lastTotal[index] === undefined) opened();
  if (total === waitingFor && lastTotal[index] !== total) times.push(Date.now() - since);
  lastTotal[index] = total;
  if (times.length === count && waitingFor >= 0) report();
  return true;
}

function report(): void {
  const sorted = times.sort((a, b) => a - b);
  waitingFor = -1;
  process.send!({ kind: 'updated', firstMs: sorted[0], p50Ms: sorted[count >> 1], maxMs: sorted[count - 1] });
}

process.on('message', (message: { total: number; since: number }) => {
  times = [];
  since = message.since;
  waitingFor = message.total;
  // a client that was faster than this message.
  for (const total of lastTotal) if (total === waitingFor) times.push(Date.now() - since);
  if (times.length === count) report();
});

const start = Date.now();
for (let index = 0; index < count; index += AT_ONCE) {
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - index) }, (_, offset) => open(index + offset)));
}
process.send!({ kind: 'connected', ms: Date.now() - start });
