/** Name of the user that exporters log in as. */
export const LOGIN = 'elastic_web_metrics';

/** It reads what monitoring needs, in few connections, and none of its queries may take long. */
const STATEMENTS = [
  `DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${LOGIN}') THEN CREATE ROLE ${LOGIN} LOGIN; `
  + 'END IF; END$$',
  `ALTER ROLE ${LOGIN} CONNECTION LIMIT 5`,
  `ALTER ROLE ${LOGIN} SET default_transaction_read_only = on`,
  `ALTER ROLE ${LOGIN} SET statement_timeout = '10s'`,
  `GRANT pg_monitor TO ${LOGIN}`,
];

/**
 * A shell script that makes the user, or changes it to what it should be. Its first argument is a connection string.
 *
 * psql turns the password into a verifier before it sends it, so that it stands in no log of the database.
 */
export const LOGIN_SCRIPT = [
  'set -eu',
  `psql "$0" -X -q -v ON_ERROR_STOP=1 ${STATEMENTS.map((statement) => `-c "${escaped(statement)}"`).join(' ')}`,
  `printf '%s\\n%s\\n' "$LOGIN_PASSWORD" "$LOGIN_PASSWORD" | `
  + `psql "$0" -X -q -v ON_ERROR_STOP=1 -c '\\password ${LOGIN}'`,
].join('\n');

/** For a shell, between double quotes. */
function escaped(statement: string): string {
  return statement.replaceAll('$', '\\$');
}
