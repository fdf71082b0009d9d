import { type Sql, sqlState, UNIQUE_VIOLATION } from './sql.ts';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface UserInput {
  readonly email: string;
  readonly name: string;
}

export class EmailTaken extends Error {
  constructor() {
    super('another user has this e-mail address');
    this.name = 'EmailTaken';
  }
}

/** Ids are text outside: a bigint does not fit into a JavaScript number. Times are text in the form of ISO 8601. */
const COLUMNS = `id::text as id, email, name,
  to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
  to_char(updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"`;

export class UserStore {
  constructor(private readonly sql: Sql) {}

  public async create(input: UserInput): Promise<User> {
    const rows = await this.write(
      `insert into users (email, name) values ($1, $2) returning ${COLUMNS}`, [input.email, input.name],
    );
    return rows[0];
  }

  public async find(id: string): Promise<User | undefined> {
    return (await this.sql.query<User>(`select ${COLUMNS} from users where id = $1::bigint`, [id])).rows[0];
  }

  /** One page in the order of creation, after the given id; reads as many rows as it returns, however deep the page. */
  public async list(limit: number, after = '0'): Promise<User[]> {
    return (
      await this.sql.query<User>(
        `select ${COLUMNS} from users where id > $1::bigint order by users.id limit $2::int`, [after, limit],
      )
    ).rows;
  }

  /** Sets the fields given and leaves the others. */
  public async update(id: string, input: Partial<UserInput>): Promise<User | undefined> {
    const rows = await this.write(
      `update users set email = coalesce($2, email), name = coalesce($3, name), updated_at = now()
       where id = $1::bigint returning ${COLUMNS}`,
      [id, input.email ?? null, input.name ?? null],
    );
    return rows[0];
  }

  public async remove(id: string): Promise<boolean> {
    return (await this.sql.query('delete from users where id = $1::bigint', [id])).rowCount > 0;
  }

  private async write(text: string, values: unknown[]): Promise<User[]> {
    try {
      return (await this.sql.query<User>(text, values)).rows;
    } catch (error) {
      throw sqlState(error) === UNIQUE_VIOLATION ? new EmailTaken() : error;
    }
  }
}
