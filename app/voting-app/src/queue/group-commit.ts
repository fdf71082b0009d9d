export interface GroupCommitOptions {
  /** Groups on their way at the same time. */
  readonly maxInFlight: number;
  readonly maxGroup: number;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Collects what arrives while earlier groups are on their way and sends it as one group.
 *
 * One round trip, and one wait for the replicas, then serves many requests. What is in a group succeeds or fails together.
 */
export class GroupCommit<T, R> {
  private waiting: Waiting<T, R>[] = [];
  private inFlight = 0;
  private scheduled = false;

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

  /** Waits for the end of the current round of the event loop, so that all requests read in it share a group. */
  private schedule(): void {
    if (this.scheduled || this.inFlight >= this.options.maxInFlight || this.waiting.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.flush();
    });
  }

  private async flush(): Promise<void> {
    const group = this.waiting.slice(0, this.options.maxGroup);
    this.waiting = this.waiting.slice(group.length);
    this.inFlight++;
    this.schedule();
    try {
      const results = await this.write(group.map((entry) => entry.item));
      group.forEach((entry, index) => entry.resolve(results[index]));
    } catch (error) {
      for (const entry of group) entry.reject(error as Error);
    } finally {
      this.inFlight--;
      this.schedule();
    }
  }
}
