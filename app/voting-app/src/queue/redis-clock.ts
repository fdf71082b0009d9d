/** The server's time in milliseconds. The key makes cluster mode ask the node that holds the votes. */
export const TIME = `local t = redis.call('TIME')
return t[1] * 1000 + math.floor(t[2] / 1000)`;

const KEEP_MS = 5_000;

/**
 * What the clock of the server shows, without asking for it each time.
 *
 * Never ahead of it: a sample counts from the moment when its answer came.
 */
export class RedisClock {
  private sample?: { readonly ms: number; readonly at: number };
  private asking?: Promise<void>;

  constructor(private readonly ask: () => Promise<number>, private readonly now = () => performance.now()) {}

  /** After a new connection, or when the server's clock was set. */
  public reset(): void {
    this.sample = undefined;
    this.asking = undefined;
  }

  public async time(): Promise<number> {
    if (this.sample === undefined) await this.refresh();
    // in the background: votes need not wait while the sample is good enough.
    else if (this.now() - this.sample.at > KEEP_MS) this.refresh().catch(() => undefined);
    if (this.sample === undefined) throw new Error('the time of the server is not known');
    return this.sample.ms + Math.floor(this.now() - this.sample.at);
  }

  private refresh(): Promise<void> {
    this.asking ??= this.ask().then((ms) => {
      this.sample = { ms, at: this.now() };
    }).finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }
}
