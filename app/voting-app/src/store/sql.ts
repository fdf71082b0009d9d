export interface SqlResult<Row> {
  readonly rows: Row[];
  readonly rowCount: number;
}

/** What the repositories need of a database; PostgreSQL's pool and the embedded database of the demo both give it. */
export interface Sql {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<SqlResult<Row>>;
  /** Runs the function in one transaction on one connection. */
  transaction<T>(run: (sql: Pick<Sql, 'query' | 'script'>) => Promise<T>): Promise<T>;
  /** Several statements without parameters. */
  script(text: string): Promise<void>;
  poolStats(): PoolStats;
  /** SQLSTATE with which the database lately refused to write although it answers; a full disk, for example. */
  writesRefused?(): string | undefined;
  close(): Promise<void>;
}

export interface PoolStats {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
}

/** SQLSTATE of an error, when it has one; codes of the network, such as EPIPE, begin with an E. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code) ? code : undefined;
}

/**
 * The database is away or cannot do its work for the moment, so the same statement may succeed later: connection (08),
 * resources such as disk or connections (53), shutdown, start or cancelled for its time (57), system (58), read-only
 * since another server took over (25006), or no answer at all.
 */
export function isOutage(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return /^(08|53|57|58)/.test(state) || state === READ_ONLY;
  const { code = '', message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  return NETWORK_CODES.includes(String(code)) || DRIVER_TEXTS.test(message);
}

const NETWORK_CODES = [
  'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE',
];
/** The driver's own errors have no codes. */
const DRIVER_TEXTS = /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated)/i;

/** The data itself is refused (class 22, data exception; class 23, constraint): trying again cannot help. */
export function isDataError(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}

export const READ_ONLY = '25006';
export const QUERY_CANCELED = '57014';
export const UNIQUE_VIOLATION = '23505';
export const INVALID_PASSWORD = '28P01';
export const INVALID_AUTHORIZATION = '28000';

/** An array as PostgreSQL reads it, of words of letters, digits, "_" and "-": nothing in them needs an escape. */
export function words(values: readonly string[]): string {
  return `{"${values.join('","')}"}`;
}
