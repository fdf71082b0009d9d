import { PgliteSql } from '../../src/store/pglite.ts';
import type { Sql } from '../../src/store/sql.ts';

/** Making the first one takes seconds, more beside other work. */
const OPEN_MS = 60_000;

/** PostgreSQL in the process of this test file, with all tables; these ones are empty before each test. */
export function embeddedDatabase(tables: string): Sql {
  let opened: PgliteSql;
  beforeAll(async () => {
    opened = await PgliteSql.open();
  }, OPEN_MS);
  afterAll(() => opened.close());
  beforeEach(() => opened.script(`truncate ${tables} restart identity`));
  return {
    query: (text, values) => opened.query(text, values),
    script: (text) => opened.script(text),
    transaction: (run) => opened.transaction(run),
    poolStats: () => opened.poolStats(),
    close: () => opened.close(),
  };
}
