export interface GroupCommitOptions {
  readonly maxGroup: number;
  /** Least time from one group to the next. The first one after a silence goes at once; in a steady flow groups become larger. */
  readonly gapMs: number;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Collects what arrives while an earlier group is on its way and sends it as one group.
 *
 * One round trip, and one wait for the replicas, then serves many requests. What is in a group succeeds or fails together.
 * One group at a time: several would be smaller, and cost more.
 */
export class GroupCommit<T, R> {
  private readonly waiting: Waiting<T, R>[] = [];
  private sentAt = -Infinity;
  /** A group is on its way, or about to be. */
  private busy = false;

  constructor(
    private readonly write: (items: T[]) => Promise<R[]>,
    private readonly options: GroupCommitOptions,
  ) {}

  public add(item: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  /** Not before the end of the current round of the event loop, so that all requests read in it share a group. */
  private schedule(): void {
    if (this.busy || this.waiting.length === 0) return;
    this.busy = true;
    const rest = this.sentAt + this.options.gapMs - performance.now();
    if (rest > 0) setTimeout(() => void this.flush(), rest);
    else setImmediate(() => void this.flush());
  }

  private async flush(): Promise<void> {
    this.sentAt = performance.now();
    const group = this.waiting.splice(0, this.options.maxGroup);
    try {
      const results = await this.write(group.map((entry) => entry.item));
      group.forEach((entry, index) => entry.resolve(results[index]));
    } catch (error) {
      for (const entry of group) entry.reject(error as Error);
    } finally {
      this.busy = false;
      this.schedule();
    }
  }
}
