import { type Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Time for busy connections to make one more request, which is answered with `Connection: close`. */
const QUIET_MS = 500;
/** On a connection without a byte, the first request may still be on its way for this time. */
const SILENT_MS = 1_000;
/** A client that has begun a first request may finish its headers within this time. */
const HEADERS_MS = 2_000;
const STEP_MS = 50;
/** So many connections that ended before a request may be remembered; then they are swept out. */
const MIN_SWEEP = 1_000;
/** Connections on which no request has come yet; Node counts them neither as idle nor as busy. */
const silent = new WeakMap<Server, Set<Socket>>();

/** Remembers connections until their first request, so that they cannot hold up the end of the server. */
export function watchConnections(server: Server): void {
  const sockets = new Set<Socket>();
  silent.set(server, sockets);
  let sweepAt = MIN_SWEEP;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // a listener on each connection, to hear of its end, would cost more than all else here.
    if (sockets.size < sweepAt) return;
    for (const known of sockets) if (known.destroyed) sockets.delete(known);
    sweepAt = Math.max(MIN_SWEEP, 2 * sockets.size);
  });
  server.prependListener('request', ({ socket }: { socket: Socket }) => noteRequest(server, socket));
}

/** A connection on which a request came, also one that becomes a WebSocket. */
export function noteRequest(server: Server, socket: Socket): void {
  silent.get(server)?.delete(socket);
}

/**
 * Ends an HTTP server without breaking a request.
 *
 * The server's own `close()` ends idle connections in the same moment, also those on which a request is already on its
 * way. Here the listening socket goes first, and a connection is only ended after it has been told so or was quiet.
 */
export async function closeGently(server: Server, deadlineMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => {
    NetServer.prototype.close.call(server, () => resolve());
  });
  const start = Date.now();
  await Promise.race([closed, sleep(Math.min(QUIET_MS, deadlineMs))]);
  while (Date.now() < start + deadlineMs) {
    server.closeIdleConnections();
    closeSilent(server, Date.now() - start);
    if (await Promise.race([closed.then(() => true), sleep(STEP_MS).then(() => false)])) return;
  }
  server.closeAllConnections();
  await closed;
}

function closeSilent(server: Server, elapsedMs: number): void {
  for (const socket of silent.get(server) ?? []) {
    if (elapsedMs > (socket.bytesRead === 0 ? SILENT_MS : HEADERS_MS)) socket.destroy();
  }
}
