/** How long things take, in seconds. */
export interface FleetTimes {
  /** From the decision until a unit is in service. */
  readonly launchSeconds: number;
  /** From then until the load balancer sends requests to it. */
  readonly healthySeconds: number;
  /** From the decision until a unit that is no longer needed has ended. */
  readonly drainSeconds: number;
  /** From in service until a unit counts in the metric of its policy, unless the policy has a time of its own. */
  readonly warmupSeconds: number;
}

/** Units that were started together. */
interface Batch {
  readonly count: number;
  readonly inServiceAt: number;
}

/** Units that end together. */
interface Ending {
  readonly count: number;
  readonly endsAt: number;
}

/** The instances of a group or the tasks of a service. */
export class Fleet {
  /** The oldest first. */
  private batches: Batch[];
  private endings: Ending[] = [];
  private lastSettledAt = -Infinity;
  private wanted: number;
  /** What was wanted from when on, the newest last. */
  private readonly sizes: { readonly count: number; readonly from: number }[];
  /** The units that served when it was asked last, and until when that holds. */
  private known = { serving: 0, from: Infinity, until: -Infinity };

  /** @param count units that have been there for long */
  constructor(count: number, private readonly times: FleetTimes) {
    this.batches = [{ count, inServiceAt: -Infinity }];
    this.wanted = count;
    this.sizes = [{ count, from: -Infinity }];
  }

  /** Units that are wanted: all but those that end. */
  public get desired(): number {
    return this.wanted;
  }

  /** Units that were wanted until a time: a change at that very second comes after it. */
  public desiredUntil(seconds: number): number {
    return this.sizes.filter(({ from }) => from < seconds).at(-1)!.count;
  }

  /** Starts or ends units, the newest first. */
  public resize(desired: number, seconds: number): void {
    const { launchSeconds, drainSeconds } = this.times;
    const more = desired - this.wanted;
    this.wanted = desired;
    this.sizes.push({ count: desired, from: seconds });
    this.known = { serving: 0, from: Infinity, until: -Infinity };
    const settledAt = seconds + (more > 0 ? launchSeconds : drainSeconds);
    this.lastSettledAt = Math.max(this.lastSettledAt, settledAt);
    if (more > 0) this.batches.push({ count: more, inServiceAt: settledAt });
    if (more < 0) {
      this.end(-more);
      this.endings.push({ count: -more, endsAt: settledAt });
    }
  }

  /** Units that get requests. It is asked each second, in order, so the answer is kept until it changes. */
  public serving(seconds: number): number {
    if (seconds >= this.known.from && seconds < this.known.until) return this.known.serving;
    const { healthySeconds } = this.times;
    const later = this.batches.map(({ inServiceAt }) => inServiceAt + healthySeconds).filter((at) => at > seconds);
    this.known = {
      serving: this.countSince(seconds - healthySeconds), from: seconds, until: Math.min(Infinity, ...later),
    };
    return this.known.serving;
  }

  /** Units that count in the metric. */
  public warm(seconds: number, warmupSeconds: number = this.times.warmupSeconds): number {
    return this.countSince(seconds - warmupSeconds);
  }

  /** Units that are paid for. */
  public billed(seconds: number): number {
    if (this.endings.length > 0) {
      this.endings = this.endings.filter(({ endsAt }) => endsAt > seconds);
    }
    return this.endings.reduce((total, { count }) => total + count, this.wanted);
  }

  /** When the last change was or will be complete; long ago if there was none. */
  public get settledAt(): number {
    return this.lastSettledAt;
  }

  private countSince(seconds: number): number {
    return this.batches.reduce((total, { count, inServiceAt }) => total + (inServiceAt <= seconds ? count : 0), 0);
  }

  private end(count: number): void {
    for (let left = count; left > 0;) {
      const newest = this.batches.pop()!;
      if (newest.count > left) this.batches.push({ ...newest, count: newest.count - left });
      left -= newest.count;
    }
  }
}
