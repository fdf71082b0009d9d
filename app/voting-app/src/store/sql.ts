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
  close(): Promise<void>;
}

export interface PoolStats {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
}

/** SQLSTATE of an error, when it has one. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** The data itself is refused (class 22, data exception; class 23, constraint): trying again cannot help. */
export function isDataError(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}

export const UNIQUE_VIOLATION = '23505';
export const INVALID_PASSWORD = '28P01';
export const INVALID_AUTHORIZATION = '28000';
