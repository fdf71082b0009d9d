import { describeError, type Log } from '../core/log.ts';
import type { Poll, PollBook } from '../poll/poll.ts';
import { type Surroundings, type TallyView, tallyView } from '../poll/tally-view.ts';
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
}

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
    const report = pipeline?.latest;
    if (report === undefined) return { zone };
    const { queued, lagMs, workers, seenAt } = report;
    const stored = [...this.tallies.values()].reduce((sum, tally) => sum + total(tally), 0);
    return { zone, pipeline: { queued, lagMs, workers, stored }, settledUntil: seenAt - lagMs };
  }

  /** The same as text, made once for all who ask. */
  public text(poll: Poll): string {
    return this.json.get(poll.id)!;
  }

  public async read(): Promise<void> {
    try {
      this.tallies = await this.options.store.tallies();
      this.readAt = Date.now();
      if (this.stale) this.options.log.info('tallies are fresh');
      this.stale = false;
    } catch (error) {
      if (!this.stale) this.options.log.warn('tallies are stale', { error: describeError(error) });
      this.stale = true;
    }
    this.refresh();
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

function total(tally: Tally): number {
  return [...tally.values()].reduce((sum, n) => sum + n, 0);
}
