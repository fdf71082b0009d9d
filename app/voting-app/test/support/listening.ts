import { once } from 'node:events';
import { type IncomingHttpHeaders, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export interface Sent {
  readonly url: string;
  readonly method?: string;
  readonly payload?: string | object;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  json(): Record<string, unknown>;
}

/** An answer that has not come by then never comes. */
const ANSWER_MS = 5_000;

const servers = new Set<Server>();

/** A role on 127.0.0.1: what stands in front of the framework is only reached through a real connection. */
export async function listen(app: FastifyInstance): Promise<number> {
  await app.ready();
  app.server.listen(0, '127.0.0.1');
  await once(app.server, 'listening');
  servers.add(app.server);
  return (app.server.address() as AddressInfo).port;
}

export function closeServers(): void {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers.clear();
}

/** One request on a connection of its own; an object is sent as JSON. */
export function send(port: number, what: Sent | string): Promise<Answer> {
  const { url, method = 'GET', payload, headers = {} } = typeof what === 'string' ? { url: what } : what;
  const body = typeof payload === 'object' ? JSON.stringify(payload) : payload;
  const type = typeof payload === 'object' ? { 'content-type': 'application/json' } : {};
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1', port, path: url, method, agent: false, headers: { ...type, ...headers },
    }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({
          statusCode: response.statusCode!, headers: response.headers, body: text, json: () => JSON.parse(text),
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A connection on which a test writes each byte itself; half-open, it stays when the server has closed its side. */
export async function dial(port: number, allowHalfOpen = false): Promise<{
  socket: Socket;
  closed: Promise<string>;
  until(text: string, times?: number): Promise<string>;
}> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen });
  await once(socket, 'connect');
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close').then(() => received);
  return {
    socket, closed,
    /** All that came, as soon as this text was so many times in it; an error once it can no longer come. */
    until: async (text, times = 1) => {
      const signal = AbortSignal.timeout(ANSWER_MS);
      while (received.split(text).length <= times) {
        if (socket.readableEnded || socket.destroyed) throw new Error(`closed before ${text} came: ${received}`);
        await Promise.race([once(socket, 'data', { signal }), once(socket, 'close', { signal })]).catch(() => {
          throw new Error(`${text} did not come in time: ${received}`);
        });
      }
      return received;
    },
  };
}
