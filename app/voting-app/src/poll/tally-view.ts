import type { Tally } from '../store/votes.ts';
import { type Poll, pollState } from './poll.ts';
import type { OptionView, Pipeline, TallyView } from './tally-types.ts';

/** What is known beside the numbers. */
export interface Surroundings {
  readonly zone?: string;
  readonly pipeline?: Pipeline;
  /** All votes accepted before this time are stored; unknown without a report of a worker. */
  readonly settledUntil?: number;
  readonly now?: number;
}

/** Clocks of the tasks differ by less than this. */
const CLOCK_MARGIN_MS = 2_000;
/** Without a report of a worker, votes are taken as stored after this time. */
const SETTLE_MS = 60_000;

/** Only the options of the poll are shown and counted; votes for one that was taken out stay in the database. */
export function tallyView(
  poll: Poll, tally: Tally | undefined, stale: boolean, servedBy: string, around: Surroundings = {},
): TallyView {
  const counts = poll.options.map((option) => tally?.get(option.id) ?? 0);
  const total = counts.reduce((sum, n) => sum + n, 0);
  const options = poll.options.map((option, index) => {
    const votes = counts[index];
    return { ...option, votes, percent: percent(votes, total) };
  });
  const most = Math.max(...counts);
  const inFront = options.filter(({ votes }) => votes === most);
  const final = !stale && isSettled(poll, around);
  return {
    poll: poll.id,
    title: poll.title,
    state: pollState(poll, around.now),
    opensAt: isoTime(poll.opensAt),
    closesAt: isoTime(poll.closesAt),
    options,
    total,
    totalText: final && total === 0 ? 'No votes' : totalText(total),
    leader: total > 0 && inFront.length === 1 ? inFront[0].id : null,
    final,
    outcome: final ? outcome(inFront, total) : null,
    stale,
    servedBy,
    zone: around.zone ?? null,
    pipeline: around.pipeline ?? null,
  };
}

function isSettled({ closesAt }: Poll, { now = Date.now(), settledUntil = now - SETTLE_MS }: Surroundings): boolean {
  return closesAt !== undefined && now >= closesAt && settledUntil >= closesAt + CLOCK_MARGIN_MS;
}

function outcome(inFront: readonly OptionView[], total: number): string {
  if (total === 0) return 'Nobody voted.';
  const [first] = inFront;
  if (inFront.length === 1) return `${first.label} wins with ${first.percent.toFixed(1)}% of ${totalText(total)}.`;
  const names = inFront.map(({ label }) => label);
  return `A tie: ${names.slice(0, -1).join(', ')} and ${names.at(-1)} have ${totalText(first.votes)} each.`;
}

function isoTime(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

function percent(n: number, total: number): number {
  return total === 0 ? 0 : Math.round((n / total) * 1000) / 10;
}

export function totalText(total: number): string {
  if (total === 0) return 'No votes yet';
  return total === 1 ? '1 vote' : `${total.toLocaleString('en')} votes`;
}
