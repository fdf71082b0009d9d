import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { clientNetwork } from '../http/client-network.ts';
import type { ClientSeats } from '../http/client-seats.ts';
import { targetOf } from '../http/request.ts';
import { noteRequest } from '../http/graceful-close.ts';
import { isFromOtherSite } from '../http/same-site.ts';
import { Sender } from '../http/sender.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Poll, PollBook } from '../poll/poll.ts';
import type { LiveClient, LiveHub } from './live-hub.ts';

/** Clients only listen; what they send is dropped, and not more of it than this. */
const MAX_PAYLOAD = 1024;
const MAX_BUFFERED = 64 * 1024;
/** The service restarts: come back. */
const CLOSE_RESTART = 1012;
const CLOSE_WAIT_MS = 2_000;
const TEXT_FRAME = 0x81;
const LENGTH_16_BIT = 126;
/** A text of no characters. */
const PULSE_FRAME = Buffer.from([TEXT_FRAME, 0]);

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
  const sockets = new WebSocketServer({
    noServer: true, perMessageDeflate: false, maxPayload: MAX_PAYLOAD, clientTracking: false,
  });
  const accept = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { path, query } = targetOf(request.url);
    const poll = options.polls.find(query.get('poll') ?? undefined);
    if (path !== options.path || poll === undefined) return refuse(socket, '404 Not Found');
    if (socket.destroyed) return;
    if (hub.full) return refuse(socket, '503 Service Unavailable', 'Retry-After: 5\r\n');
    if (isFromOtherSite(request.headers)) return refuse(socket, '403 Forbidden');
    const leave = options.seats.take(() => clientNetwork(new Sender(request, options.trustProxy).address));
    if (leave === undefined) return refuse(socket, '429 Too Many Requests', 'Retry-After: 5\r\n');
    // also when the upgrade fails.
    if (!options.seats.isOff) socket.once('close', leave);
    sockets.handleUpgrade(request, socket, head, (ws) => {
      // the WebSocket listens itself from here on; ten thousand idle listeners would take memory.
      socket.off('error', ignore);
      join(new SocketClient(poll.id, ws, socket), ws, options, options.current(poll));
    });
  };
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // a connection may break at any moment, also before somebody else listens for that.
    socket.on('error', ignore);
    noteRequest(server, socket as Socket);
    try {
      accept(request, socket, head);
    } catch {
      socket.destroy();
    }
  });
}

/** Not in the function that answers the request: what is made in there keeps the request as long as it lives. */
function join(client: SocketClient, ws: WebSocket, { hub, metrics }: LiveSocketOptions, current: string): void {
  metrics.liveConnections.inc({ transport: 'websocket' });
  ws.on('close', () => {
    hub.remove(client);
    metrics.liveConnections.dec({ transport: 'websocket' });
  });
  ws.on('error', terminate);
  hub.add(client, current);
}

function terminate(this: WebSocket): void {
  this.terminate();
}

function ignore(): void {
  // the connection ends, and 'close' tells that.
}

class SocketClient implements LiveClient {
  private alive = true;

  constructor(
    public readonly poll: string, private readonly ws: WebSocket, private readonly socket: Duplex,
  ) {
    ws.on('pong', () => {
      this.alive = true;
    });
  }

  public writable(): boolean {
    return this.socket.writableLength < MAX_BUFFERED;
  }

  public onceWritable(action: () => void): void {
    this.socket.once('drain', action);
  }

  public send(json: string): void {
    if (this.ws.readyState === this.ws.OPEN) this.socket.write(textFrame(json));
  }

  public beat(): boolean {
    if (!this.alive) {
      this.ws.terminate();
      return false;
    }
    this.alive = false;
    this.ws.ping();
    return true;
  }

  public pulse(): void {
    if (this.ws.readyState === this.ws.OPEN) this.socket.write(PULSE_FRAME);
  }

  public close(): void {
    this.ws.close(CLOSE_RESTART, 'restart');
    setTimeout(() => this.ws.terminate(), CLOSE_WAIT_MS).unref();
  }
}

let lastText: string | undefined;
let lastFrame: Buffer = Buffer.alloc(0);

/** A server's frames carry no mask, so one buffer serves all sockets; the last one is kept. */
export function textFrame(text: string): Buffer {
  if (text === lastText) return lastFrame;
  const payload = Buffer.from(text);
  const length = payload.length;
  if (length > 0xffff) throw new RangeError('a tally of more than 64 KiB');
  const header = length < LENGTH_16_BIT
    ? [TEXT_FRAME, length]
    : [
        TEXT_FRAME, LENGTH_16_BIT, length >> 8, length & 0xff,
      ];
  lastText = text;
  lastFrame = Buffer.concat([Buffer.from(header), payload]);
  return lastFrame;
}

/** Nobody watches this connection any more, so it must not wait for the client to close its side. */
function refuse(socket: Duplex, status: string, headers = ''): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
