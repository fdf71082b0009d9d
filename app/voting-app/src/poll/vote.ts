export interface Vote {
  readonly poll: string;
  readonly voter: string;
  readonly choice: string;
}

/** Place of a vote in the order of all votes: the id of its queue entry. */
export interface Position {
  readonly ms: number;
  readonly seq: number;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * A vote from the text of a queue entry, or nothing when it does not have the form of one.
 *
 * Whether the poll offers the choice was checked when the vote was taken. Here it is not: during a rollout an old worker
 * meets votes for options that only the new version knows, and must store them.
 */
export function toVote(poll: unknown, voter: unknown, choice: unknown): Vote | undefined {
  if (!isId(poll) || !isId(voter) || !isId(choice)) return undefined;
  return { poll, voter, choice };
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

export function toPosition(id: string): Position {
  const dash = id.indexOf('-');
  return { ms: Number(id.slice(0, dash)), seq: Number(id.slice(dash + 1)) };
}

export function isBefore(a: Position, b: Position): boolean {
  return a.ms < b.ms || (a.ms === b.ms && a.seq < b.seq);
}
