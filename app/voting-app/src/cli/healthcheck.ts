import type { Environment } from '../config/env-reader.ts';

const TIMEOUT_MS = 3_000;

/**
 * For the container's health check, so that the image needs no curl. Asks whether the process lives, not whether its
 * stores do.
 */
export async function healthcheck(env: Environment): Promise<number> {
  const url = `http://127.0.0.1:${env.PORT || 8080}/live`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.arrayBuffer();
    if (response.ok) return 0;
    process.stderr.write(`${url} answered ${response.status}\n`);
  } catch (error) {
    process.stderr.write(`${url}: ${(error as Error).message}\n`);
  }
  return 1;
}
