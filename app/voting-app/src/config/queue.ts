import type { EnvReader } from './env-reader.ts';
import { readPem } from './pem.ts';
import type { Role } from './roles.ts';
import { Secret } from './secret.ts';
import { withGoodCodes } from './url-codes.ts';

export interface RedisConfig {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly ca?: string;
  readonly username?: string;
  readonly password?: Secret;
  readonly cluster: boolean;
}

export interface QueueConfig {
  /** Absent: the queue lives in this process, for the demo. */
  readonly redis?: RedisConfig;
  /** Part of the key names; the braces around it keep all keys in one cluster slot. */
  readonly name: string;
  /** Replicas that must hold a vote before it is acknowledged; 0 trusts the primary alone. */
  readonly waitReplicas: number;
  readonly waitMs: number;
  readonly maxDepth: number;
}

export const MEMORY_URL = 'memory:';

export function readQueue(env: EnvReader, role: Role): QueueConfig {
  const url = env.optional('REDIS_URL');
  if (url === MEMORY_URL && role !== 'all') {
    env.fail(`REDIS_URL: ${MEMORY_URL} keeps the votes in one process, which the role ${role} shares with no worker`);
  }
  return {
    redis: url === MEMORY_URL ? undefined : readRedis(env, url),
    name: readName(env),
    waitReplicas: env.integer('QUEUE_WAIT_REPLICAS', 0, 0, 5),
    waitMs: env.integer('QUEUE_WAIT_MS', 200, 1, 10_000),
    maxDepth: env.integer('QUEUE_MAX_DEPTH', 1_000_000, 1, 100_000_000),
  };
}

/** Braces of its own would end those around it too early, and spread the keys over the slots of a cluster. */
function readName(env: EnvReader): string {
  const name = env.text('QUEUE_NAME', 'votes');
  if (/[{}]/.test(name)) env.fail(`QUEUE_NAME must have no braces, got "${name}"`);
  return name;
}

function readRedis(env: EnvReader, url: string | undefined): RedisConfig | undefined {
  if (url === undefined && env.optional('REDIS_HOST') === undefined) {
    env.fail('REDIS_URL or REDIS_HOST is required');
    return undefined;
  }
  const parsed = url === undefined ? undefined : parseUrl(env, url);
  return {
    host: parsed?.hostname ?? env.text('REDIS_HOST', ''),
    port: parsed?.port ? Number(parsed.port) : env.integer('REDIS_PORT', 6379, 1, 65_535),
    tls: parsed === undefined ? env.flag('REDIS_TLS', false) : parsed.protocol === 'rediss:',
    ca: readPem(env, 'REDIS_CA_FILE'),
    username: parsed?.username ? decodeURIComponent(parsed.username) : env.optional('REDIS_USERNAME'),
    password: parsed?.password ? new Secret(decodeURIComponent(parsed.password)) : env.secret('REDIS_PASSWORD'),
    cluster: env.flag('REDIS_CLUSTER', false),
  };
}

/** The text of the URL stays out of the message: it may hold a password. */
function parseUrl(env: EnvReader, text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== '') {
    return withGoodCodes(env, 'REDIS_URL', url);
  }
  env.fail('REDIS_URL must be redis://host:port, rediss://host:port or memory:');
  return undefined;
}
