import { sqlState } from '../store/sql.ts';

export type Dependency = 'database' | 'cache';
export type Check = () => Promise<void>;

export interface CheckResult {
  readonly status: 'ok' | 'failed' | 'not-required';
  readonly latencyMs?: number;
  /** A code or one word: the routes are public, so no host names and no messages. */
  readonly error?: string;
}

export interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'unavailable' | 'stopping';
  readonly timestamp: string;
  readonly service: string;
  readonly checks: Readonly<Record<Dependency, CheckResult>>;
}

export interface HealthOptions {
  readonly service: string;
  readonly checks: Partial<Record<Dependency, Check>>;
  /** How long a needed part may fail before `/health` says so. */
  readonly graceMs: number;
  readonly timeoutMs?: number;
  readonly now?: () => number;
  readonly onResult?: (dependency: Dependency, up: boolean) => void;
}

const TIMEOUT_MS = 2_000;
/**
 * Health routes are asked by load balancers, containers and people at once: the stores are asked once a second at most.
 */
const KEEP_MS = 1_000;

/**
 * What the parts that a role needs say of themselves.
 *
 * `/ready` follows them at once. `/health` forgives failures up to the grace time, because a load balancer that finds
 * it failing makes ECS replace the tasks, and replacing all of them does not bring a database back.
 */
export class Health {
  private stopping = false;
  private kept?: { readonly at: number; readonly results: Promise<Record<Dependency, CheckResult>> };
  private failingSince?: number;

  constructor(private readonly options: HealthOptions) {}

  public stop(): void {
    this.stopping = true;
  }

  public get isStopping(): boolean {
    return this.stopping;
  }

  public live(): Pick<HealthReport, 'status' | 'timestamp' | 'service'> {
    return { status: 'ok', timestamp: this.timestamp(), service: this.options.service };
  }

  public async ready(): Promise<{ code: 200 | 503; report: HealthReport }> {
    const checks = await this.check();
    if (this.stopping) return { code: 503, report: this.report('stopping', checks) };
    if (hasFailed(checks)) return { code: 503, report: this.report('unavailable', checks) };
    return { code: 200, report: this.report('ok', checks) };
  }

  public async health(): Promise<{ code: 200 | 503; report: HealthReport }> {
    const checks = await this.check();
    if (!hasFailed(checks)) return { code: 200, report: this.report('ok', checks) };
    const failingMs = this.now() - (this.failingSince ?? this.now());
    if (failingMs <= this.options.graceMs) return { code: 200, report: this.report('degraded', checks) };
    return { code: 503, report: this.report('unavailable', checks) };
  }

  private check(): Promise<Record<Dependency, CheckResult>> {
    const now = this.now();
    if (this.kept === undefined || now - this.kept.at >= KEEP_MS) {
      this.kept = { at: now, results: this.checkAll() };
    }
    return this.kept.results;
  }

  private async checkAll(): Promise<Record<Dependency, CheckResult>> {
    const [database, cache] = await Promise.all([this.checkOne('database'), this.checkOne('cache')]);
    const results = { database, cache };
    if (hasFailed(results)) this.failingSince ??= this.now();
    else this.failingSince = undefined;
    return results;
  }

  private async checkOne(name: Dependency): Promise<CheckResult> {
    const check = this.options.checks[name];
    if (check === undefined) return { status: 'not-required' };
    const start = performance.now();
    try {
      await withTimeout(check(), this.options.timeoutMs ?? TIMEOUT_MS);
      this.options.onResult?.(name, true);
      return { status: 'ok', latencyMs: Math.round((performance.now() - start) * 10) / 10 };
    } catch (error) {
      this.options.onResult?.(name, false);
      return { status: 'failed', error: reason(error) };
    }
  }

  private report(status: HealthReport['status'], checks: Record<Dependency, CheckResult>): HealthReport {
    return { status, timestamp: this.timestamp(), service: this.options.service, checks };
  }

  private timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

/** Thrown by a check whose reason may be shown to anybody. */
export class CheckFailed extends Error {}

function hasFailed(checks: Record<Dependency, CheckResult>): boolean {
  return Object.values(checks).some((check) => check.status === 'failed');
}

function reason(error: unknown): string {
  if (error instanceof CheckFailed) return error.message;
  const code = (error as { code?: unknown } | null)?.code;
  return sqlState(error) ?? (typeof code === 'string' ? code : 'unreachable');
}

async function withTimeout(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CheckFailed('timeout')), ms);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
