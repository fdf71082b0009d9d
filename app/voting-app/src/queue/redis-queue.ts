import type { Cluster } from 'ioredis';
import type { QueueConfig, RedisConfig } from '../config/queue.ts';
import type { Log } from '../core/log.ts';
import { toPosition, type Vote } from '../poll/vote.ts';
import { GroupCommit } from './group-commit.ts';
import { connectRedis, type RedisClient, untilReady } from './redis-client.ts';
import { RedisConsumer } from './redis-consumer.ts';
import { GROUP, type StreamKeys, streamKeys } from './stream-keys.ts';
import { QueueUnavailable, type QueueStats, type VoteConsumer, type VoteQueue } from './types.ts';

const COMMAND_TIMEOUT_MS = 2_000;
/** Longer than the longest blocking read. */
const READER_SILENCE_MS = 10_000;
const MAX_GROUP = 512;
const MAX_GROUPS_IN_FLIGHT = 1;
const MAX_REDIRECTIONS = 2;

type PipelineResult = [error: Error | null, result: unknown][];

/** Votes in a Redis or Valkey stream with one consumer group. */
export class RedisQueue implements VoteQueue {
  private readonly client: RedisClient;
  private readonly keys: StreamKeys;
  private readonly commit: GroupCommit<Vote, string>;

  constructor(private readonly config: QueueConfig & { redis: RedisConfig }, private readonly log: Log) {
    this.keys = streamKeys(config.name);
    const silenceMs = COMMAND_TIMEOUT_MS + (config.waitReplicas > 0 ? config.waitMs : 0);
    this.client = connectRedis(config.redis, { silenceMs, name: 'commands' }, log);
    // WAIT holds up its connection, so further groups would only queue behind it.
    const maxInFlight = config.waitReplicas > 0 ? 1 : MAX_GROUPS_IN_FLIGHT;
    this.commit = new GroupCommit((votes) => this.write(votes), { maxInFlight, maxGroup: MAX_GROUP });
  }

  public async add(vote: Vote): Promise<string> {
    if (this.client.status !== 'ready') throw new QueueUnavailable('not connected');
    return this.commit.add(vote);
  }

  public async ping(): Promise<void> {
    if (!await untilReady(this.client, COMMAND_TIMEOUT_MS)) throw new QueueUnavailable('not connected');
    // a key makes cluster mode ask the node that holds the votes.
    await this.client.exists(this.keys.stream);
  }

  public async stats(): Promise<QueueStats> {
    const [depth, oldest, dead] = await Promise.all([
      this.client.xlen(this.keys.stream),
      this.client.xrange(this.keys.stream, '-', '+', 'COUNT', 1),
      this.client.xlen(this.keys.dead),
    ]);
    const lagMs = oldest.length === 0 ? 0 : Math.max(0, Date.now() - toPosition(oldest[0][0]).ms);
    return { depth, lagMs, dead };
  }

  public async consumer(name: string): Promise<VoteConsumer> {
    const reader = connectRedis(this.config.redis, { silenceMs: READER_SILENCE_MS, name: `reader ${name}` }, this.log);
    return new RedisConsumer(name, this.keys, this.client, reader);
  }

  public async keepAhead(ms: number): Promise<void> {
    const info = (await this.client.call('XINFO', 'STREAM', this.keys.stream)) as unknown[];
    const last = String(info[info.indexOf('last-generated-id') + 1]);
    if (toPosition(last).ms >= ms) return;
    await this.client.call('XSETID', this.keys.stream, `${ms}-0`);
    this.log.warn('queue clock moved forward', { from: last, to: ms });
  }

  public async removeIdleConsumers(idleMs: number): Promise<number> {
    const consumers = (await this.client.xinfo('CONSUMERS', this.keys.stream, GROUP)) as unknown[][];
    let removed = 0;
    for (const fields of consumers) {
      const field = (name: string): unknown => fields[fields.indexOf(name) + 1];
      if (Number(field('pending')) > 0 || Number(field('idle')) < idleMs) continue;
      await this.client.xgroup('DELCONSUMER', this.keys.stream, GROUP, String(field('name')));
      removed++;
    }
    return removed;
  }

  public async close(): Promise<void> {
    this.client.disconnect();
  }

  private async write(votes: Vote[]): Promise<(string | Error)[]> {
    for (let attempt = 0; ; attempt++) {
      const results = await this.send(votes);
      const moved = results.some(([error]) => error !== null && /^(MOVED|ASK) /.test(error.message));
      // a WAIT in the pipeline keeps the client from following a moved slot by itself; nothing was stored yet.
      const nothingStored = results.slice(0, votes.length).every(([error]) => error !== null);
      if (moved && nothingStored && attempt < MAX_REDIRECTIONS) {
        (this.client as Cluster).refreshSlotsCache();
        await untilReady(this.client, COMMAND_TIMEOUT_MS);
        continue;
      }
      return this.judge(votes.length, results);
    }
  }

  private async send(votes: Vote[]): Promise<PipelineResult> {
    const pipeline = this.client.pipeline();
    for (const vote of votes) pipeline.xadd(this.keys.stream, '*', 'p', vote.poll, 'v', vote.voter, 'c', vote.choice);
    if (this.config.waitReplicas > 0) pipeline.wait(this.config.waitReplicas, this.config.waitMs);
    return (await pipeline.exec()) ?? [];
  }

  private judge(count: number, results: PipelineResult): (string | Error)[] {
    const waited = results[count];
    const replicated = this.config.waitReplicas === 0 || (waited?.[0] === null && Number(waited[1]) >= this.config.waitReplicas);
    return results.slice(0, count).map(([error, id]) => {
      if (error !== null) return new QueueUnavailable(error.message);
      return replicated ? String(id) : new QueueUnavailable(`fewer than ${this.config.waitReplicas} replicas have the vote`);
    });
  }
}
