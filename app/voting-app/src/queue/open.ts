import type { QueueConfig } from '../config/queue.ts';
import type { Log } from '../core/log.ts';
import { MemoryQueue } from './memory-queue.ts';
import { RedisQueue } from './redis-queue.ts';
import type { VoteQueue } from './types.ts';

export function openQueue(config: QueueConfig, log: Log): VoteQueue {
  return config.redis === undefined ? new MemoryQueue() : new RedisQueue({ ...config, redis: config.redis }, log);
}
