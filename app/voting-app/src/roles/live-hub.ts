import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';

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
/** Beats are spread over turns of this length: all at once, they would hold up a change for a whole pass. */
const TURN_MS = 1_000;
const TURNS = HEARTBEAT_MS / TURN_MS;
/** One pass over ten thousand sockets would block the process for a tenth of a second. */
const SLICE = 500;

/**
 * Sends the newest tally to all who listen.
 *
 * Every message is the whole state, so a slow client may skip some. A change during a pass starts another one.
 */
export class LiveHub {
  /** Each with the turn in which it gets its beat. */
  private readonly clients = new Map<LiveClient, number>();
  /** When all pages of a poll were last sent something. */
  private readonly heardAt = new Map<string, number>();
  private turn = 0;
  private nextTurn = 0;
  private readonly latest = new Map<string, string>();
  private readonly behind = new Set<LiveClient>();
  private readonly dirty = new Set<string>();
  private sending = false;
  private closed = false;
  private readonly timer = setInterval(() => void this.showLife(), TURN_MS);

  constructor(
    private readonly maxClients: number, private readonly slice = SLICE,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.timer.unref();
  }

  public get size(): number {
    return this.clients.size;
  }

  public get full(): boolean {
    return this.closed || this.clients.size >= this.maxClients;
  }

  public add(client: LiveClient, current: string): void {
    this.clients.set(client, this.nextTurn++ % TURNS);
    if (!this.heardAt.has(client.poll)) this.heardAt.set(client.poll, this.now());
    client.send(current);
  }

  public remove(client: LiveClient): void {
    this.clients.delete(client);
    this.behind.delete(client);
  }

  public publish(poll: string, json: string): void {
    this.latest.set(poll, json);
    this.dirty.add(poll);
    this.heardAt.set(poll, this.now());
    if (!this.sending) void this.sendAll();
  }

  public async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
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

  /** One turn: beats for those whose turn it is, and pulses where nothing changes. */
  public async showLife(): Promise<void> {
    this.turn = (this.turn + 1) % TURNS;
    await Promise.all([this.beat(this.turn), this.pulse()]);
  }

  /** Drops clients that are gone; sends the others a sign of life. Without a turn: all of them. */
  public async beat(turn?: number): Promise<void> {
    await this.inSlices((client, own) => {
      if ((turn === undefined || turn === own) && !client.beat()) this.remove(client);
    });
  }

  /** Only for polls in which nothing changes: a change shows life as well, and ends a pass that it finds under way. */
  private async pulse(): Promise<void> {
    const now = this.now();
    const silent = [...this.heardAt].filter(([, at]) => now - at >= PULSE_MS);
    if (silent.length === 0) return;
    for (const [poll] of silent) this.heardAt.set(poll, now);
    await this.inSlices((client) => {
      if (this.heardAt.get(client.poll) === now && client.writable()) client.pulse();
    });
  }

  private async inSlices(action: (client: LiveClient, turn: number) => void): Promise<void> {
    let done = 0;
    // a client that comes during a pass is met as well, and one that leaves is not.
    for (const [client, turn] of this.clients) {
      action(client, turn);
      if (++done % this.slice === 0) await breathe();
    }
  }
}
