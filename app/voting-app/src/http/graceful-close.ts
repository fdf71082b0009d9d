import { type Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Time for busy connections to make one more request, which is answered with `Connection: close`. */
const QUIET_MS = 250;
const STEP_MS = 50;

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
  const end = Date.now() + deadlineMs;
  await Promise.race([closed, sleep(Math.min(QUIET_MS, deadlineMs))]);
  while (Date.now() < end) {
    server.closeIdleConnections();
    if (await Promise.race([closed.then(() => true), sleep(STEP_MS).then(() => false)])) return;
  }
  server.closeAllConnections();
  await closed;
}
