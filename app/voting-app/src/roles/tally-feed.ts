import { describeError, type Log } from '../core/log.ts';
import type { Poll, PollBook } from '../poll/poll.ts';
import type { TallyView } from '../poll/tally-types.ts';
import { type Surroundings, tallyView } from '../poll/tally-view.ts';
import type { Tally, VoteStore } from '../store/votes.ts';
import type { PipelineFeed } from './pipeline-feed.ts';

export interface TallyFeedOptions {
  readonly polls: PollBook;
  readonly store: Pick<VoteStore, 'tallies'>;
  readonly pollMs: number;
  readonly servedBy: string;
  readonly log: Log;
  /** What pages show beside the numbers. */
  readonly zone?: string;
  readonly pipeline?: Pick<PipelineFeed, 'latest'>;
  /** Time without an answer of the database after which the numbers are called stale. */
  readonly staleAfterMs?: number;
}

const STALE_AFTER_MS = 2_000;

type Listener = (poll: string, json: string) => void;

/**
 * Reads the tallies at a steady pace and tells who listens when one has changed. The last one stays when the database
 * is gone.
 */
export class TallyFeed {
  private timer?: NodeJS.Timeout;
  private stopped = false;
  private tallies: ReadonlyMap<string, Tally> = new Map();
  private stale = true;
  private readAt = Date.now();
  /** All votes from before this time are in the tallies, as a worker said. */
  private settledUntil?: number;
  private readonly json = new Map<string, string>();
  private readonly listeners = new Set<Listener>();

  constructor(private readonly options: TallyFeedOptions) {
    this.refresh();
  }

  public start(): void {
    void this.round();
  }

  public stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  public onChange(listener: Listener): void {
    this.listeners.add(listener);
  }

  public get ageMs(): number {
    return Date.now() - this.readAt;
  }

  public view(poll: Poll): TallyView {
    return tallyView(poll, this.tallies.get(poll.id), this.stale, this.options.servedBy, this.surroundings());
  }

  private surroundings(): Surroundings {
    const { zone, pipeline } = this.options;
    const { settledUntil } = this;
    if (pipeline?.latest === undefined) return { zone, settledUntil };
    const { queued, lagMs, workers } = pipeline.latest;
    // another application may have polls in the same database.
    const stored = this.options.polls.ids.reduce((sum, id) => sum + total(this.tallies.get(id)), 0);
    return { zone, settledUntil, pipeline: { queued, lagMs, workers, stored } };
  }

  /** The same as text, made once for all who ask. */
  public text(poll: Poll): string {
    return this.json.get(poll.id)!;
  }

  public async read(): Promise<void> {
    // a database that hangs does not fail: the numbers are old all the same.
    const late = setTimeout(() => this.onLate(), this.options.staleAfterMs ?? STALE_AFTER_MS);
    const report = this.options.pipeline?.latest;
    try {
      this.tallies = await this.options.store.tallies();
      // only what was stored before the numbers were read is in them.
      this.settledUntil = report && report.seenAt - report.lagMs;
      this.readAt = Date.now();
      if (this.stale) this.options.log.info('tallies are fresh');
      this.stale = false;
    } catch (error) {
      this.markStale(describeError(error));
    } finally {
      clearTimeout(late);
    }
    this.refresh();
  }

  private onLate(): void {
    this.markStale('no answer yet');
    this.refresh();
  }

  private markStale(error: string): void {
    if (!this.stale) this.options.log.warn('tallies are stale', { error });
    this.stale = true;
  }

  private async round(): Promise<void> {
    const start = Date.now();
    await this.read();
    if (this.stopped) return;
    const rest = Math.max(10, this.options.pollMs - (Date.now() - start));
    this.timer = setTimeout(() => void this.round(), rest);
  }

  private refresh(): void {
    for (const poll of this.options.polls.polls) {
      const text = JSON.stringify(this.view(poll));
      if (text === this.json.get(poll.id)) continue;
      this.json.set(poll.id, text);
      for (const listener of this.listeners) listener(poll.id, text);
    }
  }
}

function total(tally: Tally | undefined): number {
  return [...tally?.values() ?? []].reduce((sum, n) => sum + n, 0);
}
