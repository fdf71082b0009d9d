export interface GroupCommitOptions {
  readonly maxGroup: number;
  /**
   * Least time from one group to the next. The first one after a silence goes at once; in a steady flow groups become
   * larger.
   */
  readonly gapMs: number;
  /** A group that has as many does not wait for the gap. Largest size when absent. */
  readonly enough?: number;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Collects what arrives while an earlier group is on its way and sends it as one group.
 *
 * One round trip, and one wait for the replicas, then serves many requests. What is in a group succeeds or fails
 * together. One group at a time: several would be smaller, and cost more.
 */
export class GroupCommit<T, R> {
  private readonly waiting: Waiting<T, R>[] = [];
  private readonly enough: number;
  private sentAt = -Infinity;
  private onItsWay = false;
  /** Until the gap is over. */
  private timer?: NodeJS.Timeout;
  /** Until the end of the current round of the event loop, so that all requests read in it share a group. */
  private roundEnd?: NodeJS.Immediate;

  constructor(private readonly write: (items: T[]) => Promise<R[]>, private readonly options: GroupCommitOptions) {
    this.enough = options.enough ?? options.maxGroup;
  }

  public add(item: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.onItsWay || this.roundEnd || this.waiting.length === 0) return;
    const isEnough = this.waiting.length >= this.enough;
    if (this.timer && !isEnough) return;
    const rest = isEnough ? 0 : this.sentAt + this.options.gapMs - performance.now();
    if (rest > 0) this.timer = setTimeout(() => this.flush(), rest);
    else this.roundEnd = setImmediate(() => this.flush());
  }

  private flush(): void {
    clearTimeout(this.timer);
    clearImmediate(this.roundEnd);
    this.timer = this.roundEnd = undefined;
    this.onItsWay = true;
    this.sentAt = performance.now();
    const group = this.waiting.splice(0, this.options.maxGroup);
    this.write(group.map(({ item }) => item)).then((results) => {
      this.next();
      group.forEach(({ resolve }, index) => resolve(results[index]));
    }, (error: Error) => {
      this.next();
      for (const { reject } of group) reject(error);
    });
  }

  /** Before anybody hears of the group that came back, so that the next one travels while they are answered. */
  private next(): void {
    this.onItsWay = false;
    if (this.waiting.length >= this.enough) this.flush();
    else this.schedule();
  }
}
