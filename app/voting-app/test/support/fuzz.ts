import type { SeededRandom } from './random.ts';

const METHODS = [
  'GET', 'GET', 'GET', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'PRI', 'get',
  '',
];
const TARGETS = [
  '/', '//', '///', '*', '', '?', '#', '/%', '/%@', '/%00', '/%ff', '/%2e%2e/%2e%2e', '/..', '/\\', '/ws', '/ws?poll=%',
  '/ws?poll=main', '/events', '/events?poll[]=x', '/api/votes', '/api/poll?poll=__proto__', '/api/results',
  '/api/results.csv', '/api/users', '/api/users/1', '/api/users/0', '/api/users/%00', '/api/users?limit=1&limit=2',
  '/api/users?limit=-1', '/api/users?after=99999999999999999999', '/api/openapi.json', '/live', '/ready', '/health',
  '/metrics', '/favicon.ico', '/assets/x', 'http://', 'http://[', 'ws://h/ws', 'http://h:99999/', '/?poll=main&poll=b',
  '/admin', '/api/admin/polls', 'localhost:1',
];
const HEADERS = [
  'Host: x', 'Host: x', 'Host:', 'Host: a:b:c', 'Upgrade: websocket', 'Upgrade: h2c', 'Upgrade: ,',
  'Connection: Upgrade',
  'Connection: close', 'Connection: keep-alive', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Version: 99',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Protocol: ,',
  'Sec-WebSocket-Extensions: permessage-deflate; x="', 'HTTP2-Settings: AAMAAABkAAQAAP__', 'Expect: 100-continue',
  'Expect: x', 'Content-Type: application/json', 'Content-Type: application/x-www-form-urlencoded', 'Content-Type: ;',
  'Content-Type: application/json; charset=utf-16', 'Content-Encoding: gzip', 'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked', 'Transfer-Encoding: x', 'Content-Length: 0', 'Content-Length: 5',
  'Content-Length: 99999999999', 'Content-Length: -1', 'Cookie: voter_id=', 'Cookie: voter_id=a.b; voter_id=',
  'Cookie: ;;;=;', 'Cookie: choice-main=__proto__', 'Origin: null', 'Origin: http://[', 'Origin: http://x',
  'Sec-Fetch-Site: cross-site', 'X-Forwarded-For: ,,,', 'X-Forwarded-Proto: https', 'Authorization: Bearer x',
  'Authorization:', 'Accept: text/html', 'Range: bytes=0-', 'If-None-Match: *', 'X-Big: ' + 'x'.repeat(20_000),
];
const BODIES = [
  'vote=a', 'vote=b&poll=main', 'vote=a&vote=b', 'vote=%00', 'vote=%', '__proto__=1', '{"choice":"a"}', '{"choice":1}',
  '{"choice":"a","poll":null}', '{"__proto__":{"x":1},"choice":"a"}', '{', '[', '[]', 'null', '""', '1e999',
  '[['.repeat(4_000),
  '{"email":"a@example.com","name":"\\u0000"}', '{"email":"b@example.com","name":"\\ud800"}', '{"name":"x"}',
  '{"email":"c@example.com","name":["x"]}', '3\r\nvot\r\n3\r\ne=a\r\n0\r\n\r\n', 'ffffffffff\r\n', '\0\0\0\0', '',
];

/** What one connection sends, piece by piece. */
export function fuzzConnection(random: SeededRandom): Buffer[] {
  if (random.chance(0.3)) {
    return [websocketHandshake(random), ...Array.from({ length: random.below(6) }, () => frame(random))];
  }
  const pieces = Array.from({ length: 1 + random.below(3) }, () => request(random));
  return random.chance(0.3) ? pieces.map((piece) => mutate(random, piece)) : pieces;
}

const FORM = 'application/x-www-form-urlencoded';
/** Requests that get past the first checks. */
const SENSIBLE: readonly (readonly [method: string, target: string, type: string])[] = [
  ['POST', '/', FORM], ['POST', '/?x', FORM], ['POST', '/api/votes', 'application/json'],
  ['POST', '/api/users', 'application/json'],
  ['PUT', '/api/users/1', 'application/json'], ['PATCH', '/api/users/1', 'application/json; charset=utf-8'],
  ['POST', '/api/admin/polls/main/close', 'application/json'],
];

function sensible(random: SeededRandom): Buffer {
  const [method, target, type] = random.pick(SENSIBLE);
  const body = random.chance(0.1) ? random.bytes(50) : Buffer.from(random.pick(BODIES));
  const cookie = random.chance(0.3)
    ? `Cookie: voter_id=${random.bytes(20).toString('latin1').replace(/[^ -~]/g, 'x')}\r\n`
    : '';
  const head = `${method} ${target} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\n${cookie}`
    + `Content-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

function request(random: SeededRandom): Buffer {
  if (random.chance(0.4)) return sensible(random);
  const body = random.chance(0.5) ? random.pick(BODIES) : '';
  const headers = Array.from({ length: random.below(8) }, () => random.pick(HEADERS));
  if (random.chance(0.7)) headers.unshift('Host: x');
  if (body !== '' && random.chance(0.8)) headers.push(`Content-Length: ${Buffer.byteLength(body)}`);
  const version = random.chance(0.9) ? 'HTTP/1.1' : random.pick(['HTTP/1.0', 'HTTP/2.0', 'HTTP/9', 'http/1.1', '']);
  return Buffer.from(
    `${random.pick(METHODS)} ${random.pick(TARGETS)} ${version}\r\n${headers.join('\r\n')}\r\n\r\n${body}`,
  );
}

function websocketHandshake(random: SeededRandom): Buffer {
  const target = random.chance(0.6) ? '/ws' : random.pick(TARGETS);
  const extra = random.chance(0.3) ? `${random.pick(HEADERS)}\r\n` : '';
  return Buffer.from(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
    + `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${extra}\r\n`);
}

/** A frame as clients send it, or nearly. */
function frame(random: SeededRandom): Buffer {
  const length = random.pick([0, 1, 2, 100, 125, 126, 127, 2_000]);
  const first = random.chance(0.7) ? random.pick([0x81, 0x82, 0x88, 0x89, 0x8a, 0x01, 0x00, 0x80]) : random.below(256);
  const mask = random.chance(0.8) ? 0x80 : 0;
  const claimed = random.chance(0.8) ? Math.min(length, 125) : random.below(128);
  return Buffer.concat([Buffer.from([first, mask | claimed]), random.bytes(mask === 0 ? 0 : 4), random.bytes(length)]);
}

function mutate(random: SeededRandom, text: Buffer): Buffer {
  const at = random.below(text.length + 1);
  const [before, after] = [text.subarray(0, at), text.subarray(at)];
  switch (random.below(4)) {
    case 0: return before;
    case 1: return Buffer.concat([before, random.bytes(1 + random.below(8)), after]);
    case 2: return Buffer.concat([before, after.subarray(1 + random.below(4))]);
    default: return Buffer.concat([before, before, after]);
  }
}
