import type { Vote } from '../poll/vote.ts';
import { MAX_GROUP, toDelivery, toText, voteIds } from './entry.ts';
import { GroupCommit } from './group-commit.ts';
import type { DeadLetter, Delivery, Entry, QueueStats, VoteConsumer, VoteQueue } from './types.ts';

interface StoredEntry extends Entry {
  readonly ms: number;
  readonly text: string;
}

interface Pending {
  consumer: string;
  since: number;
  deliveries: number;
}

/** The queue of the demo: same promises as the stream as long as the process lives. */
export class MemoryQueue implements VoteQueue {
  /** Insertion order is id order. */
  private readonly entries = new Map<string, StoredEntry>();
  private readonly pending = new Map<string, Pending>();
  private readonly unread: StoredEntry[] = [];
  private readonly readers = new Set<() => void>();
  private readonly buried: (DeadLetter & { readonly id: string })[] = [];
  private readonly commit = new GroupCommit((votes: Vote[]) => this.append(votes), { maxGroup: MAX_GROUP, gapMs: 0 });
  private controls?: string;
  private lastMs = 0;
  private lastSeq = 0;

  constructor(private readonly now: () => number = Date.now) {}

  public async add(vote: Vote): Promise<string> {
    return this.commit.add(vote);
  }

  public async ping(): Promise<void> {
    // always there.
  }

  public async readControls(): Promise<string | undefined> {
    return this.controls;
  }

  public async writeControls(text: string): Promise<void> {
    this.controls = text;
  }

  public async stats(): Promise<QueueStats> {
    const entries = [...this.entries.values()];
    return {
      depth: entries.reduce((votes, { size }) => votes + size, 0),
      lagMs: entries.length === 0 ? 0 : Math.max(0, this.now() - entries[0].ms),
      dead: this.buried.length,
    };
  }

  /** A queue in memory takes votes from the start: it began with this process, and loses nothing before that ends. */
  public async open(ms: number): Promise<void> {
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
      read: async (maxEntries, blockMs) => {
        if (this.unread.length === 0 && !closed) await this.wait(blockMs);
        return this.unread.splice(0, closed ? 0 : maxEntries).map((entry) => this.deliver(entry, name));
      },
      claim: async (maxEntries, idleMs) =>
        this.idle(idleMs).slice(0, maxEntries).map((entry) => this.deliver(entry, name)),
      hold: async (entries) => {
        for (const { id } of entries) {
          const pending = this.pending.get(id);
          if (pending !== undefined) Object.assign(pending, { consumer: name, since: this.now() });
        }
      },
      ack: async (entries) => entries.forEach(({ id }) => this.remove(id)),
      bury: async ({ id }, letters) => {
        if (this.remove(id)) this.buried.push(...letters.map((letter) => ({ ...letter, id })));
      },
      close: async () => {
        closed = true;
        this.wake();
      },
    };
  }

  private async append(votes: Vote[]): Promise<string[]> {
    const ms = Math.max(this.now(), this.lastMs);
    this.lastSeq = ms === this.lastMs ? this.lastSeq + 1 : 0;
    this.lastMs = ms;
    const entry = { id: `${ms}-${this.lastSeq}`, ms, size: votes.length, text: toText(votes) };
    this.entries.set(entry.id, entry);
    this.unread.push(entry);
    this.wake();
    return voteIds(entry.id, votes.length);
  }

  private deliver({ id, text }: StoredEntry, consumer: string): Delivery {
    const deliveries = (this.pending.get(id)?.deliveries ?? 0) + 1;
    this.pending.set(id, { consumer, since: this.now(), deliveries });
    return toDelivery(id, text, deliveries);
  }

  private idle(idleMs: number): StoredEntry[] {
    const limit = this.now() - idleMs;
    return [...this.pending].filter(([, state]) => state.since <= limit).map(([id]) => this.entries.get(id)!);
  }

  private remove(id: string): boolean {
    this.pending.delete(id);
    return this.entries.delete(id);
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
