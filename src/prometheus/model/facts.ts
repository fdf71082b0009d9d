import type { HttpMetrics, JobKind, MetricsModel, ScrapeJob } from './model';
import { VOTING_HTTP } from './voting-metrics';

/** Jobs that count their requests under the same names. */
export interface HttpSource {
  readonly http: HttpMetrics;
  readonly jobs: readonly string[];
}

const PAGES: readonly JobKind[] = ['vote', 'result'];
const ROLES: readonly JobKind[] = [...PAGES, 'worker'];

/** Whether a model has one of these kinds: what no job gives is neither alerted on nor drawn. */
export function has({ jobs }: MetricsModel, ...kinds: JobKind[]): boolean {
  return jobs.some(({ kind }) => kinds.includes(kind));
}

/** Whether a model has a voting application. */
export function hasVotes(model: MetricsModel): boolean {
  return has(model, ...ROLES);
}

/** How a job counts its requests, if it answers users. */
export function httpOf({ kind, http }: ScrapeJob): HttpMetrics | undefined {
  return PAGES.includes(kind) ? VOTING_HTTP : http;
}

/** All jobs that answer users, by the names of their metrics. */
export function httpSources({ jobs }: MetricsModel): HttpSource[] {
  const sources = new Map<string, { http: HttpMetrics; jobs: string[] }>();
  for (const job of jobs) {
    const http = httpOf(job);
    if (http === undefined) continue;
    const key = JSON.stringify([http.requests, http.status, http.duration]);
    const source = sources.get(key) ?? { http, jobs: [] };
    source.jobs.push(job.name);
    sources.set(key, source);
  }
  return [...sources.values()];
}
