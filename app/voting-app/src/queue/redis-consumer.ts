import { toVote } from '../poll/vote.ts';
import { type RedisClient, untilReady } from './redis-client.ts';
import { GROUP, type StreamKeys } from './stream-keys.ts';
import { type Delivery, QueueUnavailable, type VoteConsumer } from './types.ts';

type StreamEntry = [id: string, fields: string[] | null];
type PendingRow = [id: string, consumer: string, idleMs: number, deliveries: number];

const CONNECT_WAIT_MS = 2_000;
/** Dead letters kept for inspection; beyond that the oldest go. */
const MAX_DEAD = '100000';

/** One member of the consumer group, with a connection of its own for the read that waits. */
export class RedisConsumer implements VoteConsumer {
  private groupKnown = false;

  constructor(
    private readonly name: string,
    private readonly keys: StreamKeys,
    private readonly client: RedisClient,
    private readonly reader: RedisClient,
  ) {}

  public async read(max: number, blockMs: number): Promise<Delivery[]> {
    if (!await untilReady(this.reader, CONNECT_WAIT_MS)) throw new QueueUnavailable('not connected');
    await this.ensureGroup();
    const answer = await this.withGroup(() => this.reader.xreadgroup(
      'GROUP', GROUP, this.name, 'COUNT', max, 'BLOCK', blockMs, 'STREAMS', this.keys.stream, '>',
    )) as [string, StreamEntry[]][] | null;
    return (answer?.[0]?.[1] ?? []).map((entry) => toDelivery(entry, 1));
  }

  public async claim(max: number, idleMs: number): Promise<Delivery[]> {
    await this.ensureGroup();
    // XAUTOCLAIM does not tell how often an entry was delivered, XPENDING does.
    const pending = await this.withGroup(() =>
      this.client.xpending(this.keys.stream, GROUP, 'IDLE', idleMs, '-', '+', max)) as PendingRow[];
    if (pending.length === 0) return [];
    const deliveries = new Map(pending.map(([id, , , count]) => [id, Number(count) + 1]));
    const entries = (await this.client.call(
      'XCLAIM', this.keys.stream, GROUP, this.name, String(idleMs), ...deliveries.keys(),
    )) as (StreamEntry | null)[];
    return entries.filter((entry) => entry !== null).map((entry) => toDelivery(entry, deliveries.get(entry[0]) ?? 2));
  }

  public async hold(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.client.call('XCLAIM', this.keys.stream, GROUP, this.name, '0', ...ids, 'JUSTID');
  }

  public async ack(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.inOneStep((step) => step.xack(this.keys.stream, GROUP, ...ids).xdel(this.keys.stream, ...ids));
  }

  public async bury(deliveries: readonly Delivery[], reason: string): Promise<void> {
    if (deliveries.length === 0) return;
    const ids = deliveries.map(({ id }) => id);
    await this.inOneStep((step) => {
      for (const { id, vote } of deliveries) {
        const text = JSON.stringify(vote ?? null);
        step.xadd(this.keys.dead, 'MAXLEN', '~', MAX_DEAD, '*', 'id', id, 'reason', reason, 'vote', text);
      }
      return step.xack(this.keys.stream, GROUP, ...ids).xdel(this.keys.stream, ...ids);
    });
  }

  public async close(): Promise<void> {
    this.reader.disconnect();
    if (this.client.status !== 'ready') return;
    const pending = await this.client.xpending(this.keys.stream, GROUP, '-', '+', 1, this.name).catch(() => [null]);
    // leaving with entries pending would drop them; they stay for another worker to claim.
    if (pending.length === 0) await this.client.xgroup('DELCONSUMER', this.keys.stream, GROUP, this.name);
  }

  private async inOneStep(fill: (step: ReturnType<RedisClient['multi']>) => ReturnType<RedisClient['multi']>): Promise<void> {
    const results = await fill(this.client.multi()).exec();
    if (results === null) throw new QueueUnavailable('transaction discarded');
    for (const [error] of results) if (error !== null) throw error;
  }

  private async ensureGroup(): Promise<void> {
    if (this.groupKnown) return;
    await this.client.xgroup('CREATE', this.keys.stream, GROUP, '0', 'MKSTREAM').catch((error: Error) => {
      if (!error.message.startsWith('BUSYGROUP')) throw error;
    });
    this.groupKnown = true;
  }

  /** A server that lost its data has lost the group too: make it again and go on. */
  private async withGroup<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (!(error as Error).message.startsWith('NOGROUP')) throw error;
      this.groupKnown = false;
      await this.ensureGroup();
      return action();
    }
  }
}

function toDelivery([id, fields]: StreamEntry, deliveries: number): Delivery {
  const values: Record<string, string> = {};
  for (let i = 0; fields !== null && i + 1 < fields.length; i += 2) values[fields[i]] = fields[i + 1];
  return { id, vote: toVote(values.p, values.v, values.c), deliveries };
}
