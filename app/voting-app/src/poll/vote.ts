export interface Vote {
  readonly poll: string;
  readonly voter: string;
  readonly choice: string;
}

/** Place of a vote in the order of all votes; no two votes share one. */
export interface Position {
  readonly ms: number;
  readonly seq: number;
}

export interface PlacedVote extends Vote, Position {}

const LINE = /^([A-Za-z0-9_-]{1,64}) ([A-Za-z0-9_-]{1,64}) ([A-Za-z0-9_-]{1,64})$/;

export function toLine({ poll, voter, choice }: Vote): string {
  return `${poll} ${voter} ${choice}`;
}

/**
 * A vote from its line in a queue entry, or nothing when the line does not have the form of one.
 *
 * Whether the poll offers the choice was checked when the vote was taken. Here it is not: during a rollout an old
 * worker meets votes for options that only the new version knows, and must store them.
 */
export function toPlacedVote(line: string, ms: number, seq: number): PlacedVote | undefined {
  const match = LINE.exec(line);
  return match === null ? undefined : { poll: match[1], voter: match[2], choice: match[3], ms, seq };
}

export function isBefore(a: Position, b: Position): boolean {
  return a.ms < b.ms || (a.ms === b.ms && a.seq < b.seq);
}
