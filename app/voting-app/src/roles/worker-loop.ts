import { Backoff, pause } from '../core/backoff.ts';
import { describeError, type Log } from '../core/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { toPosition } from '../poll/vote.ts';
import type { Delivery, VoteConsumer, VoteQueue } from '../queue/types.ts';
import type { VoteStore } from '../store/votes.ts';
import { Interrupted, storeDeliveries } from './batch.ts';

/** Also the longest time that a clean stop waits for a read. */
const BLOCK_MS = 1_000;

export interface WorkerLoopOptions {
  readonly name: string;
  readonly shard: number;
  readonly batch: number;
  readonly claimIdleMs: number;
  readonly queue: VoteQueue;
  readonly store: Pick<VoteStore, 'store' | 'latestMs'>;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly onStored?: (count: number) => void;
  /** For tests: between the commit and the acknowledgement. */
  readonly afterCommit?: () => void;
}

/**
 * Rest after a batch that was not full. The first vote after a silence is stored at once; in a steady flow fewer and larger
 * batches cost the database a fraction of what many small ones do.
 */
const REST_MS = 40;

/** One member of the consumer group: reads, stores, acknowledges, until told to stop. */
export class WorkerLoop {
  /** Stored, but not acknowledged because the queue was away at that moment. */
  private owed: string[] = [];
  private nextClaim = 0;
  /** Latest place known to be stored; unknown at first. */
  private latestMs?: number;

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
        await pause(backoff.next(), signal);
      }
    }
    await this.settle(consumer).catch(() => undefined);
    await consumer.close().catch((error: unknown) => log.warn('consumer not closed', { error: describeError(error) }));
  }

  private async round(consumer: VoteConsumer, signal: AbortSignal): Promise<void> {
    await this.settle(consumer);
    if (Date.now() >= this.nextClaim) await this.claim(consumer, signal);
    const deliveries = await consumer.read(this.options.batch, BLOCK_MS);
    await this.handle(deliveries, consumer, signal);
    if (deliveries.length > 0 && deliveries.length < this.options.batch) await pause(REST_MS, signal);
  }

  private async claim(consumer: VoteConsumer, signal: AbortSignal): Promise<void> {
    const { batch, claimIdleMs, metrics, queue, store } = this.options;
    const claimed = await consumer.claim(batch, claimIdleMs);
    this.latestMs ??= await store.latestMs().catch(() => undefined);
    if (this.latestMs !== undefined) await queue.keepAhead(this.latestMs);
    // a full batch means that there is probably more.
    this.nextClaim = claimed.length === batch ? 0 : Date.now() + claimIdleMs / 2;
    metrics.reclaimed.inc(claimed.length);
    await this.handle(claimed, consumer, signal);
  }

  private async handle(deliveries: readonly Delivery[], consumer: VoteConsumer, signal: AbortSignal): Promise<void> {
    if (deliveries.length === 0) return;
    const { store, shard, metrics, log } = this.options;
    const stored = await storeDeliveries(deliveries, { store, shard, metrics, log, consumer, signal });
    this.owed.push(...stored);
    this.options.onStored?.(stored.length);
    this.options.afterCommit?.();
    this.latestMs = Math.max(this.latestMs ?? 0, toPosition(deliveries[deliveries.length - 1].id).ms);
    await this.settle(consumer);
  }

  private async settle(consumer: VoteConsumer): Promise<void> {
    if (this.owed.length === 0) return;
    await consumer.ack(this.owed);
    this.owed = [];
  }
}
