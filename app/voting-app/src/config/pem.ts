import { readFileSync } from 'node:fs';
import { describeError } from '../core/log.ts';
import type { EnvReader } from './env-reader.ts';

/** Certificates from the file that a variable names; nothing when the variable is absent or the file is wrong. */
export function readPem(env: EnvReader, name: string): string | undefined {
  const path = env.optional(name);
  if (path === undefined) return undefined;
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
    env.fail(`${name} must hold PEM certificates: ${path}`);
  } catch (error) {
    env.fail(`${name} cannot be read: ${describeError(error)}`);
  }
  return undefined;
}
