import type { Poll, PollBook } from '../poll/poll.ts';
import type { Link } from './layout.ts';

/** An address with the poll in it; the main poll is what the bare address shows. */
export function withPoll(url: string, polls: PollBook, poll: Poll): string {
  if (poll.id === polls.main.id) return url;
  const [address, anchor] = url.split('#', 2);
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  return `${address}${joint}poll=${poll.id}${anchor === undefined ? '' : `#${anchor}`}`;
}

export function pollLinks(path: string, polls: PollBook, current: Poll): Link[] {
  return polls.polls.map(({ id, title }) => ({ href: `${path}?poll=${id}`, text: title, current: id === current.id }));
}
