import { describeError, type Log } from '../core/log.ts';
import { repeat } from '../core/repeat.ts';
import type { Poll } from '../poll/poll.ts';
import type { PipelineStore, Sample, WorkerReport } from '../store/pipeline.ts';

const REPORT_MS = 1_000;
const HISTORY_MS = 10_000;

/** Follows what the workers report. The numbers of the polls never wait for it, nor fail with it. */
export class PipelineFeed {
  private readonly stopping = new AbortController();
  private report?: WorkerReport;
  private samples: ReadonlyMap<string, readonly Sample[]> = new Map();

  constructor(private readonly store: Pick<PipelineStore, 'latest' | 'history'>, private readonly log: Log) {}

  public start(): void {
    void repeat(REPORT_MS, this.stopping.signal, () => this.readReport());
    void repeat(HISTORY_MS, this.stopping.signal, () => this.readHistory());
  }

  public stop(): void {
    this.stopping.abort();
  }

  public get latest(): WorkerReport | undefined {
    return this.report;
  }

  public history(poll: Poll): readonly Sample[] {
    return this.samples.get(poll.id) ?? [];
  }

  public async readReport(): Promise<void> {
    this.report = await this.store.latest().catch((error: unknown) => this.unknown(error));
  }

  /** The chart keeps what it had while the database is away. */
  public async readHistory(): Promise<void> {
    this.samples = await this.store.history().catch((error: unknown) => this.unknown(error)) ?? this.samples;
  }

  private unknown(error: unknown): undefined {
    this.log.debug('pipeline not known', { error: describeError(error) });
    return undefined;
  }
}
