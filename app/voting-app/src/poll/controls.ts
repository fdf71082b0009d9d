import type { PollControl, PollControls } from './poll.ts';

export function controlsToText(controls: PollControls): string {
  return JSON.stringify(Object.fromEntries(controls));
}

/** What is not understood counts as not said: another version may have written it. */
export function controlsFromText(text: string | undefined): PollControls {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? '{}');
  } catch {
    return new Map();
  }
  const entries = Object.entries(parsed ?? {}) as [string, Partial<PollControl> | null][];
  return new Map(entries.flatMap(([id, control]) => {
    const { state, sinceMs, round = 0 } = control ?? {};
    if (!Number.isInteger(round) || (state === 'closed' && typeof sinceMs !== 'number')) return [];
    return [[id, { state: state === 'open' || state === 'closed' ? state : undefined, sinceMs, round }]];
  }));
}
