export interface Vote {
  readonly poll: string;
  readonly voter: string;
  readonly choice: string;
  /** Absent for voters without scripts. */
  readonly click?: Click;
}

/** Which click of a page made a vote: requests of one page may overtake each other. */
export interface Click {
  /** Made up by the page. */
  readonly page: string;
  readonly number: number;
}

/** Place of a vote in the order of all votes; no two votes share one. */
export interface Position {
  readonly ms: number;
  readonly seq: number;
}

export interface PlacedVote extends Vote, Position {}

const LINE = /^([A-Za-z0-9_-]{1,64}) ([A-Za-z0-9_-]{1,64}) ([A-Za-z0-9_-]{1,64})(?: ([A-Za-z0-9_-]{1,64}) (\d{1,7}))?$/;

export function toLine({ poll, voter, choice, click }: Vote): string {
  const line = `${poll} ${voter} ${choice}`;
  return click === undefined ? line : `${line} ${click.page} ${click.number}`;
}

/**
 * A vote from its line in a queue entry, or nothing when the line does not have the form of one.
 *
 * Whether the poll offers the choice was checked when the vote was taken. Here it is not: during a rollout an old
 * worker meets votes for options that only the new version knows, and must store them.
 */
export function toPlacedVote(line: string, ms: number, seq: number): PlacedVote | undefined {
  const match = LINE.exec(line);
  if (match === null) return undefined;
  const [, poll, voter, choice, page, number] = match;
  const vote = { poll, voter, choice, ms, seq };
  return page === undefined ? vote : { ...vote, click: { page, number: Number(number) } };
}

/**
 * Whether a vote of the same voter takes the place of another one: the later click of one page, else the later place.
 * The database compares rows in the same way.
 */
export function replaces(vote: PlacedVote, other: PlacedVote): boolean {
  const [one, two] = [vote.click, other.click];
  if (one !== undefined && one.page === two?.page && one.number !== two.number) return one.number > two.number;
  return isBefore(other, vote);
}

export function isBefore(a: Position, b: Position): boolean {
  return a.ms < b.ms || (a.ms === b.ms && a.seq < b.seq);
}
