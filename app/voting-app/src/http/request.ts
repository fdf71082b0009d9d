import { IncomingMessage } from 'node:http';

/**
 * A request that asks for another protocol only if that is a WebSocket.
 *
 * A server may ignore `Upgrade`, and clients that offer HTTP/2 over plain text (h2c) expect that. Node hands every
 * request with the header to the "upgrade" listener as soon as there is one, without a way to answer it as usual.
 */
export class PlainRequest extends IncomingMessage {
  private wantsUpgrade: boolean | null = null;

  public get upgrade(): boolean | null {
    return this.wantsUpgrade === true && !this.isForWebSocket() && this.method !== 'CONNECT'
      ? false
      : this.wantsUpgrade;
  }

  public set upgrade(value: boolean | null) {
    this.wantsUpgrade = value;
  }

  private isForWebSocket(): boolean {
    return /(^|,)\s*websocket\s*(,|$)/i.test(this.headers.upgrade ?? '');
  }
}

/** The path and query of a request; a client may also send a whole address, or anything else. */
export function targetOf(url: string | undefined): { readonly path: string; readonly query: URLSearchParams } {
  const target = (url ?? '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/, '');
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  return { path: path === '' ? '/' : path, query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)) };
}
