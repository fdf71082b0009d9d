import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between a page and its server that can fall silent: connections stay, but nothing arrives any more. */
export class SilentProxy {
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((near) => this.join(near));

  private constructor(private readonly port: number) {}

  public static async to(url: string): Promise<SilentProxy> {
    const proxy = new SilentProxy(Number(new URL(url).port));
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public fallSilent(): void {
    for (const socket of this.sockets) socket.pause();
    // a new connection is accepted and hears nothing either.
    this.server.removeAllListeners('connection').on('connection', (near) => this.keep(near).pause());
  }

  public stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private join(near: Socket): void {
    const far = this.keep(connect(this.port, '127.0.0.1'));
    this.keep(near).on('data', (chunk) => far.write(chunk)).on('close', () => far.destroy());
    far.on('data', (chunk) => near.write(chunk)).on('close', () => near.destroy());
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
  }
}
