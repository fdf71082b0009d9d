import { describeError, type Log } from '../core/log.ts';
import { Backoff, pause } from '../core/backoff.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { toPosition } from '../poll/vote.ts';
import type { Delivery, VoteConsumer } from '../queue/types.ts';
import { isDataError } from '../store/sql.ts';
import type { PlacedVote, VoteStore } from '../store/votes.ts';

/** Entries that came this often without being stored are handled one by one, so that a bad one cannot hold up the others. */
export const SUSPICIOUS_DELIVERIES = 5;
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
}

/** The process stops while the database is away: what is not acknowledged stays in the queue. */
export class Interrupted extends Error {}

/**
 * Stores what was delivered and returns the ids that may be acknowledged.
 *
 * Retries for ever while the database is away, since storing twice changes nothing. An entry becomes a dead letter only
 * for its own fault: no form of a vote, or refused as data. How often it was delivered does not count against it, since
 * an outage of the database or a series of stopped workers is not the vote's fault.
 */
export async function storeDeliveries(deliveries: readonly Delivery[], context: BatchContext): Promise<string[]> {
  const malformed = deliveries.filter((delivery) => delivery.vote === undefined);
  await bury(malformed, REASON_MALFORMED, context);
  const votes = deliveries.filter((delivery) => delivery.vote !== undefined);
  const alone = votes.filter((delivery) => delivery.deliveries > SUSPICIOUS_DELIVERIES);
  const together = votes.filter((delivery) => delivery.deliveries <= SUSPICIOUS_DELIVERIES);
  const stored: string[] = [];
  for (const group of [together, ...alone.map((delivery) => [delivery])]) stored.push(...await storeGroup(group, context));
  return stored;
}

async function storeGroup(group: readonly Delivery[], context: BatchContext): Promise<string[]> {
  if (group.length === 0) return [];
  const { metrics, store, shard, consumer, signal, log } = context;
  const votes = group.map(toPlacedVote);
  const backoff = new Backoff(FIRST_RETRY_MS, MAX_RETRY_MS);
  for (;;) {
    try {
      const end = metrics.workerBatch.startTimer();
      const changed = await store.store(votes, shard);
      end();
      metrics.votesStored.inc(group.length);
      metrics.votesChanged.inc(changed);
      return group.map(({ id }) => id);
    } catch (error) {
      if (isDataError(error)) return splitGroup(group, context, error);
      metrics.workerRetries.inc();
      log.warn('batch not stored, trying again', { votes: group.length, error: describeError(error) });
      if (signal.aborted) throw new Interrupted('stopping');
      // still ours: other workers must not take it over while the database is away.
      await consumer.hold(group.map(({ id }) => id)).catch(() => undefined);
      await pause(backoff.next(), signal);
    }
  }
}

/** Halves the group until the entry that the database refuses stands alone. */
async function splitGroup(group: readonly Delivery[], context: BatchContext, error: unknown): Promise<string[]> {
  if (group.length === 1) {
    context.log.error('vote refused by the database', { id: group[0].id, error: describeError(error) });
    await bury(group, REASON_REFUSED, context);
    return [];
  }
  const middle = Math.ceil(group.length / 2);
  return [...await storeGroup(group.slice(0, middle), context), ...await storeGroup(group.slice(middle), context)];
}

async function bury(deliveries: readonly Delivery[], reason: string, context: BatchContext): Promise<void> {
  if (deliveries.length === 0) return;
  await context.consumer.bury(deliveries, reason);
  context.metrics.buried.inc({ reason }, deliveries.length);
  context.log.error('dead letters', { reason, ids: deliveries.slice(0, 10).map(({ id }) => id), count: deliveries.length });
}

function toPlacedVote({ id, vote }: Delivery): PlacedVote {
  return { ...vote!, ...toPosition(id) };
}
