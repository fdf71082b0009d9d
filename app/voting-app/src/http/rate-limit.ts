const WINDOW_MS = 60_000;

/**
 * At most so many events a minute for each key.
 *
 * Counts in the current and the previous minute, weighted: no bursts at the border of two windows. Two maps that take
 * turns, so memory is given back without a walk over all keys.
 */
export class RateLimit {
  private current = new Map<string, number>();
  private previous = new Map<string, number>();
  private windowStart: number;

  constructor(private readonly perMinute: number, private readonly now: () => number = Date.now) {
    this.windowStart = now();
  }

  public get isOff(): boolean {
    return this.perMinute === 0;
  }

  /** Takes one and returns 0, or returns the seconds to wait. */
  public take(key: string): number {
    if (this.isOff) return 0;
    const elapsed = this.turn();
    const carried = (this.previous.get(key) ?? 0) * (1 - elapsed / WINDOW_MS);
    const count = this.current.get(key) ?? 0;
    if (carried + count >= this.perMinute) return Math.max(1, Math.ceil((WINDOW_MS - elapsed) / 1000));
    this.current.set(key, count + 1);
    return 0;
  }

  /** Moves to the window of this moment; returns the time spent in it. */
  private turn(): number {
    const elapsed = this.now() - this.windowStart;
    if (elapsed < WINDOW_MS) return elapsed;
    this.previous = elapsed < 2 * WINDOW_MS ? this.current : new Map<string, number>();
    this.current = new Map();
    this.windowStart += Math.floor(elapsed / WINDOW_MS) * WINDOW_MS;
    return this.now() - this.windowStart;
  }
}
