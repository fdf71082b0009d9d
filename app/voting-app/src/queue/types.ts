import type { PlacedVote, Vote } from '../poll/vote.ts';

/** A group of votes that were queued together, and are acknowledged together. */
export interface Entry {
  readonly id: string;
  /** Votes that the depth counts for this entry. */
  readonly size: number;
}

/** A part of an entry that does not have the form of a vote. */
export interface Malformed {
  readonly index: number;
  readonly text: string;
}

/** An entry handed to a worker: each vote has to be stored, or buried, before the entry is acknowledged. */
export interface Delivery extends Entry {
  readonly votes: readonly PlacedVote[];
  readonly malformed: readonly Malformed[];
  /** 1 on the first delivery; more when an earlier worker did not acknowledge it. */
  readonly deliveries: number;
}

/** A vote that can never be stored. */
export interface DeadLetter {
  /** Its index in the entry. */
  readonly index: number;
  readonly reason: string;
  readonly text: string;
}

export interface QueueStats {
  /** Votes not yet stored, read or not. */
  readonly depth: number;
  /** Age of the oldest vote not yet stored, in milliseconds; 0 when there is none. */
  readonly lagMs: number;
  readonly dead: number;
}

/**
 * Votes on their way from the vote role to the workers.
 *
 * Votes that arrive together share an entry. At least once: an entry stays until a worker acknowledges it. Places grow
 * in the order of the votes.
 */
export interface VoteQueue {
  /**
   * Resolves with an id of the vote's own once the vote is safe. Rejects with QueueUnavailable when that is not known;
   * the vote is then in the queue already, or never will be, so that it cannot overtake a later one.
   */
  add(vote: Vote): Promise<string>;
  /** Fails unless the queue can be written. */
  ping(): Promise<void>;
  /** What the workers, who know the database, last said about the polls. */
  readControls(): Promise<string | undefined>;
  writeControls(text: string): Promise<void>;
  stats(): Promise<QueueStats>;
  consumer(name: string): Promise<VoteConsumer>;
  /**
   * Takes votes from now on, with ids later than this time even when the server's clock is not. Without it, a server
   * that lost its data could give votes older ids than the database knows, and they would not count. May be repeated.
   */
  open(laterThanMs: number): Promise<void>;
  /** Forgets consumers that hold nothing and have been silent for this long; returns how many. */
  removeIdleConsumers(idleMs: number): Promise<number>;
  close(): Promise<void>;
}

export interface VoteConsumer {
  /** Waits for entries and takes this many at most. */
  read(maxEntries: number, blockMs: number): Promise<Delivery[]>;
  /** Takes over entries that another worker got and did not acknowledge for this long. */
  claim(maxEntries: number, idleMs: number): Promise<Delivery[]>;
  /** Tells the others that these entries are still being worked on. */
  hold(entries: readonly Entry[]): Promise<void>;
  /** Removes entries; those that are gone already change nothing. */
  ack(entries: readonly Entry[]): Promise<void>;
  /**
   * Removes an entry, all other votes of which are stored, and keeps its dead letters: both or neither, and only once.
   */
  bury(entry: Entry, letters: readonly DeadLetter[]): Promise<void>;
  /** Interrupts a waiting read and leaves the group when nothing is pending. */
  close(): Promise<void>;
}

/** The vote may or may not be in the queue: the voter has to try again, which is harmless. */
export class QueueUnavailable extends Error {
  /** `settledAt`: by `performance.now()`, when a vote on its way can no longer arrive. */
  constructor(reason: string, public readonly settledAt = 0) {
    super(`the queue is not available: ${reason}`);
    this.name = 'QueueUnavailable';
  }
}
