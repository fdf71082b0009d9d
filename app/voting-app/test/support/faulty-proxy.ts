import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A way to a server on which the network can fail.
 *
 * While it stalls, what clients send waits, and so do the answers, even when a client has given up meanwhile: as in a
 * network, data on its way may arrive long after its sender lost interest.
 */
export class FaultyProxy {
  private readonly sockets = new Set<Socket>();
  private stalled = false;
  private waiting: (() => void)[] = [];

  private constructor(private readonly server: Server, private readonly target: number) {
    server.on('connection', (client) => this.join(client));
  }

  public static async start(target: number): Promise<FaultyProxy> {
    const server = createServer({ allowHalfOpen: true });
    const proxy = new FaultyProxy(server, target);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public stall(): void {
    this.stalled = true;
  }

  public release(): void {
    this.stalled = false;
    for (const action of this.waiting.splice(0)) action();
  }

  /** Breaks all connections without a word. */
  public cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  public close(): void {
    this.cut();
    this.server.close();
  }

  private join(client: Socket): void {
    const upstream = connect({ port: this.target, host: '127.0.0.1', allowHalfOpen: true });
    for (const [from, to] of [[client, upstream], [upstream, client]]) {
      this.sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk) => this.pass(() => to.write(chunk)));
      from.on('end', () => this.pass(() => to.end()));
      // a client that is gone does not take back what it sent; what cannot be delivered is dropped.
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        this.pass(() => to.destroySoon());
      });
    }
  }

  /** In the order in which things came. */
  private pass(action: () => void): void {
    if (this.stalled) this.waiting.push(action);
    else action();
  }
}
