/** How many connections that stay open each client may hold at a time. */
export class ClientSeats {
  private readonly taken = new Map<string, number>();

  /** 0 is no limit. */
  constructor(private readonly perClient: number) {}

  public get isOff(): boolean {
    return this.perClient === 0;
  }

  /** Takes a seat, and returns how to give it back; returns nothing when the client has all of its seats already. */
  public take(client: () => string): (() => void) | undefined {
    if (this.isOff) return nothing;
    const key = client();
    const count = this.taken.get(key) ?? 0;
    if (count >= this.perClient) return undefined;
    this.taken.set(key, count + 1);
    return () => this.giveBack(key);
  }

  private giveBack(key: string): void {
    const left = (this.taken.get(key) ?? 0) - 1;
    if (left > 0) this.taken.set(key, left);
    else this.taken.delete(key);
  }
}

function nothing(): void {
  // without a limit nobody counts.
}
