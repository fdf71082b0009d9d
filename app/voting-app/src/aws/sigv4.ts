import { createHash, createHmac } from 'node:crypto';
import type { AwsCredentials } from './credentials.ts';

export interface SignableRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface SigningScope {
  readonly region: string;
  readonly service: string;
  readonly now: Date;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Headers for a request signed with Signature Version 4.
 *
 * Written here because the two calls that the application makes do not justify 0.8 MB of SDK in the bundle.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function signHeaders(
  request: SignableRequest, credentials: AwsCredentials, scope: SigningScope,
): Record<string, string> {
  const headers: Record<string, string> = {
    ...lowerKeys(request.headers), 'host': request.url.host, 'x-amz-date': longDate(scope.now),
  };
  if (credentials.sessionToken !== undefined) headers['x-amz-security-token'] = credentials.sessionToken;
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method, request.url.pathname, canonicalQuery(request.url.searchParams),
    ...names.map(
      (name) => `${name}:${headers[name].trim().replace(/\s+/g, ' ')}`,
    ), '', names.join(';'), sha256(request.body),
  ].join('\n');
  const authorization = `${ALGORITHM} Credential=${credentials.accessKeyId}/${scopeText(scope)}, `
    + `SignedHeaders=${names.join(';')}, Signature=${signature(canonical, credentials, scope)}`;
  // fetch sets the host by itself, and refuses to be told.
  delete headers.host;
  return { ...headers, authorization };
}

/** A URL that carries its signature in the query, valid for `expiresS` seconds. */
export function presign(url: URL, credentials: AwsCredentials, scope: SigningScope, expiresS: number): URL {
  const signed = new URL(url);
  const query = signed.searchParams;
  query.set('X-Amz-Algorithm', ALGORITHM);
  query.set('X-Amz-Credential', `${credentials.accessKeyId}/${scopeText(scope)}`);
  query.set('X-Amz-Date', longDate(scope.now));
  query.set('X-Amz-Expires', String(expiresS));
  if (credentials.sessionToken !== undefined) query.set('X-Amz-Security-Token', credentials.sessionToken);
  query.set('X-Amz-SignedHeaders', 'host');
  const canonicalText = canonicalQuery(query);
  const canonical = ['GET', signed.pathname, canonicalText, `host:${signed.host}`, '', 'host', sha256('')].join('\n');
  signed.search = `${canonicalText}&X-Amz-Signature=${signature(canonical, credentials, scope)}`;
  return signed;
}

function signature(canonical: string, credentials: AwsCredentials, scope: SigningScope): string {
  const text = [ALGORITHM, longDate(scope.now), scopeText(scope), sha256(canonical)].join('\n');
  const key = [shortDate(scope.now), scope.region, scope.service, 'aws4_request']
    .reduce<Buffer | string>((secret, part) => hmac(secret, part), `AWS4${credentials.secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function lowerKeys(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function scopeText(scope: SigningScope): string {
  return `${shortDate(scope.now)}/${scope.region}/${scope.service}/aws4_request`;
}

function longDate(now: Date): string {
  return now.toISOString().replace(/[:-]|\.\d{3}/g, '');
}

function shortDate(now: Date): string {
  return longDate(now).slice(0, 8);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
