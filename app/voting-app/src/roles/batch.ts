import { describeError, type Log } from '../core/log.ts';
import { Backoff, pause } from '../core/backoff.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type PlacedVote, toLine } from '../poll/vote.ts';
import { MAX_GROUP } from '../queue/entry.ts';
import type { DeadLetter, Delivery, VoteConsumer } from '../queue/types.ts';
import { isDataError } from '../store/sql.ts';
import type { VoteStore } from '../store/votes.ts';
import { preciseNow } from '../trace/span.ts';
import type { Tracer } from '../trace/tracer.ts';

/**
 * The votes of entries that came this often without being stored are handled one by one, so that a bad one cannot hold
 * up the others.
 */
export const SUSPICIOUS_DELIVERIES = 5;
/** Votes of one statement; more come together only when entries suddenly hold far more votes than those before. */
const MAX_STATEMENT = 5_000;
const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;

export const REASON_MALFORMED = 'malformed';
export const REASON_REFUSED = 'refused-by-database';

export interface BatchContext {
  readonly store: Pick<VoteStore, 'store'>;
  readonly consumer: VoteConsumer;
  readonly shard: number;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly tracer?: Tracer;
}

/** The process stops while the database is away: what is not acknowledged stays in the queue. */
export class Interrupted extends Error {}

/**
 * Stores what was delivered and buries what can never be stored.
 *
 * Retries for ever while the database is away, since storing twice changes nothing. A vote becomes a dead letter only
 * for its own fault: no form of a vote, or refused as data. How often it was delivered does not count against it, since
 * an outage of the database or a series of stopped workers is not the vote's fault.
 */
export class Batch {
  /** Votes stored so far. */
  public stored = 0;
  /** With the words of the database. */
  private readonly refused = new Map<PlacedVote, string>();

  constructor(private readonly deliveries: readonly Delivery[], private readonly context: BatchContext) {}

  /** Returns the entries that may be acknowledged: every vote in them is stored. */
  public async run(): Promise<Delivery[]> {
    const together: PlacedVote[] = [];
    const alone: PlacedVote[] = [];
    for (const { votes, deliveries } of this.deliveries) {
      (deliveries > SUSPICIOUS_DELIVERIES ? alone : together).push(...votes);
    }
    for (let from = 0; from < together.length; from += MAX_STATEMENT) {
      await this.store(together.slice(from, from + MAX_STATEMENT));
    }
    for (const vote of alone) await this.store([vote]);
    const done: Delivery[] = [];
    for (const delivery of this.deliveries) {
      const letters = this.deadLetters(delivery);
      if (letters.length === 0) done.push(delivery);
      else await this.bury(delivery, letters);
    }
    return done;
  }

  private async store(votes: readonly PlacedVote[]): Promise<void> {
    const { metrics, store, shard, consumer, signal, log, tracer } = this.context;
    const backoff = new Backoff(FIRST_RETRY_MS, MAX_RETRY_MS);
    for (;;) {
      try {
        const end = metrics.workerBatch.startTimer();
        const startMs = tracer === undefined ? 0 : preciseNow();
        const changed = await store.store(votes, shard);
        end();
        if (tracer !== undefined) this.trace(votes, startMs, tracer);
        metrics.votesStored.inc(votes.length);
        metrics.votesChanged.inc(changed);
        this.stored += votes.length;
        return;
      } catch (error) {
        if (isDataError(error)) return this.split(votes, error);
        metrics.workerRetries.inc();
        log.warn('batch not stored, trying again', { votes: votes.length, error: describeError(error) });
        if (signal.aborted) throw new Interrupted('stopping');
        // still ours: other workers must not take it over while the database is away.
        await consumer.hold(this.deliveries).catch(() => undefined);
        await pause(backoff.next(), signal);
      }
    }
  }

  /**
   * Halves the votes until the one that the database refuses stands alone; each vote keeps its place, so the order of
   * storing is free.
   */
  private async split(votes: readonly PlacedVote[], error: unknown): Promise<void> {
    if (votes.length === 1) {
      this.refused.set(votes[0], describeError(error));
      return;
    }
    const middle = Math.ceil(votes.length / 2);
    await this.store(votes.slice(0, middle));
    await this.store(votes.slice(middle));
  }

  private trace(votes: readonly PlacedVote[], startMs: number, tracer: Tracer): void {
    const attributes = { 'voting.batch': votes.length };
    for (const { trace, poll } of votes) {
      if (trace !== undefined) tracer.stored(trace, startMs, { 'voting.poll': poll, ...attributes });
    }
  }

  private deadLetters({ malformed, votes }: Delivery): DeadLetter[] {
    const letters = malformed.map((piece) => ({ ...piece, reason: REASON_MALFORMED }));
    if (this.refused.size === 0) return letters;
    const bad = votes.filter((vote) => this.refused.has(vote));
    return [
      ...letters, ...bad.map((vote) => ({ index: vote.seq % MAX_GROUP, text: toLine(vote), reason: REASON_REFUSED })),
    ];
  }

  private async bury(delivery: Delivery, letters: readonly DeadLetter[]): Promise<void> {
    const { consumer, metrics, log } = this.context;
    await consumer.bury(delivery, letters);
    for (const { reason } of letters) metrics.buried.inc({ reason });
    const errors = new Set(delivery.votes.map((vote) => this.refused.get(vote)).filter((error) => error !== undefined));
    log.error(
      'dead letters', { id: delivery.id, count: letters.length, letters: letters.slice(0, 10), errors: [...errors] },
    );
  }
}
