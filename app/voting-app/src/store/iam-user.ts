import { MIGRATION_LOCK } from './migrate.ts';
import type { Sql } from './sql.ts';

/** What RDS asks who logs in with IAM to be a member of; other servers do not have it. */
const RDS_IAM = 'rds_iam';

/**
 * Makes the user that the other roles log in as with IAM, without a password. It works with the rows of all tables, and
 * changes no table. Again after each migration, because that may bring new tables.
 *
 * @param user letters, digits and underscores: see the configuration
 */
export async function admitIamUser(sql: Sql, user: string): Promise<void> {
  await sql.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::bigint)', [MIGRATION_LOCK]);
    const { rows } = await tx.query<{ rolname: string }>('select rolname from pg_roles where rolname = $1', [user]);
    if (rows.length === 0) await tx.script(`create role "${user}" login`);
    await tx.script(`
      grant ${RDS_IAM} to "${user}";
      grant usage on schema public to "${user}";
      grant select, insert, update, delete on all tables in schema public to "${user}";
      grant usage, select on all sequences in schema public to "${user}";`);
  });
}
