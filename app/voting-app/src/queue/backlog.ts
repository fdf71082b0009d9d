import { describeError, type Log } from '../core/log.ts';
import type { QueueStats, VoteQueue } from './types.ts';

const INTERVAL_MS = 500;

/** Looks at the queue's depth at a steady pace, so that no request has to ask for it. */
export class Backlog {
  private timer?: NodeJS.Timeout;
  private last: QueueStats = { depth: 0, lagMs: 0, dead: 0 };
  private looking = false;

  constructor(private readonly queue: VoteQueue, private readonly maxDepth: number, private readonly log: Log) {}

  public get stats(): QueueStats {
    return this.last;
  }

  public get full(): boolean {
    return this.last.depth >= this.maxDepth;
  }

  public start(): void {
    this.timer = setInterval(() => void this.look(), INTERVAL_MS);
    this.timer.unref();
    void this.look();
  }

  public stop(): void {
    clearInterval(this.timer);
  }

  public async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      this.last = await this.queue.stats();
    } catch (error) {
      this.log.debug('queue depth not known', { error: describeError(error) });
    } finally {
      this.looking = false;
    }
  }
}
