import { type Sql, words } from './sql.ts';

/** Samples of the history share a row within this time. */
const SAMPLE_S = 10;
const HISTORY_H = 24;
/** Points of one line of the chart. */
const POINTS = 60;
/** A worker that said nothing for so long is gone. */
const SILENT_S = 10;

const REPORT = `
insert into workers as w (task, queued, lag_ms, polls) values ($1, $2, $3, $4::text[])
on conflict (task) do update
  set queued = excluded.queued, lag_ms = excluded.lag_ms, polls = excluded.polls, seen_at = now()`;

const LATEST = `
select count(*) over ()::int as workers, queued::float8 as queued, lag_ms::float8 as "lagMs",
  extract(epoch from seen_at)::float8 * 1000 as "seenAt"
from workers
where seen_at > now() - interval '${SILENT_S} seconds' and (polls is null or polls && $1::text[])
order by seen_at desc limit 1`;

/** Any number of workers may take the same sample: the row is the same. */
const SAMPLE = `
insert into tally_history as h (poll, choice, at, n)
select t.poll, t.choice, to_timestamp(floor(extract(epoch from now()) / ${SAMPLE_S}) * ${SAMPLE_S}), t.n
from (select poll, choice, sum(n) as n from tallies group by poll, choice) t
left join lateral (
  select n from tally_history l where l.poll = t.poll and l.choice = t.choice order by at desc limit 1
) latest on true
where latest.n is distinct from t.n
on conflict (poll, choice, at) do update set n = excluded.n`;

const FORGET = [
  `delete from tally_history where at < now() - interval '${HISTORY_H} hours'`,
  "delete from workers where seen_at < now() - interval '1 hour'",
];

/** The last sample of each of so many parts of the time since the first one. */
const HISTORY = `
with span as (
  select poll, min(at) as first, extract(epoch from max(at) - min(at)) as seconds from tally_history group by poll
)
select distinct on (h.poll, h.choice, part)
  h.poll, h.choice, extract(epoch from h.at)::float8 * 1000 as ms, h.n::float8 as n
from tally_history h
join span using (poll)
cross join lateral (
  select floor(extract(epoch from h.at - span.first) * ${POINTS} / greatest(span.seconds, 1)) as part
) parts
order by h.poll, h.choice, part, h.at desc`;

export interface WorkerReport {
  readonly queued: number;
  readonly lagMs: number;
  readonly workers: number;
  /** Epoch milliseconds, by the database's clock. */
  readonly seenAt: number;
}

/** Votes of one choice at a time. */
export interface Sample {
  readonly choice: string;
  readonly ms: number;
  readonly n: number;
}

/** What workers tell the result role by way of the database. */
export class PipelineStore {
  private readonly polls: string;

  /** @param polls ids of this application; others may share the database */
  constructor(private readonly sql: Sql, polls: readonly string[]) {
    this.polls = words(polls);
  }

  public async report(task: string, queued: number, lagMs: number): Promise<void> {
    await this.sql.query(REPORT, [task, queued, Math.round(lagMs), this.polls]);
  }

  /** The newest report of a worker of these polls; nothing when all of them are silent. */
  public async latest(): Promise<WorkerReport | undefined> {
    return (await this.sql.query<WorkerReport>(LATEST, [this.polls])).rows[0];
  }

  public async sample(): Promise<void> {
    await this.sql.query(SAMPLE);
  }

  public async forget(): Promise<void> {
    for (const text of FORGET) await this.sql.query(text);
  }

  /** Of all polls, in the order of time for each choice. */
  public async history(): Promise<Map<string, Sample[]>> {
    const polls = new Map<string, Sample[]>();
    for (const { poll, ...sample } of (await this.sql.query<Sample & { poll: string }>(HISTORY)).rows) {
      const samples = polls.get(poll);
      if (samples === undefined) polls.set(poll, [sample]);
      else samples.push(sample);
    }
    return polls;
  }
}
