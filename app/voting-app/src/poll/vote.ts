import type { TraceContext } from '../trace/span.ts';

export interface Vote {
  readonly poll: string;
  readonly voter: string;
  readonly choice: string;
  /** Absent for voters without scripts. */
  readonly click?: Click;
  /** Absent unless the way of this vote is traced. */
  readonly trace?: TraceContext;
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

const WORD = '([A-Za-z0-9_-]{1,64})';
const CLICK = `(?: ${WORD} (\\d{1,7}))?`;
const TRACE = '(?: t=([0-9a-f]{32})-([0-9a-f]{16}))?';
const LINE = new RegExp(`^${WORD} ${WORD} ${WORD}${CLICK}${TRACE}$`);

export function toLine({ poll, voter, choice, click, trace }: Vote): string {
  let line = `${poll} ${voter} ${choice}`;
  if (click !== undefined) line += ` ${click.page} ${click.number}`;
  return trace === undefined ? line : `${line} t=${trace.traceId}-${trace.spanId}`;
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
  const [, poll, voter, choice, page, number, traceId, spanId] = match;
  return {
    poll, voter, choice, ms, seq,
    ...(page !== undefined && { click: { page, number: Number(number) } }),
    ...(traceId !== undefined && { trace: { traceId, spanId } }),
  };
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
