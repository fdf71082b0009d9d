import type { PollState } from './poll.ts';

/** How votes travel at the moment, as a worker last reported it. */
export interface Pipeline {
  /** Votes accepted and not yet stored. */
  readonly queued: number;
  /** Age of the oldest of them in milliseconds. */
  readonly lagMs: number;
  readonly workers: number;
  /** Votes of all polls in the database. */
  readonly stored: number;
}

/** The state of one poll as pages and programs see it. */
export interface TallyView {
  readonly poll: string;
  readonly title: string;
  readonly state: PollState;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly options: readonly OptionView[];
  readonly total: number;
  readonly totalText: string;
  /** The option in front; absent while nobody voted or several are equal. */
  readonly leader: string | null;
  /** The poll is closed and each vote that was accepted is counted. */
  readonly final: boolean;
  /** One sentence about the winner; only of a final result. */
  readonly outcome: string | null;
  /** True while the database cannot be read: the numbers are the last ones known. */
  readonly stale: boolean;
  readonly servedBy: string;
  readonly zone: string | null;
  readonly pipeline: Pipeline | null;
}

export interface OptionView {
  readonly id: string;
  readonly label: string;
  readonly votes: number;
  readonly percent: number;
}
