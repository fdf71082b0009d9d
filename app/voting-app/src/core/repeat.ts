import { setTimeout as sleep } from 'node:timers/promises';

/** Runs an action again and again with a rest in between, never twice at once, until the signal says stop. */
export async function repeat(restMs: number, signal: AbortSignal, action: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await action();
    await sleep(restMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
