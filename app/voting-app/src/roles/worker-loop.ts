import { Backoff, pause } from '../core/backoff.ts';
import { describeError, type Log } from '../core/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { MAX_GROUP, toPosition } from '../queue/entry.ts';
import type { Delivery, Entry, VoteConsumer, VoteQueue } from '../queue/types.ts';
import type { VoteStore } from '../store/votes.ts';
import type { Tracer } from '../trace/tracer.ts';
import { Batch, Interrupted } from './batch.ts';

/** Also the longest time that a clean stop waits for a read. */
const BLOCK_MS = 1_000;

export interface WorkerLoopOptions {
  readonly name: string;
  readonly shard: number;
  /** Votes that a batch should have. */
  readonly batch: number;
  readonly claimIdleMs: number;
  readonly queue: VoteQueue;
  readonly store: Pick<VoteStore, 'store' | 'latestMs'>;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly tracer?: Tracer;
  readonly onStored?: (count: number) => void;
  /** For tests: between the commit and the acknowledgement. */
  readonly afterCommit?: () => void;
}

/**
 * Rest after a batch that was not full. The first vote after a silence is stored at once; in a steady flow fewer and
 * larger batches cost the worker and the database a fraction of what many small ones do.
 */
const REST_MS = 100;

/** One member of the consumer group: reads, stores, acknowledges, until told to stop. */
export class WorkerLoop {
  /** Stored, but not acknowledged because the queue was away at that moment. */
  private owed: Entry[] = [];
  private nextClaim = 0;
  /** The queue may be another server after each fault, which then has to be opened again. */
  private isOpen = false;
  /** Time of the latest place known to be stored. */
  private latestMs = 0;
  private announceOpen: () => void = () => undefined;
  /** Resolves when the queue was opened for the first time. */
  public readonly opened = new Promise<void>((resolve) => {
    this.announceOpen = resolve;
  });

  /** In the batch before this one; the first one is careful. */
  private votesPerEntry = MAX_GROUP;

  constructor(private readonly options: WorkerLoopOptions) {}

  public async run(signal: AbortSignal): Promise<void> {
    const { queue, name, log } = this.options;
    const consumer = await queue.consumer(name);
    const backoff = new Backoff(50, 2_000);
    while (!signal.aborted) {
      try {
        await this.round(consumer, signal);
        backoff.reset();
      } catch (error) {
        if (error instanceof Interrupted) break;
        log.warn('worker round failed', { error: describeError(error) });
        // the queue may have come back as another server: look at everything again.
        this.nextClaim = 0;
        this.isOpen = false;
        await pause(backoff.next(), signal);
      }
    }
    await this.settle(consumer).catch(() => undefined);
    await consumer.close().catch((error: unknown) => log.warn('consumer not closed', { error: describeError(error) }));
  }

  private async round(consumer: VoteConsumer, signal: AbortSignal): Promise<void> {
    if (!this.isOpen) await this.open();
    await this.settle(consumer);
    if (Date.now() >= this.nextClaim) await this.claim(consumer, signal);
    const maxEntries = this.maxEntries();
    const deliveries = await consumer.read(maxEntries, BLOCK_MS);
    await this.handle(deliveries, consumer, signal);
    if (deliveries.length > 0 && deliveries.length < maxEntries) await pause(REST_MS, signal);
  }

  /** Votes get places after those that are stored, whatever the clock of the server shows. */
  private async open(): Promise<void> {
    const { queue, store } = this.options;
    this.latestMs = Math.max(this.latestMs, await store.latestMs());
    await queue.open(this.latestMs);
    this.isOpen = true;
    this.announceOpen();
  }

  /** Entries that make about one batch. */
  private maxEntries(): number {
    return Math.max(1, Math.ceil(this.options.batch / this.votesPerEntry));
  }

  private async claim(consumer: VoteConsumer, signal: AbortSignal): Promise<void> {
    const { claimIdleMs, metrics, queue } = this.options;
    const maxEntries = this.maxEntries();
    const claimed = await consumer.claim(maxEntries, claimIdleMs);
    await queue.open(this.latestMs);
    // as many as asked for: there are probably more.
    this.nextClaim = claimed.length === maxEntries ? 0 : Date.now() + claimIdleMs / 2;
    metrics.reclaimed.inc(votesIn(claimed));
    await this.handle(claimed, consumer, signal);
  }

  private async handle(deliveries: readonly Delivery[], consumer: VoteConsumer, signal: AbortSignal): Promise<void> {
    if (deliveries.length === 0) return;
    const { store, shard, metrics, log, tracer } = this.options;
    this.votesPerEntry = Math.max(1, votesIn(deliveries) / deliveries.length);
    const batch = new Batch(deliveries, { store, shard, metrics, log, consumer, signal, tracer });
    const done = await batch.run();
    this.owed.push(...done);
    this.options.onStored?.(batch.stored);
    this.options.afterCommit?.();
    if (done.length > 0) this.latestMs = Math.max(this.latestMs, toPosition(done[done.length - 1].id).ms);
    await this.settle(consumer);
  }

  private async settle(consumer: VoteConsumer): Promise<void> {
    if (this.owed.length === 0) return;
    await consumer.ack(this.owed);
    this.owed = [];
  }
}

function votesIn(entries: readonly Entry[]): number {
  return entries.reduce((votes, { size }) => votes + size, 0);
}
