import { ApiError } from '../http/problem.ts';
import type { Poll, PollBook } from '../poll/poll.ts';

/** The poll that a request names, or the first one when it names none. */
export function findPoll(polls: PollBook, id: string | undefined): Poll {
  const poll = polls.find(id);
  if (poll === undefined) throw new ApiError(404, 'there is no such poll');
  return poll;
}
