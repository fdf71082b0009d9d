import { describeError, type Log } from '../core/log.ts';
import { repeat } from '../core/repeat.ts';
import type { Backlog } from '../queue/backlog.ts';
import type { PipelineStore } from '../store/pipeline.ts';

const REPORT_MS = 1_000;
const SAMPLE_MS = 10_000;
const FORGET_MS = 3_600_000;

/**
 * Carries news between the two sides, since the vote role does not reach the database, nor the result role the queue:
 * how the queue is, to the result pages, whose charts get their points here too; and what administrators want, to the
 * vote pages.
 */
export class PipelineReporter {
  private readonly stopping = new AbortController();

  constructor(
    private readonly task: string,
    private readonly backlog: Pick<Backlog, 'stats'>,
    private readonly store: Pick<PipelineStore, 'report' | 'sample' | 'forget'>,
    private readonly relay: () => Promise<void>,
    private readonly log: Log,
  ) {}

  public start(): void {
    this.every(REPORT_MS, () => this.store.report(this.task, this.backlog.stats.depth, this.backlog.stats.lagMs));
    this.every(REPORT_MS, this.relay);
    this.every(SAMPLE_MS, () => this.store.sample());
    this.every(FORGET_MS, () => this.store.forget());
  }

  public stop(): void {
    this.stopping.abort();
  }

  private every(ms: number, action: () => Promise<void>): void {
    void repeat(ms, this.stopping.signal, () =>
      // storing votes goes on without it, and says loudly enough when the database is away.
      action().catch((error: unknown) => this.log.debug('pipeline not reported', { error: describeError(error) })));
  }
}
