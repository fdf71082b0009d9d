import type { PollControl, PollControls } from '../poll/poll.ts';
import type { Sql } from './sql.ts';

const ALL = `
select poll, state, extract(epoch from since)::float8 * 1000 as "sinceMs", round from poll_controls`;

const SET = `
insert into poll_controls (poll, state, since) values ($1, $2, now())
on conflict (poll) do update set state = excluded.state, since = excluded.since`;

const NEXT_ROUND = `
insert into poll_controls (poll, round) values ($1, 1)
on conflict (poll) do update set round = poll_controls.round + 1`;

const FORGET = ['votes', 'tallies', 'tally_history'].map((table) => `delete from ${table} where poll = $1`);

/** In the order of the key, so that a reader can go on from the last one. */
const VOTES = `
select voter_id as voter, choice, created_at as "votedAt", updated_at as "changedAt" from votes
where poll = $1 and voter_id > $2 order by voter_id limit $3`;

const AT_ONCE = 2_000;

export interface StoredVote {
  readonly choice: string;
  readonly votedAt: Date;
  readonly changedAt: Date;
}

type VoteRow = StoredVote & { readonly voter: string };

/** What administrators do with polls. */
export class ControlStore {
  constructor(private readonly sql: Sql) {}

  public async all(): Promise<PollControls> {
    const { rows } = await this.sql.query<Record<keyof PollControl, never> & { poll: string }>(ALL);
    return new Map(rows.map(({ poll, state, sinceMs, round }) => [
      poll, { state: state ?? undefined, sinceMs: sinceMs ?? undefined, round },
    ]));
  }

  /** Without a state the configured times count again. */
  public async set(poll: string, state: 'open' | 'closed' | null): Promise<void> {
    await this.sql.query(SET, [poll, state]);
  }

  /** Forgets all votes of the poll. */
  public async reset(poll: string): Promise<void> {
    await this.sql.transaction(async (tx) => {
      for (const text of FORGET) await tx.query(text, [poll]);
      await tx.query(NEXT_ROUND, [poll]);
    });
  }

  /** All votes of a poll, without who gave them; some at a time, however many there are. */
  public async* votes(poll: string): AsyncGenerator<StoredVote> {
    for (let after = '', more = true; more;) {
      const rows: readonly VoteRow[] = (await this.sql.query<VoteRow>(VOTES, [poll, after, AT_ONCE])).rows;
      for (const { choice, votedAt, changedAt } of rows) yield { choice, votedAt, changedAt };
      after = rows.at(-1)?.voter ?? after;
      more = rows.length === AT_ONCE;
    }
  }
}
