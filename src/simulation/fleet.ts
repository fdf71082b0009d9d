/** How long things take, in seconds. */
export interface FleetTimes {
  /** From the decision until a unit is in service. */
  readonly launchSeconds: number;
  /** From then until the load balancer sends requests to it. */
  readonly healthySeconds: number;
  /** From the decision until a unit that is no longer needed has ended. */
  readonly drainSeconds: number;
  /** From in service until a unit counts in the metric of its policy. */
  readonly warmupSeconds: number;
}

/** A unit, with the times of its life. */
interface Unit {
  readonly inServiceAt: number;
  readonly servesAt: number;
  readonly warmAt: number;
}

/** The instances of a group or the tasks of a service. */
export class Fleet {
  private units: Unit[];
  private draining: number[] = [];
  private lastSettledAt = -Infinity;

  /** @param count units that have been there for long */
  constructor(count: number, private readonly times: FleetTimes) {
    this.units = Array<Unit>(count).fill({ inServiceAt: -Infinity, servesAt: -Infinity, warmAt: -Infinity });
  }

  /** Units that are wanted: all but those that end. */
  public get desired(): number {
    return this.units.length;
  }

  /** Starts or ends units, the newest first. */
  public resize(desired: number, seconds: number): void {
    const { launchSeconds, healthySeconds, drainSeconds, warmupSeconds } = this.times;
    const inServiceAt = seconds + launchSeconds;
    const unit = { inServiceAt, servesAt: inServiceAt + healthySeconds, warmAt: inServiceAt + warmupSeconds };
    const ended = Math.max(0, this.units.length - desired);
    this.lastSettledAt = Math.max(this.lastSettledAt, ended > 0 ? seconds + drainSeconds : inServiceAt);
    this.draining.push(...Array<number>(ended).fill(seconds + drainSeconds));
    this.units = [
      ...this.units.slice(0, desired), ...Array<Unit>(Math.max(0, desired - this.units.length)).fill(unit),
    ];
  }

  /** Units that get requests. */
  public serving(seconds: number): number {
    return this.units.filter(({ servesAt }) => servesAt <= seconds).length;
  }

  /** Units that count in the metric. */
  public warm(seconds: number): number {
    return this.units.filter(({ warmAt }) => warmAt <= seconds).length;
  }

  /** Units that are paid for. */
  public billed(seconds: number): number {
    this.draining = this.draining.filter((end) => end > seconds);
    return this.units.length + this.draining.length;
  }

  /** When the last change was or will be complete; long ago if there was none. */
  public get settledAt(): number {
    return this.lastSettledAt;
  }
}
