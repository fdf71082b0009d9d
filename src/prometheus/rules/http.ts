import { Severity } from '../../signal';
import { httpSources, type HttpSource } from '../model/facts';
import type { MetricsModel } from '../model/model';
import { BY_JOB, ofJobs } from '../model/promql';
import type { RecordingRule, RuleGroup } from './rule';

/** One error of very few requests is no ratio. */
const FEWEST_REQUESTS_PER_SECOND = 20 / 60;
const WINDOW = '5m';

/** Names under which the requests of all programs are kept, whatever they call them. */
export const HTTP = {
  REQUESTS: 'job:http_requests:rate5m',
  ERRORS: 'job:http_errors:rate5m',
  ERROR_RATIO: 'job:http_errors:ratio5m',
  P50: 'job:http_duration_seconds:p50_5m',
  P95: 'job:http_duration_seconds:p95_5m',
  P99: 'job:http_duration_seconds:p99_5m',
} as const;
const PERCENTILES = { [HTTP.P50]: 0.5, [HTTP.P95]: 0.95, [HTTP.P99]: 0.99 };

/** What programs that answer users tell. */
export function httpRules(model: MetricsModel): RuleGroup[] {
  const sources = httpSources(model);
  if (sources.length === 0) return [];
  const { errorPercent, p95Seconds } = model.thresholds;
  return [{
    name: 'http',
    records: [
      ...sources.flatMap(recordsOf), { record: HTTP.ERROR_RATIO, expr: `${HTTP.ERRORS} / (${HTTP.REQUESTS} > 0)` },
    ],
    alerts: [
      {
        name: 'HttpErrors', severity: Severity.CRITICAL, lasts: '5m',
        expr: `100 * ${HTTP.ERROR_RATIO} > ${errorPercent} and ${manyRequests()}`,
        summary: '{{ $value | printf "%.1f" }} % of the requests to {{ $labels.job }} fail',
        description: `More than ${errorPercent} % of the answers were 5xx for 5 minutes: users see errors`,
        action: 'Look at the logs of the service, and at what was deployed last.',
      },
      {
        name: 'HttpSlow', severity: Severity.WARNING, lasts: '10m',
        expr: `${HTTP.P95} > ${p95Seconds} and ${manyRequests()}`,
        summary: 'P95 of {{ $labels.job }} is {{ $value | printf "%.3f" }} s',
        description: `One request in twenty took longer than ${p95Seconds} s for 10 minutes`,
        action: 'Look at CPU, at the database and at the slowest routes.',
      },
    ],
  }];
}

function manyRequests(): string {
  return `${HTTP.REQUESTS} > ${FEWEST_REQUESTS_PER_SECOND.toFixed(2)}`;
}

function recordsOf({ http: { requests, status, duration }, jobs }: HttpSource): RecordingRule[] {
  const all = `sum ${BY_JOB} (rate(${ofJobs(requests, jobs)}[${WINDOW}]))`;
  const buckets = `sum by (subject, job, le) (rate(${ofJobs(`${duration}_bucket`, jobs)}[${WINDOW}]))`;
  return [
    { record: HTTP.REQUESTS, expr: all },
    // without a single error there is no series of errors: it is 0 then.
    {
      record: HTTP.ERRORS,
      expr: `sum ${BY_JOB} (rate(${ofJobs(requests, jobs, `${status}=~"5.."`)}[${WINDOW}])) or 0 * ${all}`,
    },
    ...Object.entries(PERCENTILES).map(([record, quantile]) =>
      ({ record, expr: `histogram_quantile(${quantile}, ${buckets})` })),
  ];
}
