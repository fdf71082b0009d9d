import type { Poll } from '../poll/poll.ts';
import type { StoredVote } from '../store/controls.ts';
import { csvLine } from './results-csv.ts';

/** Votes that make one piece of the answer. */
const AT_ONCE = 500;

/** Who voted is not in it: a name would only be good for a forgery. */
export function votesAsCsv(poll: Poll, votes: AsyncIterable<StoredVote>): AsyncGenerator<string> {
  const head = csvLine(['poll', 'option', 'label', 'voted_at', 'changed_at']);
  return inPieces(head, votes, (vote) => {
    const { choice, votedAt, changedAt } = vote;
    return csvLine([poll.id, choice, labelOf(poll, choice), votedAt.toISOString(), changedAt.toISOString()]);
  }, '');
}

export function votesAsJson(poll: Poll, votes: AsyncIterable<StoredVote>): AsyncGenerator<string> {
  const { id, title, options } = poll;
  const head = `${JSON.stringify({ poll: id, title, options }).slice(0, -1)},"votes":[\n`;
  let separator = '';
  return inPieces(head, votes, (vote) => {
    const text = separator + JSON.stringify(vote);
    separator = ',\n';
    return text;
  }, '\n]}\n');
}

async function* inPieces(
  head: string, votes: AsyncIterable<StoredVote>, toText: (vote: StoredVote) => string, tail: string,
): AsyncGenerator<string> {
  let piece = head;
  let count = 0;
  for await (const vote of votes) {
    piece += toText(vote);
    if (++count % AT_ONCE !== 0) continue;
    yield piece;
    piece = '';
  }
  yield piece + tail;
}

function labelOf(poll: Poll, choice: string): string {
  return poll.options.find(({ id }) => id === choice)?.label ?? '';
}
