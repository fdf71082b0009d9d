import { setTimeout as sleep } from 'node:timers/promises';

/** Exponential delay with full jitter, so that many tasks do not return in the same moment. */
export class Backoff {
  private attempt = 0;

  constructor(
    private readonly firstMs: number, private readonly maxMs: number, private readonly random = Math.random,
  ) {}

  public next(): number {
    const ceiling = Math.min(this.maxMs, this.firstMs * 2 ** this.attempt);
    this.attempt++;
    return Math.round(ceiling / 2 + (this.random() * ceiling) / 2);
  }

  public reset(): void {
    this.attempt = 0;
  }
}

/** Sleeps, or returns at once when the signal fires; never throws. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
