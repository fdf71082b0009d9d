import type { Cluster } from 'ioredis';
import type { QueueConfig, RedisConfig } from '../config/queue.ts';
import { pause } from '../core/backoff.ts';
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
const MAX_REDIRECTIONS = 2;
const REDIRECTION_PAUSE_MS = 50;

/** A group of votes as one command: a fraction of the work of one command each. The words hold no blanks. */
const ADD_ALL = `local ids = {}
for i = 1, #ARGV do
  local p, v, c = string.match(ARGV[i], '^(%S+) (%S+) (%S+)$')
  ids[i] = redis.call('XADD', KEYS[1], '*', 'p', p, 'v', v, 'c', c)
end
return ids`;

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
    // one at a time: groups grow with the load, and a WAIT would hold up the ones behind it anyway.
    this.commit = new GroupCommit((votes) => this.write(votes), { maxInFlight: 1, maxGroup: MAX_GROUP });
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
      const [[error, ids], waited] = await this.send(votes);
      if (error === null) return this.judge(ids as string[], waited);
      // the WAIT beside it keeps the client from following a moved slot by itself; a script that was sent on stored nothing.
      if (!/^(MOVED|ASK) /.test(error.message) || attempt === MAX_REDIRECTIONS) throw new QueueUnavailable(error.message);
      (this.client as Cluster).refreshSlotsCache();
      await pause(REDIRECTION_PAUSE_MS);
    }
  }

  private async send(votes: Vote[]): Promise<PipelineResult> {
    const pipeline = this.client.pipeline();
    pipeline.eval(ADD_ALL, 1, this.keys.stream, ...votes.map((vote) => `${vote.poll} ${vote.voter} ${vote.choice}`));
    if (this.config.waitReplicas > 0) pipeline.wait(this.config.waitReplicas, this.config.waitMs);
    return (await pipeline.exec()) ?? [[new Error('no answer'), null]];
  }

  private judge(ids: string[], waited: PipelineResult[number] | undefined): (string | Error)[] {
    const { waitReplicas } = this.config;
    if (waitReplicas === 0 || (waited?.[0] === null && Number(waited[1]) >= waitReplicas)) return ids;
    return ids.map(() => new QueueUnavailable(`fewer than ${waitReplicas} replicas have the vote`));
  }
}
