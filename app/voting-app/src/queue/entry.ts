import { type Position, toLine, toPlacedVote, type PlacedVote, type Vote } from '../poll/vote.ts';
import type { Delivery, Malformed } from './types.ts';

/**
 * Votes of one entry at most, and the distance between the places of two entries: the vote at `index` has the place
 * `seq * MAX_GROUP + index`. The database keeps that as an integer of 32 bits, so one millisecond of the stream's clock
 * has room for 2^24 entries.
 */
export const MAX_GROUP = 128;
/** Of a line that is no vote, this much is kept for inspection. */
const MAX_TEXT = 200;

/** The words of a vote hold neither blanks nor line breaks. */
export function toText(votes: readonly Vote[]): string {
  return votes.map(toLine).join('\n');
}

/** One id for each vote of an entry. */
export function voteIds(entry: string, count: number): string[] {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) ids.push(`${entry}-${index}`);
  return ids;
}

/** Reads an entry, whoever wrote it; without a text, or with one that is too long, all of it is one malformed piece. */
export function toDelivery(id: string, text: string | undefined, deliveries: number): Delivery {
  const lines = text?.split('\n', MAX_GROUP + 1) ?? [];
  if (lines.length === 0 || lines.length > MAX_GROUP) {
    return { id, size: 0, votes: [], malformed: [{ index: 0, text: (text ?? '').slice(0, MAX_TEXT) }], deliveries };
  }
  const { ms, seq } = toPosition(id);
  const votes: PlacedVote[] = [];
  const malformed: Malformed[] = [];
  for (let index = 0; index < lines.length; index++) {
    const vote = toPlacedVote(lines[index], ms, seq * MAX_GROUP + index);
    if (vote === undefined) malformed.push({ index, text: lines[index].slice(0, MAX_TEXT) });
    else votes.push(vote);
  }
  return { id, size: lines.length, votes, malformed, deliveries };
}

/** Place of an entry among the entries. */
export function toPosition(id: string): Position {
  const dash = id.indexOf('-');
  return { ms: Number(id.slice(0, dash)), seq: Number(id.slice(dash + 1)) };
}
