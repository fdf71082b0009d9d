import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Many pages that listen, as raw sockets: the measured memory and time are the server's. */
const [port, count] = [Number(process.env.PORT), Number(process.env.COUNT)];
const AT_ONCE = 200;
const sockets: Socket[] = [];
const lastTotal: number[] = [];
let waitingFor = -1;
let since = 0;
let times: number[] = [];

function open(index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`
        + `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`);
    });
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      const at = chunk.lastIndexOf('"total":');
      if (at < 0) return;
      const total = parseInt(chunk.toString('latin1', at + 8, at + 24), 10);
      if (lastTotal[index] === undefined) resolve();
      if (total === waitingFor && lastTotal[index] !== total) times.push(Date.now() - since);
      lastTotal[index] = total;
      if (times.length === count && waitingFor >= 0) report();
    });
    sockets.push(socket);
  });
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
