export interface PollOption {
  readonly id: string;
  readonly label: string;
}

export interface Poll {
  readonly id: string;
  readonly title: string;
  readonly options: readonly PollOption[];
  /** Epoch milliseconds; votes are accepted from then on. */
  readonly opensAt?: number;
  /** Epoch milliseconds; votes are refused from then on. */
  readonly closesAt?: number;
}

export type PollState = 'open' | 'not-open-yet' | 'closed';

export function pollState(poll: Poll, now = Date.now()): PollState {
  if (poll.opensAt !== undefined && now < poll.opensAt) return 'not-open-yet';
  if (poll.closesAt !== undefined && now >= poll.closesAt) return 'closed';
  return 'open';
}

/** The polls of this deployment; the first one is what the bare address shows. */
export class PollBook {
  private readonly byId: ReadonlyMap<string, Poll>;

  constructor(public readonly polls: readonly Poll[]) {
    this.byId = new Map(polls.map((poll) => [poll.id, poll]));
  }

  public get main(): Poll {
    return this.polls[0];
  }

  public find(id: string | undefined): Poll | undefined {
    return id === undefined || id === '' ? this.main : this.byId.get(id);
  }

  public hasOption(pollId: string, choice: string): boolean {
    return this.byId.get(pollId)?.options.some((option) => option.id === choice) ?? false;
  }
}
