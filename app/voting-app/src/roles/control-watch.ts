import { describeError, type Log } from '../core/log.ts';
import { repeat } from '../core/repeat.ts';
import type { PollBook, PollControls } from '../poll/poll.ts';

const REST_MS = 1_000;

/** Keeps the polls of this process as administrators want them; while nobody can be asked, they stay as they are. */
export class ControlWatch {
  private readonly stopping = new AbortController();

  constructor(
    private readonly polls: PollBook,
    private readonly read: () => Promise<PollControls>,
    private readonly log: Log,
  ) {}

  public start(): void {
    void repeat(REST_MS, this.stopping.signal, () => this.look());
  }

  public stop(): void {
    this.stopping.abort();
  }

  public async look(): Promise<void> {
    try {
      this.polls.apply(await this.read());
    } catch (error) {
      this.log.debug('poll controls not known', { error: describeError(error) });
    }
  }
}
