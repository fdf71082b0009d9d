import type { Vote } from '../poll/vote.ts';

/** An entry handed to a worker, to be stored and then acknowledged. */
export interface Delivery {
  readonly id: string;
  /** Absent when the entry does not have the form of a vote. */
  readonly vote?: Vote;
  /** 1 on the first delivery; more when an earlier worker did not acknowledge it. */
  readonly deliveries: number;
}

export interface QueueStats {
  /** Entries not yet stored, read or not. */
  readonly depth: number;
  /** Age of the oldest entry not yet stored, in milliseconds; 0 when there is none. */
  readonly lagMs: number;
  readonly dead: number;
}

/**
 * Votes on their way from the vote role to the workers.
 *
 * At least once: an entry stays until a worker acknowledges it. Ids grow, and their order is the order of the votes.
 */
export interface VoteQueue {
  /** Resolves with the entry's id once the vote is safe, rejects with QueueUnavailable when that is not known. */
  add(vote: Vote): Promise<string>;
  ping(): Promise<void>;
  stats(): Promise<QueueStats>;
  consumer(name: string): Promise<VoteConsumer>;
  /** Ids given from now on are later than this time, even when the server's clock is not. */
  keepAhead(ms: number): Promise<void>;
  /** Forgets consumers that hold nothing and have been silent for this long; returns how many. */
  removeIdleConsumers(idleMs: number): Promise<number>;
  close(): Promise<void>;
}

export interface VoteConsumer {
  read(max: number, blockMs: number): Promise<Delivery[]>;
  /** Takes over entries that another worker got and did not acknowledge for this long. */
  claim(max: number, idleMs: number): Promise<Delivery[]>;
  /** Tells the others that these entries are still being worked on. */
  hold(ids: readonly string[]): Promise<void>;
  ack(ids: readonly string[]): Promise<void>;
  /** Moves entries that can never be stored to the dead letters. */
  bury(deliveries: readonly Delivery[], reason: string): Promise<void>;
  /** Interrupts a waiting read and leaves the group when nothing is pending. */
  close(): Promise<void>;
}

/** The vote may or may not be in the queue: the voter has to try again, which is harmless. */
export class QueueUnavailable extends Error {
  constructor(reason: string) {
    super(`the queue is not available: ${reason}`);
    this.name = 'QueueUnavailable';
  }
}
