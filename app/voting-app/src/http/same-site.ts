import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page of another site sent this request.
 *
 * Browsers say so in `Sec-Fetch-Site`, but over plain HTTP they only send `Origin`. Programs send neither, and no page
 * can make a browser lie in either header.
 */
export function isFromOtherSite(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return false;
  if (site === 'cross-site') return true;
  const { origin } = headers;
  return origin !== undefined && !hostsOf(headers).includes(hostOf(origin));
}

/** Some proxies put their own name into `Host`, and the one that the browser asked for beside it. */
function hostsOf(headers: IncomingHttpHeaders): readonly (string | undefined)[] {
  return [headers.host, headers['x-forwarded-host']].flat().map((host) => host?.toLowerCase());
}

/** An origin that is "null" or no address belongs to no host. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}
