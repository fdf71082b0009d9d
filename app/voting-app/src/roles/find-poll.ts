import { ApiError } from '../http/problem.ts';
import { targetOf } from '../http/request.ts';
import type { Poll, PollBook } from '../poll/poll.ts';

/** The poll that a request names, or the first one when it names none. */
export function findPoll(polls: PollBook, id: string | undefined): Poll {
  const poll = polls.find(id);
  if (poll === undefined) throw new ApiError(404, 'there is no such poll');
  return poll;
}

/** The polls that an address names. */
export function pollsOf(url: string | undefined): readonly string[] {
  return targetOf(url).query.getAll('poll');
}

/** A vote and its address may both name the poll: it must not go to another one than somebody named. */
export function samePoll(inBody: string | undefined, inAddress: readonly string[]): string | undefined {
  const named = new Set([inBody ?? '', ...inAddress].filter((id) => id !== ''));
  if (named.size > 1) throw new ApiError(400, 'the vote and its address name different polls');
  return [...named][0];
}
