import type { Tally } from '../store/votes.ts';
import type { Poll } from './poll.ts';

/** The state of one poll as pages and programs see it. */
export interface TallyView {
  readonly poll: string;
  readonly title: string;
  readonly options: readonly {
    readonly id: string;
    readonly label: string;
    readonly votes: number;
    readonly percent: number;
  }[];
  readonly total: number;
  readonly totalText: string;
  /** The option in front; absent while nobody voted or several are equal. */
  readonly leader: string | null;
  /** True while the database cannot be read: the numbers are the last ones known. */
  readonly stale: boolean;
  readonly servedBy: string;
}

/** Only the options of the poll are shown and counted; votes for one that was taken out stay in the database. */
export function tallyView(poll: Poll, tally: Tally | undefined, stale: boolean, servedBy: string): TallyView {
  const counts = poll.options.map((option) => tally?.get(option.id) ?? 0);
  const total = counts.reduce((sum, n) => sum + n, 0);
  const most = Math.max(...counts);
  const inFront = poll.options.filter((_, index) => counts[index] === most);
  return {
    poll: poll.id,
    title: poll.title,
    options: poll.options.map(
      (option, index) => ({ ...option, votes: counts[index], percent: percent(counts[index], total) }),
    ),
    total,
    totalText: totalText(total),
    leader: total > 0 && inFront.length === 1 ? inFront[0].id : null,
    stale,
    servedBy,
  };
}

function percent(n: number, total: number): number {
  return total === 0 ? 0 : Math.round((n / total) * 1000) / 10;
}

function totalText(total: number): string {
  if (total === 0) return 'No votes yet';
  return total === 1 ? '1 vote' : `${total.toLocaleString('en')} votes`;
}
