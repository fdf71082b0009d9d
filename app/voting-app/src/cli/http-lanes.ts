import { Agent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface LaneRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Record<string, string | number>;
  readonly body?: string;
}

export interface LanesReport {
  readonly requests: number;
  readonly failed: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface LanesOptions {
  readonly concurrency: number;
  /** Ends after so many requests or so many seconds, whichever comes first. */
  readonly requests: number;
  readonly seconds: number;
  readonly next: (index: number) => LaneRequest;
}

/** Keeps so many requests on their way at the same time, each lane on its own connection. */
export async function runLanes(options: LanesOptions): Promise<LanesReport> {
  const limits = { keepAlive: true, maxSockets: options.concurrency, maxFreeSockets: options.concurrency };
  const agents = { http: new Agent(limits), https: new HttpsAgent(limits) };
  const times: number[] = [];
  let started = 0;
  let failed = 0;
  const start = performance.now();
  const end = start + options.seconds * 1000;
  const lane = async (): Promise<void> => {
    while (started < options.requests && performance.now() < end) {
      const request = options.next(started++);
      const from = performance.now();
      const ok = await send(request, agents);
      times.push(performance.now() - from);
      if (!ok) failed++;
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, lane));
  const seconds = (performance.now() - start) / 1000;
  agents.http.destroy();
  agents.https.destroy();
  return summarize(times, failed, seconds);
}

export function summarize(times: number[], failed: number, seconds: number): LanesReport {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return {
    requests: times.length, failed, seconds: round(seconds), perSecond: round(times.length / seconds),
    meanMs: round(times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length)),
    p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1),
  };
}

/** True when the answer is a success and came whole. */
function send(lane: LaneRequest, agents: { http: Agent; https: HttpsAgent }): Promise<boolean> {
  return new Promise((resolve) => {
    const { url, method, body } = lane;
    const secure = url.protocol === 'https:';
    const headers = body === undefined ? lane.headers : { ...lane.headers, 'content-length': Buffer.byteLength(body) };
    const request = (
      secure ? httpsRequest : httpRequest
    )(url, { method, headers, agent: secure ? agents.https : agents.http }, (response) => {
      response.on('end', () => resolve(response.complete && response.statusCode! >= 200 && response.statusCode! < 300));
      response.on('error', () => resolve(false));
      response.resume();
    });
    request.on('error', () => resolve(false));
    request.end(body);
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
