import type { Cluster } from 'ioredis';
import type { QueueConfig, RedisConfig } from '../config/queue.ts';
import { pause } from '../core/backoff.ts';
import type { Log } from '../core/log.ts';
import type { Vote } from '../poll/vote.ts';
import { MAX_GROUP, toPosition, toText, voteIds } from './entry.ts';
import { GroupCommit } from './group-commit.ts';
import { connectRedis, type RedisClient, untilReady } from './redis-client.ts';
import { RedisClock, TIME } from './redis-clock.ts';
import { RedisConsumer } from './redis-consumer.ts';
import { GROUP, type StreamKeys, streamKeys, VOTES_FIELD } from './stream-keys.ts';
import { QueueUnavailable, type QueueStats, type VoteConsumer, type VoteQueue } from './types.ts';

const COMMAND_TIMEOUT_MS = 2_000;
/** A vote that reaches the server later than this is refused there. */
const VALID_MS = 1_500;
const PROBE_KEPT_S = 60;
/** Longer than the longest blocking read. */
const READER_SILENCE_MS = 10_000;
/** A group costs several times what a vote in it costs: here, in Redis and in the worker. Nobody notices this wait. */
const GROUP_GAP_MS = 5;
/** From here on a larger group saves less than its votes would wait. */
const GROUP_ENOUGH = 16;
const MAX_REDIRECTIONS = 2;
const REDIRECTION_PAUSE_MS = 50;

/**
 * An entry, and the depth in votes beside it. In an empty stream the depth begins anew, whatever became of it.
 *
 * Refused when it comes later than its sender waits for it, since the voter may have voted again meanwhile; and while
 * no worker has opened the stream. Arguments: text, votes, last moment by the server's clock, least time of the id.
 */
const ADD = `local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
if now > tonumber(ARGV[3]) then return redis.error_reply('LATE') end
if redis.call('EXISTS', KEYS[1]) == 0 then return redis.error_reply('CLOSED no worker has opened the queue yet') end
local id
if now < tonumber(ARGV[4]) then id = redis.pcall('XADD', KEYS[1], ARGV[4] .. '-*', '${VOTES_FIELD}', ARGV[1]) end
if type(id) ~= 'string' then id = redis.call('XADD', KEYS[1], '*', '${VOTES_FIELD}', ARGV[1]) end
if redis.call('XLEN', KEYS[1]) == 1 then redis.call('SET', KEYS[2], ARGV[2])
else redis.call('INCRBY', KEYS[2], ARGV[2]) end
return id`;

/** The group, and the clock of the stream ahead of a time; returns what it was when it had to be moved. */
const OPEN = `redis.pcall('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM')
local info = redis.call('XINFO', 'STREAM', KEYS[1])
local last
for i = 1, #info, 2 do if info[i] == 'last-generated-id' then last = info[i + 1] end end
if tonumber(string.match(last, '^%d+')) >= tonumber(ARGV[2]) then return false end
redis.call('XSETID', KEYS[1], ARGV[2] .. '-0')
return last`;

type AddCommand = readonly [
  script: string, keys: number, stream: string, depth: string, text: string, votes: number, until: number,
  least: number,
];
type PipelineResult = [error: Error | null, result: unknown][];

/** Votes in a Redis or Valkey stream with one consumer group. */
export class RedisQueue implements VoteQueue {
  private readonly client: RedisClient;
  private readonly keys: StreamKeys;
  private readonly commit: GroupCommit<Vote, string>;
  private readonly clock: RedisClock;
  /**
   * Time of the latest id that this process was given; a server that took over with a slow clock goes on from there.
   */
  private latestMs = 0;

  constructor(private readonly config: QueueConfig & { redis: RedisConfig }, private readonly log: Log) {
    this.keys = streamKeys(config.name);
    const silenceMs = COMMAND_TIMEOUT_MS + (config.waitReplicas > 0 ? config.waitMs : 0);
    this.client = connectRedis(config.redis, { silenceMs, name: 'commands' }, log);
    this.clock = new RedisClock(async () => Number(await this.client.eval(TIME, 1, this.keys.stream)));
    this.client.on('close', () => this.clock.reset());
    this.commit = new GroupCommit(
      (votes) => this.write(votes), { maxGroup: MAX_GROUP, gapMs: GROUP_GAP_MS, enough: GROUP_ENOUGH },
    );
  }

  public async add(vote: Vote): Promise<string> {
    if (this.client.status !== 'ready') throw new QueueUnavailable('not connected');
    return this.commit.add(vote).catch(async (error: QueueUnavailable) => {
      // whoever hears that the vote failed may vote again at once, and this one must not arrive after that.
      const restMs = error.settledAt - performance.now();
      if (restMs > 0) await pause(restMs);
      throw error;
    });
  }

  public async ping(): Promise<void> {
    if (!await untilReady(this.client, COMMAND_TIMEOUT_MS)) throw new QueueUnavailable('not connected');
    // reading would succeed on a replica, and on a server whose disk or memory is full.
    await this.client.set(this.keys.probe, '', 'EX', PROBE_KEPT_S);
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

  public async open(laterThanMs: number): Promise<void> {
    if (!await untilReady(this.client, COMMAND_TIMEOUT_MS)) throw new QueueUnavailable('not connected');
    const last = await this.client.eval(OPEN, 1, this.keys.stream, GROUP, laterThanMs) as string | null;
    if (last !== null) this.log.warn('queue clock moved forward', { from: last, to: laterThanMs });
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
    const until = await this.clock.time().catch(toUnavailable) + VALID_MS;
    const settledAt = performance.now() + VALID_MS;
    const command = [ADD, 2, stream, depth, toText(votes), votes.length, until, this.latestMs] as const;
    // what was never sent cannot arrive.
    if (this.client.status !== 'ready') throw new QueueUnavailable('not connected');
    const id = this.config.waitReplicas === 0
      ? await this.send(command, settledAt)
      : await this.sendAndWait(command, settledAt);
    this.latestMs = Math.max(this.latestMs, toPosition(id).ms);
    return voteIds(id, votes.length);
  }

  private async send(command: AddCommand, settledAt: number): Promise<string> {
    try {
      return await this.client.eval(...command) as string;
    } catch (error) {
      throw this.refusal(error as Error, settledAt);
    }
  }

  private async sendAndWait(command: AddCommand, settledAt: number): Promise<string> {
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
      if (!/^(MOVED|ASK) /.test(error.message) || attempt === MAX_REDIRECTIONS) throw this.refusal(error, settledAt);
      (this.client as Cluster).refreshSlotsCache();
      await pause(REDIRECTION_PAUSE_MS);
    }
  }

  private refusal(error: Error, settledAt: number): QueueUnavailable {
    // an answer of the server is final; without one the command may still be on its way.
    const isAnswer = error.name === 'ReplyError';
    if (isAnswer && error.message.startsWith('LATE')) this.clock.reset();
    return new QueueUnavailable(error.message, isAnswer ? undefined : settledAt);
  }
}

function toUnavailable(error: unknown): never {
  throw new QueueUnavailable((error as Error).message);
}
