import { contradiction, isKnown, type Problem } from '../core';
import type { SettingValues } from './settings';
import { SHUTDOWN_TIMEOUT, shutdownSeconds } from './stop-times';

/** Whole numbers that the program takes, by variable. A test compares all of this with the program. */
export const INTEGERS: { readonly [variable: string]: { readonly min: number; readonly max: number } } = {
  RATE_LIMIT: { min: 0, max: 1_000_000 },
  WORKER_BATCH: { min: 1, max: 5_000 },
  WORKER_LOOPS: { min: 1, max: 16 },
  CLAIM_IDLE_MS: { min: 100, max: 3_600_000 },
  RESULT_POLL_MS: { min: 50, max: 60_000 },
  MAX_CONNECTIONS: { min: 1, max: 1_000_000 },
  MAX_CONNECTIONS_PER_CLIENT: { min: 0, max: 1_000_000 },
  QUEUE_WAIT_REPLICAS: { min: 0, max: 5 },
  QUEUE_WAIT_MS: { min: 1, max: 10_000 },
  QUEUE_MAX_DEPTH: { min: 1, max: 100_000_000 },
  DB_POOL_MAX: { min: 1, max: 100 },
  HEALTH_GRACE_S: { min: 0, max: 3_600 },
  SHUTDOWN_TIMEOUT_S: { min: 1, max: 120 },
  EMF_INTERVAL_S: { min: 1, max: 3_600 },
};
/** Words that the program takes, by variable. */
export const CHOICES: { readonly [variable: string]: readonly string[] } = {
  LOG_LEVEL: ['debug', 'info', 'warn', 'error', 'silent'],
};
/** Variables that are true or false, and how the program lets people write that. */
export const FLAGS: readonly string[] = ['REDIS_CLUSTER'];
export const FLAG_WORDS: readonly string[] = ['true', '1', 'yes', 'on', 'false', '0', 'no', 'off'];

const RATIO = 'OTEL_TRACES_SAMPLER_ARG';
const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const QUEUE = 'QUEUE_NAME';
/** Every variable that a user may set, as the program writes it. */
export const KNOWN: readonly string[] = [
  ...Object.keys(INTEGERS), ...Object.keys(CHOICES), ...FLAGS, QUEUE, ENDPOINT, RATIO, 'OTEL_SERVICE_NAME',
  'DB_CA_FILE', 'REDIS_CA_FILE',
];

/** Variables that Node.js, its TLS and the AWS clients of the program read. */
const RUNTIME
  = /^(?:(?:AWS|NODE|SSL_CERT)_[A-Z0-9_]+|(?:HTTPS?|NO)_PROXY|LANG|LC_ALL|OPENSSL_CONF|TZ|UV_THREADPOOL_SIZE)$/;

/** Whether what runs the program reads a variable, whatever the program is. */
export function isOfRuntime(name: string): boolean {
  return RUNTIME.test(name);
}

/** Values with which the program would not start, or would not end before it is killed after `stop` seconds. */
export function valueProblems(settings: SettingValues, stop: number): Problem[] {
  return Object.entries(settings)
    .filter(([, value]) => typeof value === 'string' && value !== '' && isKnown(value))
    .flatMap(([name, value]) => [...valueProblem(name, value.trim()), ...shutdownProblems(name, value, stop)]);
}

function valueProblem(name: string, value: string): Problem[] {
  const must = rangeIn(name, value) ?? wordsIn(name, value) ?? traceIn(name, value) ?? nameIn(name, value);
  return contradiction(must !== undefined, { prop: `settings.${name}`, must: must ?? '', got: value });
}

function rangeIn(name: string, value: string): string | undefined {
  if (!Object.hasOwn(INTEGERS, name)) return undefined;
  const { min, max } = INTEGERS[name];
  const isRight = /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max;
  return isRight ? undefined : `be a whole number from ${min} to ${max}, as text`;
}

function wordsIn(name: string, value: string): string | undefined {
  if (FLAGS.includes(name)) return FLAG_WORDS.includes(value.toLowerCase()) ? undefined : 'be "true" or "false"';
  if (!Object.hasOwn(CHOICES, name) || CHOICES[name].includes(value)) return undefined;
  return `be one of ${CHOICES[name].join(', ')}`;
}

function traceIn(name: string, value: string): string | undefined {
  if (name === RATIO) return Number(value) >= 0 && Number(value) <= 1 ? undefined : 'be a number from 0 to 1, as text';
  const isAddress = /^https?:\/\/[^/]/.test(value) && URL.canParse(value);
  return name !== ENDPOINT || isAddress ? undefined : 'be an address with http:// or https://';
}

/** Keys of the queue have the name in braces. Two braces are an error already. */
function nameIn(name: string, value: string): string | undefined {
  return name === QUEUE && /[{}]/.test(value) && !value.includes('{{') ? 'have no braces' : undefined;
}

function shutdownProblems(name: string, value: string, stop: number): Problem[] {
  const longest = shutdownSeconds(stop);
  return contradiction(name === SHUTDOWN_TIMEOUT && Number(value) > longest, {
    prop: `settings.${name}`, must: `be at most ${longest}`, got: value,
    advice: `a role is killed ${stop} seconds after it was told to stop`,
  });
}
