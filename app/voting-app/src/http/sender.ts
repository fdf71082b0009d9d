import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/**
 * Who sent a request, as far as it may be believed.
 *
 * Each proxy adds the address it was called from on the right of a list, so only as many entries count, from the right,
 * as there are proxies to trust; what is left of them was written by anybody.
 */
export class Sender {
  constructor(private readonly request: IncomingMessage, private readonly trustedProxies: number) {}

  public get headers(): IncomingHttpHeaders {
    return this.request.headers;
  }

  public get address(): string {
    const hops = this.forwarded('x-forwarded-for');
    return hops.at(-this.trustedProxies) ?? hops[0] ?? this.request.socket.remoteAddress ?? '';
  }

  /** Whether the way to the nearest proxy was encrypted. */
  public get secure(): boolean {
    return this.forwarded('x-forwarded-proto').at(-1) === 'https';
  }

  private forwarded(name: string): string[] {
    const list = this.trustedProxies === 0 ? undefined : this.request.headers[name];
    return typeof list === 'string' ? list.split(',').map((entry) => entry.trim()).filter((entry) => entry !== '') : [];
  }
}
