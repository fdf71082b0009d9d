import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { clientNetwork } from '../http/client-network.ts';
import { ApiError } from '../http/problem.ts';
import { SECURITY_HEADERS } from '../http/security-headers.ts';
import { Sender } from '../http/sender.ts';
import { findPoll } from './find-poll.ts';
import type { LiveSocketOptions } from './live-socket.ts';
import type { LiveClient } from './live-hub.ts';

const MAX_BUFFERED = 64 * 1024;
const RETRY_MS = 3_000;
const RETRY_SPREAD_MS = 4_000;
const RETRY_AFTER_S = 5;

/** Server-sent events, for where WebSockets do not get through. */
export function addEventRoute(app: FastifyInstance, options: LiveSocketOptions): void {
  const { hub, metrics } = options;
  // a HEAD would take a place in the hub for ever.
  app.get<{ Querystring: { poll?: string } }>(options.path, { exposeHeadRoute: false }, (request, reply) => {
    const poll = findPoll(options.polls, request.query.poll);
    // behind another answer of this connection it might never come to its turn, nor hear of the end.
    if (reply.raw.socket === null) throw new ApiError(400, 'events need a connection without other requests');
    if (hub.full) throw new ApiError(503, 'too many live connections', RETRY_AFTER_S);
    const leave = options.seats.take(() => clientNetwork(new Sender(request.raw, options.trustProxy).address));
    if (leave === undefined) throw new ApiError(429, 'too many live connections from this address', RETRY_AFTER_S);
    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, {
      ...SECURITY_HEADERS, 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no',
    });
    // each browser gets its own delay, so that they do not all come back in the same moment.
    response.write(`retry: ${RETRY_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)}\n\n`);
    const client = new EventClient(poll.id, response);
    metrics.liveConnections.inc({ transport: 'sse' });
    response.on('error', () => response.destroy());
    response.on('close', () => {
      leave();
      hub.remove(client);
      metrics.liveConnections.dec({ transport: 'sse' });
    });
    hub.add(client, options.current(poll));
  });
}

class EventClient implements LiveClient {
  private wasFull = false;

  constructor(public readonly poll: string, private readonly response: ServerResponse) {}

  public writable(): boolean {
    return this.response.writableLength < MAX_BUFFERED;
  }

  public onceWritable(action: () => void): void {
    this.response.once('drain', action);
  }

  public send(json: string): void {
    this.response.write(`data: ${json}\n\n`);
  }

  /** A client that takes nothing from one beat to the next is given up: events have no answer to a sign of life. */
  public beat(): boolean {
    if (this.wasFull && !this.writable()) this.response.destroy();
    if (this.response.destroyed) return false;
    this.wasFull = !this.writable();
    this.response.write(': beat\n\n');
    return true;
  }

  public pulse(): void {
    this.response.write('event: beat\ndata:\n\n');
  }

  public close(): void {
    this.response.end();
  }
}
