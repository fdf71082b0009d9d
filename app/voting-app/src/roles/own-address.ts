import type { IncomingMessage } from 'node:http';
import { Sender } from '../http/sender.ts';

const HOST = /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/i;

/**
 * A complete address for other machines, from one that may be complete already or only a path on this host; undefined
 * when the request does not say on which host. Only for the page that answers this request: the client wrote that name.
 */
export function absolute(request: IncomingMessage, trustedProxies: number, url: string): string | undefined {
  if (URL.canParse(url)) return url;
  const { host } = request.headers;
  if (host === undefined || !HOST.test(host)) return undefined;
  const base = `${new Sender(request, trustedProxies).secure ? 'https' : 'http'}://${host}`;
  return URL.canParse(url, base) ? new URL(url, base).href : undefined;
}
