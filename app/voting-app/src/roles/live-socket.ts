import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { clientNetwork } from '../http/client-network.ts';
import type { ClientSeats } from '../http/client-seats.ts';
import { targetOf } from '../http/request.ts';
import { noteRequest } from '../http/graceful-close.ts';
import { isFromOtherSite } from '../http/same-site.ts';
import { Sender } from '../http/sender.ts';
import { handshakeAnswer, PushSocket } from '../http/websocket.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Poll, PollBook } from '../poll/poll.ts';
import type { LiveClient, LiveHub } from './live-hub.ts';

export interface LiveSocketOptions {
  readonly path: string;
  readonly polls: PollBook;
  readonly hub: LiveHub;
  readonly metrics: Metrics;
  readonly current: (poll: Poll) => string;
  readonly seats: ClientSeats;
  readonly trustProxy: number;
}

/** WebSocket transport without compression: the same frame goes to everybody. */
export function acceptWebSockets(server: Server, options: LiveSocketOptions): void {
  const { hub } = options;
  const accept = (request: IncomingMessage, socket: Socket, head: Buffer): void => {
    const { path, query } = targetOf(request.url);
    const poll = options.polls.find(query.get('poll') ?? undefined);
    if (path !== options.path || poll === undefined) return refuse(socket, '404 Not Found');
    if (socket.destroyed) return;
    if (hub.full) return refuse(socket, '503 Service Unavailable', 'Retry-After: 5\r\n');
    if (isFromOtherSite(request.headers)) return refuse(socket, '403 Forbidden');
    const answer = handshakeAnswer(request);
    if (answer === undefined) return refuse(socket, '400 Bad Request', 'Sec-WebSocket-Version: 13\r\n');
    const leave = options.seats.take(() => clientNetwork(new Sender(request, options.trustProxy).address));
    if (leave === undefined) return refuse(socket, '429 Too Many Requests', 'Retry-After: 5\r\n');
    if (!options.seats.isOff) socket.once('close', leave);
    // the answer and the first numbers leave together.
    socket.cork();
    const page = new PageSocket(socket, poll.id, options);
    page.open(answer, head);
    hub.add(page, options.current(poll));
    socket.uncork();
  };
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const socket = stream as Socket;
    // a connection may break at any moment; that it is closed is told as well.
    socket.on('error', ignore);
    noteRequest(server, socket);
    try {
      accept(request, socket, head);
    } catch {
      socket.destroy();
    }
  });
}

function ignore(): void {
  // 'close' follows.
}

/** A page that listens. */
class PageSocket extends PushSocket implements LiveClient {
  constructor(socket: Socket, public readonly poll: string, private readonly options: LiveSocketOptions) {
    super(socket);
  }

  public override open(answer: string, head: Buffer): void {
    super.open(answer, head);
    this.options.metrics.liveConnections.inc({ transport: 'websocket' });
  }

  public left(): void {
    this.options.hub.remove(this);
    this.options.metrics.liveConnections.dec({ transport: 'websocket' });
  }
}

/** Nobody watches this connection any more, so it must not wait for the client to close its side. */
function refuse(socket: Socket, status: string, headers = ''): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
