import { Duration } from 'aws-cdk-lib';
import {
  allowedPercent, badMinutesOf, BURN_RATES, FEWEST_BAD, limitPercent, type BurnRate, type Objective,
} from '../../monitoring';
import { httpOf } from '../model/facts';
import type { HttpMetrics, ScrapeJob } from '../model/model';
import { BY_JOB, lengthOf, ofJobs, quoted, secondsIn } from '../model/promql';
import type { RecordingRule } from './rule';

/** What may be bad, as Prometheus counts it. */
export interface Budget {
  /** What has to be counted first. */
  readonly records: (job: ScrapeJob) => RecordingRule[];
  /** Gives the services whose budget burns that fast in both windows. */
  readonly burning: (rate: BurnRate) => string;
  /** How many times faster than allowed it burnt in the last hour, of the services that a condition chooses. */
  readonly speed: (condition: string) => string;
}

/** Bad requests of a service, and all of them, in a window of time. */
interface Counted {
  readonly bad: (http: HttpMetrics, job: string, window: string) => string;
  readonly all: (http: HttpMetrics, job: string, window: string) => string;
}

/** Minutes in which a percentile was over its limit: 1 for each, or 0. */
const SLOW_MINUTES = 'job:objective_slow_minute:bool';
const BAD = 'job:objective_bad:increase';
const ALL = 'job:objective_all:increase';
/** A rate needs two samples; with four it also bears a failed scrape. */
const SAMPLES_OF_MINUTE = 4;
const HOUR = Duration.hours(1);

/** Every window in which requests are counted, the shortest first. */
export const WINDOWS: readonly Duration[] = [...new Map(
  BURN_RATES.flatMap(({ long, short }) => [long, short]).map((window) => [window.toSeconds(), window]),
).values()].sort((a, b) => a.toSeconds() - b.toSeconds());

/** The budget of an objective; one definition makes the alarms of CloudWatch and these rules. */
export function budgetOf(
  { bind, percent, id }: Objective['_variant'], subject: string, scrapeIntervalSeconds: number,
): Budget {
  const about = { id, subject, percent };
  return bind<Budget>({
    failed: () => requestBudget({ bad: failedRequests, all: allRequests }, about),
    slowerThan: (limit) => requestBudget({ bad: slowRequests(limit), all: timedRequests }, about),
    slowMinutes: (percentile, limit) => minuteBudget({ ...about, percentile, limit, scrapeIntervalSeconds }),
  });
}

interface About {
  /** Of the objective. */
  readonly id: string;
  readonly subject: string;
  readonly percent: number;
}

function requestBudget({ bad, all }: Counted, { id, subject, percent }: About): Budget {
  const ratio = (window: Duration, condition: string, fewest: string = '') => {
    const series = (name: string) => `${name}${lengthOf(window)}{${condition}, objective="${id}"}`;
    return fewest ? `100 * (${series(BAD)} ${fewest}) / ${series(ALL)}` : `100 * ${series(BAD)} / ${series(ALL)}`;
  };
  const own = `subject=${quoted(subject)}`;
  return {
    records: (job) => WINDOWS.map(lengthOf).flatMap((window) => [
      { record: `${BAD}${window}`, expr: bad(httpOf(job)!, job.name, window), labels: { objective: id } },
      { record: `${ALL}${window}`, expr: all(httpOf(job)!, job.name, window), labels: { objective: id } },
    ]),
    burning: (rate) => {
      const limit = limitPercent(rate, percent);
      return `${ratio(rate.long, own, `>= ${FEWEST_BAD}`)} > ${limit} and ${ratio(rate.short, own)} > ${limit}`;
    },
    speed: (condition) => `${ratio(HOUR, condition)} / ${allowedPercent(percent)}`,
  };
}

function minuteBudget(about: About & { percentile: number; limit: Duration; scrapeIntervalSeconds: number }): Budget {
  const { id, subject, percent, percentile, limit, scrapeIntervalSeconds } = about;
  const window = secondsIn(Math.max(60, SAMPLES_OF_MINUTE * scrapeIntervalSeconds));
  const minutes = (time: Duration, condition: string) =>
    `sum_over_time(${SLOW_MINUTES}{${condition}, objective="${id}"}[${lengthOf(time)}])`;
  const tooMany = (rate: BurnRate, time: Duration) =>
    `${minutes(time, `subject=${quoted(subject)}`)} >= ${badMinutesOf(rate, percent, time)}`;
  return {
    records: (job) => [{
      record: SLOW_MINUTES,
      expr: `histogram_quantile(${percentile / 100}, ${bucketsOf(httpOf(job)!, job.name, 'rate', window)}) `
        + `> bool ${limit.toSeconds({ integral: false })}`,
      labels: { objective: id },
    }],
    burning: (rate) => `${tooMany(rate, rate.long)} and ${tooMany(rate, rate.short)}`,
    speed: (condition) => `100 * ${minutes(HOUR, condition)} / ${HOUR.toMinutes()} / ${allowedPercent(percent)}`,
  };
}

function allRequests({ requests }: HttpMetrics, job: string, window: string): string {
  return `sum ${BY_JOB} (increase(${ofJobs(requests, [job])}[${window}]))`;
}

/** Without a single error there is no series of errors: it is 0 then. */
function failedRequests(http: HttpMetrics, job: string, window: string): string {
  const { requests, status } = http;
  return `sum ${BY_JOB} (increase(${ofJobs(requests, [job], `${status}=~"5.."`)}[${window}])) `
    + `or 0 * ${allRequests(http, job, window)}`;
}

function timedRequests({ duration }: HttpMetrics, job: string, window: string): string {
  return `sum ${BY_JOB} (increase(${ofJobs(`${duration}_count`, [job])}[${window}]))`;
}

/** Exact where a bucket ends at the limit; between two ends, the requests of a bucket are taken as spread evenly. */
function slowRequests(limit: Duration): Counted['bad'] {
  const seconds = limit.toSeconds({ integral: false });
  return (http, job, window) => {
    const all = timedRequests(http, job, window);
    if (!http.bucketsSeconds?.includes(seconds)) {
      const fast = `histogram_fraction(0, ${seconds}, ${bucketsOf(http, job, 'increase', window)})`;
      return `${all} * (1 - ${fast})`;
    }
    // Prometheus writes the end of a bucket as a fraction, whatever the program wrote.
    const end = `le=~"${String(seconds).replace('.', '[.]')}${Number.isInteger(seconds) ? '([.]0)?' : ''}"`;
    return `${all} - sum ${BY_JOB} (increase(${ofJobs(`${http.duration}_bucket`, [job], end)}[${window}]))`;
  };
}

function bucketsOf({ duration }: HttpMetrics, job: string, how: 'rate' | 'increase', window: string): string {
  return `sum by (subject, job, le) (${how}(${ofJobs(`${duration}_bucket`, [job])}[${window}]))`;
}
