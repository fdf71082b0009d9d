// a stand-in of AWS on this machine: it takes what the SDK sends, and gives recorded answers as AWS writes them.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { recordedWith, type Calls } from './recorded';

/** A stand-in that runs. */
export interface StandIn {
  readonly url: string;
  /** Names of the calls that came, in order. */
  readonly asked: readonly string[];
  close(): void;
}

/** Calls whose name here is not that of AWS, because two services have one of the same name. */
const RENAMED: { readonly [service: string]: { readonly [action: string]: string } } = {
  autoscaling: { DescribeScalingActivities: 'describeGroupActivities' },
};
/** Lists whose items AWS does not call "member". */
const ITEMS: { readonly [list: string]: string } = { DBInstances: 'DBInstance', DBClusters: 'DBCluster' };

/** Starts a stand-in for a healthy stack, with other answers for some calls. */
export async function standIn(calls: Calls = {}): Promise<StandIn> {
  const recorded = recordedWith(calls) as { [name: string]: ((input: object) => Promise<object>) | undefined };
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    void answered(request).then(({ status, type, body }) =>
      response.writeHead(status, { 'content-type': type }).end(body));
  });
  async function answered(request: http.IncomingMessage) {
    const { action, service, input, isJson } = await callOf(request);
    const name = RENAMED[service]?.[action] ?? `${action[0].toLowerCase()}${action.slice(1)}`;
    asked.push(name);
    const write = isJson ? json : xml;
    try {
      const call = recorded[name];
      if (!call) throw Object.assign(new Error(`nobody recorded ${service} ${action}`), { name: 'InternalFailure' });
      return write(200, action, await call(input));
    } catch (error) {
      const { name: code, message } = error as Error;
      return write(400, action, isJson
        ? { __type: code, message }
        : { Error: { Type: 'Sender', Code: code, Message: message } });
    }
  }
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, close: () => { server.closeAllConnections(); server.close(); } };
}

/** What was called: by a header in the protocols with JSON, by a field of a form in the one with XML. */
async function callOf(request: http.IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    return { service, isJson: true, action: target.split('.').pop()!, input: JSON.parse(body) as object };
  }
  const { Action, ...fields } = Object.fromEntries(new URLSearchParams(body));
  return { service, isJson: false, action: Action, input: fields };
}

function json(status: number, _action: string, value: object) {
  return { status, type: 'application/x-amz-json-1.1', body: JSON.stringify(inSeconds(value)) };
}

/** JSON of AWS has times in seconds. */
function inSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(inSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inSeconds(inner)]));
}

function xml(status: number, action: string, value: object) {
  const body = status === 200
    ? `<${action}Response><${action}Result>${elements(value)}</${action}Result></${action}Response>`
    : `<ErrorResponse>${elements(value)}</ErrorResponse>`;
  return { status, type: 'text/xml', body };
}

function elements(value: object): string {
  return Object.entries(value).filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `<${name}>${content(name, inner)}</${name}>`).join('');
}

function content(name: string, value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    const item = ITEMS[name] ?? 'member';
    return value.map((each) => `<${item}>${content(item, each)}</${item}>`).join('');
  }
  if (typeof value === 'object' && value !== null) return elements(value);
  return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
