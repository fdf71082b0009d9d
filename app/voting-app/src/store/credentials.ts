import { awsCredentials, type CredentialSource } from '../aws/credentials.ts';
import { rdsAuthToken } from '../aws/rds-token.ts';
import { getSecretValue } from '../aws/secrets-manager.ts';
import type { DatabaseConfig } from '../config/database.ts';
import type { Environment } from '../config/env-reader.ts';
import { Secret } from '../config/secret.ts';

export interface DatabaseTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** Where to connect, and the password of the moment. */
export interface DatabaseAccess {
  target(): Promise<DatabaseTarget>;
  password(): Promise<Secret | undefined>;
  /** Called when the database refused the login: forget what was kept and ask again. */
  forget(): void;
}

const DEFAULT_PORT = 5432;
const DEFAULT_NAME = 'postgres';
/** Not more than one call to Secrets Manager in this time, however many connections are refused. */
const MIN_REFETCH_MS = 1_000;

export function databaseAccess(config: DatabaseConfig, env: Environment): DatabaseAccess {
  const { login } = config;
  switch (login.kind) {
    case 'password': return fixedAccess(config, login.user, async () => login.password);
    case 'secret': return new SecretAccess(
      config, login.arn, awsCredentials(env), env.AWS_ENDPOINT_URL_SECRETS_MANAGER,
    );
    case 'iam': {
      const credentials = awsCredentials(env);
      const target = {
        host: config.host ?? '', port: config.port ?? DEFAULT_PORT, user: login.user, region: login.region,
      };
      return fixedAccess(config, login.user, async () => new Secret(rdsAuthToken(target, await credentials())));
    }
  }
}

function fixedAccess(
  config: DatabaseConfig, user: string, password: () => Promise<Secret | undefined>,
): DatabaseAccess {
  const target = {
    host: config.host ?? '', port: config.port ?? DEFAULT_PORT, database: config.name ?? DEFAULT_NAME, user,
  };
  return { target: async () => target, password, forget: () => undefined };
}

interface SecretContent {
  readonly username: string;
  readonly password: string;
  readonly host?: string;
  readonly port?: number | string;
  readonly dbname?: string;
}

/**
 * Credentials in the form that RDS keeps in Secrets Manager. Fetched again when the database refuses them, so rotation
 * needs no restart.
 */
class SecretAccess implements DatabaseAccess {
  private content?: Promise<SecretContent>;
  private fetchedAt = -Infinity;

  constructor(
    private readonly config: DatabaseConfig,
    private readonly arn: string,
    private readonly credentials: CredentialSource,
    private readonly endpoint: string | undefined,
  ) {}

  public async target(): Promise<DatabaseTarget> {
    const secret = await this.read();
    const host = this.config.host ?? secret.host;
    if (host === undefined) throw new Error('the secret names no host and DB_HOST is not set');
    return {
      host,
      port: this.config.port ?? Number(secret.port ?? DEFAULT_PORT),
      database: this.config.name ?? secret.dbname ?? DEFAULT_NAME,
      user: secret.username,
    };
  }

  public async password(): Promise<Secret> {
    return new Secret((await this.read()).password);
  }

  public forget(): void {
    if (Date.now() - this.fetchedAt >= MIN_REFETCH_MS) this.content = undefined;
  }

  private read(): Promise<SecretContent> {
    if (this.content === undefined) {
      this.fetchedAt = Date.now();
      const content = getSecretValue(this.arn, this.credentials, this.endpoint).then(parse);
      this.content = content;
      // a failed fetch must not be kept.
      content.catch(() => {
        if (this.content === content) this.content = undefined;
      });
    }
    return this.content;
  }
}

/** The text of the secret stays out of the error. */
function parse(text: string): SecretContent {
  let content: Partial<SecretContent>;
  try {
    content = JSON.parse(text) as Partial<SecretContent>;
  } catch {
    throw new Error('the secret is not JSON');
  }
  if (typeof content.username !== 'string' || typeof content.password !== 'string') {
    throw new Error('the secret has no "username" and "password"');
  }
  return content as SecretContent;
}
