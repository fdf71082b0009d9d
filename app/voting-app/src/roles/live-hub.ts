import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** One page that listens, over whatever transport. */
export interface LiveClient {
  readonly poll: string;
  /** False when the client has not yet taken what was sent before: it then gets the newest state later. */
  writable(): boolean;
  /** Calls back once, when the client has taken all of it. */
  onceWritable(action: () => void): void;
  send(json: string): void;
  /** Keeps proxies from closing a silent connection; false when the other side is gone. */
  beat(): boolean;
  /** Shows the page that the connection is alive although nothing changed. */
  pulse(): void;
  close(): void;
}

export const HEARTBEAT_MS = 25_000;
/** A page that hears nothing for more than two pulses takes its connection for dead: it cannot see the beats. */
export const PULSE_MS = 5_000;
/** One pass over ten thousand sockets would block the process for a tenth of a second. */
const SLICE = 500;

/**
 * Sends the newest tally to all who listen.
 *
 * Every message is the whole state, so a slow client may skip some. A change during a pass starts another one.
 */
export class LiveHub {
  private readonly clients = new Set<LiveClient>();
  private readonly latest = new Map<string, string>();
  private readonly behind = new Set<LiveClient>();
  private readonly dirty = new Set<string>();
  private sending = false;
  private closed = false;
  private readonly timers = [
    setInterval(() => void this.beat(), HEARTBEAT_MS), setInterval(() => void this.pulse(), PULSE_MS),
  ];

  constructor(private readonly maxClients: number, private readonly slice = SLICE) {
    for (const timer of this.timers) timer.unref();
  }

  public get size(): number {
    return this.clients.size;
  }

  public get full(): boolean {
    return this.closed || this.clients.size >= this.maxClients;
  }

  public add(client: LiveClient, current: string): void {
    this.clients.add(client);
    client.send(current);
  }

  public remove(client: LiveClient): void {
    this.clients.delete(client);
    this.behind.delete(client);
  }

  public publish(poll: string, json: string): void {
    this.latest.set(poll, json);
    this.dirty.add(poll);
    if (!this.sending) void this.sendAll();
  }

  public async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.inSlices((client) => client.close());
  }

  private async sendAll(): Promise<void> {
    this.sending = true;
    while (this.dirty.size > 0) {
      const start = performance.now();
      const polls = new Set(this.dirty);
      this.dirty.clear();
      await this.inSlices((client) => {
        if (!polls.has(client.poll)) return;
        if (client.writable()) client.send(this.latest.get(client.poll)!);
        else this.fallBehind(client);
      });
      // half of the time belongs to requests, however fast the votes come.
      if (this.dirty.size > 0) await sleep(performance.now() - start);
    }
    this.sending = false;
  }

  /** It gets what is newest when it takes data again. Few clients are ever slow, so only these listen for that. */
  private fallBehind(client: LiveClient): void {
    if (this.behind.has(client)) return;
    this.behind.add(client);
    client.onceWritable(() => {
      if (this.behind.delete(client)) client.send(this.latest.get(client.poll)!);
    });
  }

  /** Drops clients that are gone; sends the others a sign of life. */
  public async beat(): Promise<void> {
    await this.inSlices((client) => {
      if (!client.beat()) this.remove(client);
    });
  }

  private async pulse(): Promise<void> {
    await this.inSlices((client) => {
      if (client.writable()) client.pulse();
    });
  }

  private async inSlices(action: (client: LiveClient) => void): Promise<void> {
    let done = 0;
    for (const client of [...this.clients]) {
      if (this.clients.has(client)) action(client);
      if (++done % this.slice === 0) await nextTurn();
    }
  }
}
