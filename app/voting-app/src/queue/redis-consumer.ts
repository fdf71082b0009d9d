import { toDelivery } from './entry.ts';
import { type RedisClient, untilReady } from './redis-client.ts';
import { GROUP, type StreamKeys, VOTES_FIELD } from './stream-keys.ts';
import { type DeadLetter, type Delivery, type Entry, QueueUnavailable, type VoteConsumer } from './types.ts';

type StreamEntry = [id: string, fields: string[] | null];
type PendingRow = [id: string, consumer: string, idleMs: number, deliveries: number];

const CONNECT_WAIT_MS = 2_000;
/** Dead letters kept for inspection; beyond that the oldest go. */
const MAX_DEAD = '100000';

/** The depth goes down once for each entry, however often it is acknowledged. Arguments: group, ids, their sizes. */
const ACK = `local n = (#ARGV - 1) / 2
redis.call('XACK', KEYS[1], unpack(ARGV, 1, n + 1))
local votes = 0
for i = 2, n + 1 do
  if redis.call('XDEL', KEYS[1], ARGV[i]) == 1 then votes = votes + ARGV[n + i] end
end
if votes > 0 then redis.call('DECRBY', KEYS[2], votes) end`;

/** Arguments: group, id, size, dead letters to keep, then index, reason and text of each dead letter. */
const BURY = `redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
if redis.call('XDEL', KEYS[1], ARGV[2]) == 0 then return end
redis.call('DECRBY', KEYS[2], ARGV[3])
for i = 5, #ARGV, 3 do
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[4], '*',
    'id', ARGV[2], 'index', ARGV[i], 'reason', ARGV[i + 1], 'vote', ARGV[i + 2])
end`;

/** One member of the consumer group, with a connection of its own for the read that waits. */
export class RedisConsumer implements VoteConsumer {
  constructor(
    private readonly name: string,
    private readonly keys: StreamKeys,
    private readonly client: RedisClient,
    private readonly reader: RedisClient,
  ) {}

  public async read(maxEntries: number, blockMs: number): Promise<Delivery[]> {
    if (!await untilReady(this.reader, CONNECT_WAIT_MS)) throw new QueueUnavailable('not connected');
    const answer = await this.reader.xreadgroup(
      'GROUP', GROUP, this.name, 'COUNT', maxEntries, 'BLOCK', blockMs, 'STREAMS', this.keys.stream, '>',
    ) as [string, StreamEntry[]][] | null;
    return (answer?.[0]?.[1] ?? []).map((entry) => fromStream(entry, 1));
  }

  public async claim(maxEntries: number, idleMs: number): Promise<Delivery[]> {
    // XAUTOCLAIM does not tell how often an entry was delivered, XPENDING does.
    const pending = await this.client.xpending(
      this.keys.stream, GROUP, 'IDLE', idleMs, '-', '+', maxEntries,
    ) as PendingRow[];
    if (pending.length === 0) return [];
    const deliveries = new Map(pending.map(([id, , , count]) => [id, Number(count) + 1]));
    const entries = (await this.client.call(
      'XCLAIM', this.keys.stream, GROUP, this.name, String(idleMs), ...deliveries.keys(),
    )) as (StreamEntry | null)[];
    return entries.filter((entry) => entry !== null).map((entry) => fromStream(entry, deliveries.get(entry[0]) ?? 2));
  }

  public async hold(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.client.call('XCLAIM', this.keys.stream, GROUP, this.name, '0', ...entries.map(({ id }) => id), 'JUSTID');
  }

  public async ack(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    const { stream, depth } = this.keys;
    await this.client.eval(
      ACK, 2, stream, depth, GROUP, ...entries.map(({ id }) => id), ...entries.map(({ size }) => size),
    );
  }

  public async bury({ id, size }: Entry, letters: readonly DeadLetter[]): Promise<void> {
    const { stream, depth, dead } = this.keys;
    const fields = letters.flatMap(({ index, reason, text }) => [index, reason, text]);
    await this.client.eval(BURY, 3, stream, depth, dead, GROUP, id, size, MAX_DEAD, ...fields);
  }

  public async close(): Promise<void> {
    this.reader.disconnect();
    if (this.client.status !== 'ready') return;
    const pending = await this.client.xpending(this.keys.stream, GROUP, '-', '+', 1, this.name).catch(() => [null]);
    // leaving with entries pending would drop them; they stay for another worker to claim.
    if (pending.length === 0) await this.client.xgroup('DELCONSUMER', this.keys.stream, GROUP, this.name);
  }
}

function fromStream([id, fields]: StreamEntry, deliveries: number): Delivery {
  const isGroup = fields?.length === 2 && fields[0] === VOTES_FIELD;
  return toDelivery(id, isGroup ? fields[1] : undefined, deliveries);
}
