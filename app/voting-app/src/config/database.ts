import type { EnvReader } from './env-reader.ts';
import { readPem } from './pem.ts';
import { Secret } from './secret.ts';
import { withGoodCodes } from './url-codes.ts';

export type DatabaseLogin
  = | { readonly kind: 'password'; readonly user: string; readonly password?: Secret }
    | { readonly kind: 'secret'; readonly arn: string }
    | { readonly kind: 'iam'; readonly user: string; readonly region: string };

export interface DatabaseConfig {
  /** May be absent when the secret names it. */
  readonly host?: string;
  readonly port?: number;
  readonly name?: string;
  readonly login: DatabaseLogin;
  /** Encrypted with the server's certificate and name checked; false only for a server on this machine. */
  readonly tls: boolean;
  readonly ca?: string;
  readonly poolMax: number;
  /** User without a password that the role migrate makes for the others. */
  readonly iamUser?: string;
}

const SECRET_ARN = /^arn:[a-z0-9-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/;

export function readDatabase(env: EnvReader): DatabaseConfig | undefined {
  const url = readUrl(env);
  const login = readLogin(env, url);
  const host = url?.hostname ?? env.optional('DB_HOST');
  if (host === undefined && login.kind !== 'secret') env.fail('DB_HOST, DATABASE_URL or DB_SECRET_ARN is required');
  return {
    host,
    port: readPort(env, url),
    name: url === undefined ? env.optional('DB_NAME') : decodeURIComponent(url.pathname.slice(1)) || undefined,
    login,
    tls: readTls(env, url),
    ca: readPem(env, 'DB_CA_FILE'),
    poolMax: env.integer('DB_POOL_MAX', 5, 1, 100),
    iamUser: readIamUser(env),
  };
}

function readIamUser(env: EnvReader): string | undefined {
  const user = env.optional('DB_IAM_USER');
  if (user !== undefined && !/^[a-z_][a-z0-9_]{0,62}$/.test(user)) {
    env.fail('DB_IAM_USER must be 1 to 63 lower-case letters, digits and underscores, no digit first');
  }
  return user;
}

function readPort(env: EnvReader, url: URL | undefined): number | undefined {
  if (url !== undefined) return url.port === '' ? undefined : Number(url.port);
  return env.optional('DB_PORT') === undefined ? undefined : env.integer('DB_PORT', 5432, 1, 65_535);
}

function readTls(env: EnvReader, url: URL | undefined): boolean {
  const mode = env.choice('DB_SSL', ['verify-full', 'disable'] as const, 'verify-full');
  const inUrl = url?.searchParams.get('sslmode');
  if (inUrl === undefined || inUrl === null || env.optional('DB_SSL') !== undefined) return mode === 'verify-full';
  if (inUrl !== 'verify-full' && inUrl !== 'disable') {
    env.fail(`DATABASE_URL: sslmode must be verify-full or disable, got "${inUrl}"`);
  }
  return inUrl !== 'disable';
}

function readLogin(env: EnvReader, url: URL | undefined): DatabaseLogin {
  const arn = env.optional('DB_SECRET_ARN');
  const user = url?.username ? decodeURIComponent(url.username) : env.optional('DB_USER');
  if (arn !== undefined) {
    if (!SECRET_ARN.test(arn)) env.fail('DB_SECRET_ARN must be the ARN of a Secrets Manager secret');
    return { kind: 'secret', arn };
  }
  if (env.flag('DB_IAM_AUTH', false)) {
    const region = env.optional('AWS_REGION') ?? env.optional('AWS_DEFAULT_REGION');
    if (region === undefined) env.fail('AWS_REGION is required with DB_IAM_AUTH');
    if (user === undefined) env.fail('DB_USER is required with DB_IAM_AUTH');
    return { kind: 'iam', user: user ?? '', region: region ?? '' };
  }
  const password = url?.password ? new Secret(decodeURIComponent(url.password)) : env.secret('DB_PASSWORD');
  return { kind: 'password', user: user ?? 'postgres', password };
}

function readUrl(env: EnvReader): URL | undefined {
  const text = env.secret('DATABASE_URL')?.reveal();
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && ['postgres:', 'postgresql:'].includes(url.protocol) && url.hostname !== '') {
    return withGoodCodes(env, 'DATABASE_URL', url);
  }
  env.fail('DATABASE_URL must be postgres://user:password@host:port/name');
  return undefined;
}
