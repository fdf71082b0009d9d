import type { Cluster } from 'ioredis';
import type { QueueConfig, RedisConfig } from '../config/queue.ts';
import { pause } from '../core/backoff.ts';
import type { Log } from '../core/log.ts';
import type { Vote } from '../poll/vote.ts';
import { MAX_GROUP, toPosition, toText, voteIds } from './entry.ts';
import { GroupCommit } from './group-commit.ts';
import { connectRedis, type RedisClient, untilReady } from './redis-client.ts';
import { RedisConsumer } from './redis-consumer.ts';
import { GROUP, type StreamKeys, streamKeys, VOTES_FIELD } from './stream-keys.ts';
import { QueueUnavailable, type QueueStats, type VoteConsumer, type VoteQueue } from './types.ts';

const COMMAND_TIMEOUT_MS = 2_000;
/** Longer than the longest blocking read. */
const READER_SILENCE_MS = 10_000;
/** A group costs several times what a vote in it costs: here, in Redis and in the worker. */
const GROUP_GAP_MS = 1;
/** From here on a larger group saves less than its votes would wait. */
const GROUP_ENOUGH = 16;
const MAX_REDIRECTIONS = 2;
const REDIRECTION_PAUSE_MS = 50;

/** An entry, and the depth in votes beside it. In an empty stream the depth begins anew, whatever became of it. */
const ADD = `local id = redis.call('XADD', KEYS[1], '*', '${VOTES_FIELD}', ARGV[1])
if redis.call('XLEN', KEYS[1]) == 1 then redis.call('SET', KEYS[2], ARGV[2])
else redis.call('INCRBY', KEYS[2], ARGV[2]) end
return id`;

type AddCommand = readonly [script: string, keys: number, stream: string, depth: string, text: string, votes: number];
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
    this.commit = new GroupCommit(
      (votes) => this.write(votes), { maxGroup: MAX_GROUP, gapMs: GROUP_GAP_MS, enough: GROUP_ENOUGH },
    );
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

  public async readControls(): Promise<string | undefined> {
    return await this.client.get(this.keys.controls) ?? undefined;
  }

  public async writeControls(text: string): Promise<void> {
    await this.client.set(this.keys.controls, text);
  }

  public async stats(): Promise<QueueStats> {
    const { stream, depth, dead } = this.keys;
    const [entries, votes, oldest, letters] = await Promise.all([
      this.client.xlen(stream),
      this.client.get(depth),
      this.client.xrange(stream, '-', '+', 'COUNT', 1),
      this.client.xlen(dead),
    ]);
    return {
      // an entry that something else wrote was not counted, but is there.
      depth: entries === 0 ? 0 : Math.max(entries, Number(votes)),
      lagMs: oldest.length === 0 ? 0 : Math.max(0, Date.now() - toPosition(oldest[0][0]).ms),
      dead: letters,
    };
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

  private async write(votes: Vote[]): Promise<string[]> {
    const { stream, depth } = this.keys;
    const command = [ADD, 2, stream, depth, toText(votes), votes.length] as const;
    const id = this.config.waitReplicas === 0 ? await this.send(command) : await this.sendAndWait(command);
    return voteIds(id, votes.length);
  }

  private async send(command: AddCommand): Promise<string> {
    try {
      return await this.client.eval(...command) as string;
    } catch (error) {
      throw new QueueUnavailable((error as Error).message);
    }
  }

  private async sendAndWait(command: AddCommand): Promise<string> {
    const { waitReplicas, waitMs } = this.config;
    for (let attempt = 0; ; attempt++) {
      const results = await this.client.pipeline().eval(...command).wait(waitReplicas, waitMs).exec();
      const [[error, id], [waitError, replicas]] = results as PipelineResult;
      if (error === null) {
        if (waitError === null && Number(replicas) >= waitReplicas) return String(id);
        throw new QueueUnavailable(`fewer than ${waitReplicas} replicas have the vote`);
      }
      // the WAIT beside it keeps the client from following a moved slot by itself; a script that was sent on stored
      // nothing.
      if (!/^(MOVED|ASK) /.test(error.message) || attempt === MAX_REDIRECTIONS) {
        throw new QueueUnavailable(error.message);
      }
      (this.client as Cluster).refreshSlotsCache();
      await pause(REDIRECTION_PAUSE_MS);
    }
  }
}
