import { LOG_LEVELS, type LogLevel } from '../core/log.ts';
import type { PollBook } from '../poll/poll.ts';
import { type DatabaseConfig, readDatabase } from './database.ts';
import { EnvReader, type Environment } from './env-reader.ts';
import { readPolls } from './polls.ts';
import { type QueueConfig, readQueue } from './queue.ts';
import { type Need, type Role, ROLE_NEEDS, ROLES } from './roles.ts';
import type { TracingConfig } from '../trace/tracer.ts';
import { Secret } from './secret.ts';
import { readTracing } from './tracing.ts';

/** Which know the token when one is given. */
const NEEDS_ADMIN_TOKEN: readonly Role[] = ['result', 'all'];
const MIN_COOKIE_SECRET = 16;
const MIN_ADMIN_TOKEN = 16;
const MAX_PORT = 65_535;

export interface WebConfig {
  readonly host: string;
  readonly port: number;
  readonly metricsPort: number;
  readonly basePath: string;
  /** Number of proxies whose X-Forwarded-* headers are believed. */
  readonly trustProxy: number;
  /** Where the other page lives, for the link between the two; absent when not known. */
  readonly voteUrl?: string;
  readonly resultUrl?: string;
  readonly resultPort: number;
  readonly apiPort: number;
}

export interface Config {
  readonly role: Role;
  readonly web: WebConfig;
  readonly polls: PollBook;
  readonly queue?: QueueConfig;
  readonly database?: DatabaseConfig;
  /** The first one signs, all are accepted: a new secret goes in front of the old one. */
  readonly cookieSecrets: readonly Secret[];
  /** Votes a minute and client address; 0 is no limit. */
  readonly rateLimitPerMinute: number;
  readonly worker: { readonly batch: number; readonly loops: number; readonly claimIdleMs: number };
  readonly result: {
    readonly pollMs: number;
    readonly maxConnections: number;
    /** Live connections of one client network; 0 is no limit. */
    readonly maxPerClient: number;
  };
  readonly tracing?: TracingConfig;
  /** Opens the pages of administrators in the result role; without it there are none. */
  readonly adminToken?: Secret;
  readonly healthGraceS: number;
  readonly shutdownTimeoutS: number;
  readonly logLevel: LogLevel;
  readonly emf: { readonly namespace?: string; readonly intervalS: number };
}

/** Reads and checks the whole environment; throws one ConfigError that names everything wrong. */
export function readConfig(environment: Environment, roleArgument?: Role): Config {
  const env = new EnvReader(environment);
  const role = roleArgument ?? env.choice('ROLE', ROLES, 'vote');
  if (roleArgument === undefined && env.optional('ROLE') === undefined) {
    env.fail(`ROLE must be one of ${ROLES.join(', ')}`);
  }
  const needs = (need: Need): boolean => ROLE_NEEDS[role].includes(need);
  const config: Config = {
    role,
    web: readWeb(env),
    polls: readPolls(env),
    queue: needs('queue') ? readQueue(env, role) : undefined,
    database: needs('database') ? readDatabase(env) : undefined,
    cookieSecrets: needs('cookie-secret') ? readCookieSecrets(env) : [],
    rateLimitPerMinute: env.integer('RATE_LIMIT', 0, 0, 1_000_000),
    worker: {
      batch: env.integer('WORKER_BATCH', 1_000, 1, 5_000),
      loops: env.integer('WORKER_LOOPS', 2, 1, 16),
      claimIdleMs: env.integer('CLAIM_IDLE_MS', 30_000, 100, 3_600_000),
    },
    result: {
      pollMs: env.integer('RESULT_POLL_MS', 50, 50, 60_000),
      maxConnections: env.integer('MAX_CONNECTIONS', 15_000, 1, 1_000_000),
      maxPerClient: env.integer('MAX_CONNECTIONS_PER_CLIENT', 0, 0, 1_000_000),
    },
    adminToken: NEEDS_ADMIN_TOKEN.includes(role) ? readAdminToken(env) : undefined,
    tracing: readTracing(env, role),
    healthGraceS: env.integer('HEALTH_GRACE_S', 120, 0, 3_600),
    shutdownTimeoutS: env.integer('SHUTDOWN_TIMEOUT_S', 25, 1, 120),
    logLevel: env.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
    emf: { namespace: env.optional('EMF_NAMESPACE'), intervalS: env.integer('EMF_INTERVAL_S', 60, 1, 3_600) },
  };
  env.assertValid();
  return config;
}

function readWeb(env: EnvReader): WebConfig {
  return {
    host: env.text('HOST', '0.0.0.0'),
    port: env.integer('PORT', 8080, 0, MAX_PORT),
    metricsPort: env.integer('METRICS_PORT', 9464, 0, MAX_PORT),
    basePath: readBasePath(env),
    trustProxy: env.integer('TRUST_PROXY', 0, 0, 10),
    voteUrl: env.optional('VOTE_URL'),
    resultUrl: env.optional('RESULT_URL'),
    resultPort: env.integer('RESULT_PORT', 5001, 0, MAX_PORT),
    apiPort: env.integer('API_PORT', 8081, 0, MAX_PORT),
  };
}

function readBasePath(env: EnvReader): string {
  const path = env.text('BASE_PATH', '').replace(/\/+$/, '');
  if (path !== '' && !/^(\/[A-Za-z0-9._~-]+)+$/.test(path)) env.fail(`BASE_PATH must look like /vote, got "${path}"`);
  return path;
}

function readCookieSecrets(env: EnvReader): Secret[] {
  const secrets = (env.secret('COOKIE_SECRET')?.reveal() ?? '').split(',').filter((text) => text !== '');
  if (secrets.length === 0) {
    env.fail('COOKIE_SECRET is required: the same for all vote tasks, or voters are taken for new ones');
  } else if (secrets.some((text) => text.length < MIN_COOKIE_SECRET)) {
    env.fail(`COOKIE_SECRET must have at least ${MIN_COOKIE_SECRET} characters`);
  }
  return secrets.map((text) => new Secret(text));
}

function readAdminToken(env: EnvReader): Secret | undefined {
  const token = env.secret('ADMIN_TOKEN');
  if (token !== undefined && !/^[!-~]+$/.test(token.reveal())) {
    env.fail('ADMIN_TOKEN must consist of ASCII characters without blanks');
  } else if (token !== undefined && token.reveal().length < MIN_ADMIN_TOKEN) {
    env.fail(`ADMIN_TOKEN must have at least ${MIN_ADMIN_TOKEN} characters`);
  }
  return token;
}
