import type { Vote } from '../poll/vote.ts';
import type { Delivery, QueueStats, VoteConsumer, VoteQueue } from './types.ts';

interface Entry {
  readonly id: string;
  readonly ms: number;
  readonly vote: Vote;
}

interface Pending {
  consumer: string;
  since: number;
  deliveries: number;
}

/** The queue of the demo: same promises as the stream as long as the process lives. */
export class MemoryQueue implements VoteQueue {
  /** Insertion order is id order. */
  private readonly entries = new Map<string, Entry>();
  private readonly pending = new Map<string, Pending>();
  private readonly unread: Entry[] = [];
  private readonly readers = new Set<() => void>();
  private readonly buried: { readonly id: string; readonly reason: string }[] = [];
  private lastMs = 0;
  private lastSeq = 0;

  constructor(private readonly now: () => number = Date.now) {}

  public async add(vote: Vote): Promise<string> {
    const ms = Math.max(this.now(), this.lastMs);
    this.lastSeq = ms === this.lastMs ? this.lastSeq + 1 : 0;
    this.lastMs = ms;
    const entry = { id: `${ms}-${this.lastSeq}`, ms, vote };
    this.entries.set(entry.id, entry);
    this.unread.push(entry);
    this.wake();
    return entry.id;
  }

  public async ping(): Promise<void> {
    // always there.
  }

  public async stats(): Promise<QueueStats> {
    const oldest = this.entries.values().next().value;
    return { depth: this.entries.size, lagMs: oldest === undefined ? 0 : Math.max(0, this.now() - oldest.ms), dead: this.buried.length };
  }

  public async keepAhead(ms: number): Promise<void> {
    if (ms <= this.lastMs) return;
    this.lastMs = ms;
    this.lastSeq = 0;
  }

  public async removeIdleConsumers(): Promise<number> {
    return 0;
  }

  public async close(): Promise<void> {
    this.wake();
  }

  public async consumer(name: string): Promise<VoteConsumer> {
    let closed = false;
    return {
      read: async (max, blockMs) => {
        if (this.unread.length === 0 && !closed) await this.wait(blockMs);
        return this.unread.splice(0, closed ? 0 : max).map((entry) => this.deliver(entry, name));
      },
      claim: async (max, idleMs) => this.idle(idleMs).slice(0, max).map((entry) => this.deliver(entry, name)),
      hold: async (ids) => {
        for (const id of ids) {
          const pending = this.pending.get(id);
          if (pending !== undefined) Object.assign(pending, { consumer: name, since: this.now() });
        }
      },
      ack: async (ids) => ids.forEach((id) => this.remove(id)),
      bury: async (deliveries, reason) => deliveries.forEach(({ id }) => {
        this.buried.push({ id, reason });
        this.remove(id);
      }),
      close: async () => {
        closed = true;
        this.wake();
      },
    };
  }

  private deliver(entry: Entry, consumer: string): Delivery {
    const deliveries = (this.pending.get(entry.id)?.deliveries ?? 0) + 1;
    this.pending.set(entry.id, { consumer, since: this.now(), deliveries });
    return { id: entry.id, vote: entry.vote, deliveries };
  }

  private idle(idleMs: number): Entry[] {
    const limit = this.now() - idleMs;
    return [...this.pending].filter(([, state]) => state.since <= limit).map(([id]) => this.entries.get(id)!);
  }

  private remove(id: string): void {
    this.entries.delete(id);
    this.pending.delete(id);
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.readers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.readers.add(done);
    });
  }

  private wake(): void {
    for (const reader of [...this.readers]) reader();
  }
}
