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

/** A vote and its address may both name a poll: every name must exist, and the vote goes to no other than the named. */
export function pollOfVote(polls: PollBook, inBody: string | undefined, inAddress: readonly string[]): Poll {
  const [poll, ...others] = [inBody ?? '', ...inAddress].filter((id) => id !== '').map((id) => findPoll(polls, id));
  if (others.some((other) => other !== poll)) throw new ApiError(400, 'the vote and its address name different polls');
  return poll ?? findPoll(polls, undefined);
}
