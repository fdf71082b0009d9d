import { describeError, type Log } from '../core/log.ts';
import type { Health } from '../health/health.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { isOutage } from '../store/sql.ts';
import { ApiError, problem } from './problem.ts';

const RETRY_AFTER_S = 2;

export interface PolicyParts {
  readonly health: Health;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** What a client is told about a request that failed. */
export interface Failure {
  readonly status: number;
  /** A problem as JSON; always ASCII. */
  readonly body: string;
  readonly retryAfterS?: number;
}

/** How every server of the application answers errors, counts requests and lets go of connections. */
export class HttpPolicy {
  constructor(private readonly parts: PolicyParts) {}

  /** While the process stops, clients have to come back on a new connection, which another task will answer. */
  public get closesConnections(): boolean {
    return this.parts.health.isStopping;
  }

  /** Clients see the text of errors that were made for them; everything else is logged and stays inside. */
  public failure(error: unknown, method: string, route: string | undefined): Failure {
    if (isOutage(error)) return this.failure(this.away(error), method, route);
    const status = (error as { statusCode?: number } | undefined)?.statusCode ?? 500;
    const isForClient = error instanceof ApiError || status < 500;
    if (!isForClient) this.parts.log.error('request failed', { method, route, error: describeError(error) });
    const detail = isForClient ? (error as Error).message : 'internal error';
    return {
      status,
      body: asciiJson(problem(status, detail)),
      retryAfterS: error instanceof ApiError ? error.retryAfterS : undefined,
    };
  }

  private away(error: unknown): ApiError {
    this.parts.log.warn('database not available', { error: describeError(error) });
    return new ApiError(503, 'the database cannot be reached, please try again', RETRY_AFTER_S);
  }

  public record(method: string, route: string, status: number, seconds: number): void {
    this.parts.metrics.http.record(method, route, status, seconds);
  }
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
