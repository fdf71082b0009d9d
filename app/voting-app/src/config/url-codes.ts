import type { EnvReader } from './env-reader.ts';

/** The address, if each percent sign in it begins a code. Its text stays out of the message: it may hold a password. */
export function withGoodCodes(env: EnvReader, name: string, url: URL): URL | undefined {
  try {
    for (const part of [url.username, url.password, url.pathname]) decodeURIComponent(part);
    return url;
  } catch {
    env.fail(`${name} has a percent sign that begins no code: write it as %25`);
    return undefined;
  }
}
