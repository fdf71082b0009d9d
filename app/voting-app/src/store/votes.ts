import { type PlacedVote, replaces } from '../poll/vote.ts';
import { type Sql, words } from './sql.ts';

/** choice -> votes, for one poll. */
export type Tally = ReadonlyMap<string, number>;

/** Rows of one choice are spread over this many shards. */
export const TALLY_SHARDS = 16;

/**
 * One statement stores a batch and keeps the tallies exact by construction.
 *
 * A row changes only for a later place, or for a later click of the same page, so a batch applied twice, late or beside
 * another one changes nothing that is newer. `prev` carries the choice that was replaced out of the upsert, because
 * reading the old rows first would miss a voter inserted meanwhile. Each change counts +1 for the new choice and -1 for
 * the replaced one. Rows are taken in the order of the key, so two workers cannot wait for each other in a circle.
 */
const STORE = `
with incoming as (
  select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::int[], $6::text[], $7::int[])
    as i (poll, voter_id, choice, ms, seq, page, click)
), changed as (
  insert into votes as v (poll, voter_id, choice, ms, seq, page, click)
  select poll, voter_id, choice, ms, seq, page, click from incoming order by poll, voter_id
  on conflict (poll, voter_id) do update
    set prev = v.choice, choice = excluded.choice, ms = excluded.ms, seq = excluded.seq,
      page = excluded.page, click = excluded.click, updated_at = now()
    where case when v.page <> '' and v.page = excluded.page and v.click <> excluded.click
      then v.click < excluded.click else (v.ms, v.seq) < (excluded.ms, excluded.seq) end
  returning poll, choice, prev
), delta as (
  select poll, choice, sum(d) as n from (
    select poll, choice, 1 as d from changed
    union all
    select poll, prev, -1 from changed where prev is not null
  ) as steps group by poll, choice having sum(d) <> 0
), counted as (
  insert into tallies as t (poll, choice, shard, n)
  select poll, choice, $8::smallint, n from delta order by poll, choice
  on conflict (poll, choice, shard) do update set n = t.n + excluded.n
)
select count(*)::int as changed from changed`;

const TALLY = 'select poll, choice, sum(n)::float8 as n from tallies group by poll, choice';
const RECOUNT = 'select poll, choice, count(*)::float8 as n from votes group by poll, choice';
const LATEST = 'select coalesce(max(ms), 0)::float8 as ms from votes';

interface CountRow {
  readonly poll: string;
  readonly choice: string;
  readonly n: number;
}

export class VoteStore {
  constructor(private readonly sql: Sql) {}

  /** Stores votes and returns how many changed a row; safe to repeat with the same votes. */
  public async store(votes: readonly PlacedVote[], shard: number): Promise<number> {
    const last = lastOfEachVoter(votes);
    if (last.length === 0) return 0;
    const { rows } = await this.sql.query<{ changed: number }>(STORE, [
      words(last.map((vote) => vote.poll)), words(last.map((vote) => vote.voter)), words(
        last.map((vote) => vote.choice),
      ),
      `{${last.map((vote) => vote.ms).join()}}`, `{${last.map((vote) => vote.seq).join()}}`,
      words(last.map((vote) => vote.click?.page ?? '')), `{${last.map((vote) => vote.click?.number ?? 0).join()}}`,
      shard,
    ]);
    return rows[0].changed;
  }

  public async tallies(): Promise<Map<string, Map<string, number>>> {
    return this.count(TALLY);
  }

  /** What the tallies must be, counted from the votes themselves. */
  public async recount(): Promise<Map<string, Map<string, number>>> {
    return this.count(RECOUNT);
  }

  /** Time part of the latest place stored. */
  public async latestMs(): Promise<number> {
    return (await this.sql.query<{ ms: number }>(LATEST)).rows[0].ms;
  }

  private async count(text: string): Promise<Map<string, Map<string, number>>> {
    const polls = new Map<string, Map<string, number>>();
    for (const { poll, choice, n } of (await this.sql.query<CountRow>(text)).rows) {
      if (!polls.has(poll)) polls.set(poll, new Map());
      if (n !== 0) polls.get(poll)!.set(choice, n);
    }
    return polls;
  }
}

/** A statement may not touch a row twice: of several votes of one voter the last one counts. */
function lastOfEachVoter(votes: readonly PlacedVote[]): PlacedVote[] {
  const polls = new Map<string, Map<string, PlacedVote>>();
  for (const vote of votes) {
    let voters = polls.get(vote.poll);
    if (voters === undefined) polls.set(vote.poll, voters = new Map());
    const other = voters.get(vote.voter);
    if (other === undefined || replaces(vote, other)) voters.set(vote.voter, vote);
  }
  return [...polls.values()].flatMap((voters) => [...voters.values()]);
}
