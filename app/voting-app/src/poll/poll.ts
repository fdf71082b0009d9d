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
  /** How often the poll was begun anew by hand. */
  readonly round?: number;
}

/** What an administrator said about a poll. */
export interface PollControl {
  /** Open or closed by hand; absent: the configured times count. */
  readonly state?: 'open' | 'closed';
  /** Since when, in epoch milliseconds. */
  readonly sinceMs?: number;
  /** How often the poll was begun anew: what browsers remember of an earlier round is not shown any more. */
  readonly round: number;
}

export type PollControls = ReadonlyMap<string, PollControl>;

export type PollState = 'open' | 'not-open-yet' | 'closed';

export function pollState(poll: Poll, now = Date.now()): PollState {
  if (poll.opensAt !== undefined && now < poll.opensAt) return 'not-open-yet';
  if (poll.closesAt !== undefined && now >= poll.closesAt) return 'closed';
  return 'open';
}

/** The polls of this deployment; the first one is what the bare address shows. */
export class PollBook {
  private current: readonly Poll[];
  private byId: ReadonlyMap<string, Poll>;

  constructor(private readonly configured: readonly Poll[]) {
    this.current = configured;
    this.byId = byId(configured);
  }

  public get polls(): readonly Poll[] {
    return this.current;
  }

  /** Whoever stores or shows votes of one of these belongs to this application. */
  public get ids(): readonly string[] {
    return this.configured.map(({ id }) => id);
  }

  /** Opens and closes polls as administrators want it. */
  public apply(controls: PollControls): void {
    this.current = this.configured.map((poll) => controlled(poll, controls.get(poll.id)));
    this.byId = byId(this.current);
  }

  public get main(): Poll {
    return this.current[0];
  }

  public find(id: string | undefined): Poll | undefined {
    return id === undefined || id === '' ? this.main : this.byId.get(id);
  }

  public hasOption(pollId: string, choice: string): boolean {
    return this.byId.get(pollId)?.options.some((option) => option.id === choice) ?? false;
  }
}

/** What browsers remember belongs to this round of the poll. */
export function roundId({ id, round = 0 }: Poll): string {
  return round === 0 ? id : `${id}.${round}`;
}

/** The poll with the times that an administrator gave it. */
function controlled(poll: Poll, control: PollControl | undefined): Poll {
  if (control === undefined) return poll;
  const { id, title, options } = poll;
  const bare = { id, title, options, round: control.round };
  if (control.state === 'open') return bare;
  const { opensAt, closesAt } = poll;
  if (control.state === undefined) return { ...bare, opensAt, closesAt };
  const since = control.sinceMs!;
  return { ...bare, opensAt: opensAt !== undefined && opensAt < since ? opensAt : undefined, closesAt: since };
}

function byId(polls: readonly Poll[]): ReadonlyMap<string, Poll> {
  return new Map(polls.map((poll) => [poll.id, poll]));
}
