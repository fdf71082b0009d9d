import type { Sql } from './sql.ts';

export interface Mismatch {
  readonly poll: string;
  readonly choice: string;
  readonly tally: number;
  readonly recount: number;
}

/** One statement sees one moment, so votes that come in meanwhile cannot look like a difference. */
const COMPARE = `
select poll, choice, coalesce(t.n, 0)::float8 as tally, coalesce(v.n, 0)::float8 as recount
from (select poll, choice, sum(n) as n from tallies group by poll, choice) as t
full join (select poll, choice, count(*) as n from votes group by poll, choice) as v using (poll, choice)
where coalesce(t.n, 0) <> coalesce(v.n, 0)
order by poll, choice`;

/** Compares the tallies with the votes themselves. */
export class TallyAudit {
  constructor(private readonly sql: Sql) {}

  public async mismatches(): Promise<Mismatch[]> {
    return (await this.sql.query<Mismatch>(COMPARE)).rows;
  }
}
