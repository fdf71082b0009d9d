import { fetchWithin, retryAfterMs } from './page.ts';

const MAX_TRIES = 6;
const TIMEOUT_MS = 8_000;
const RETRY_STATUS = [429, 502, 503, 504];
/** Who is asked to wait longer than this decides about it. */
const MAX_WAIT_MS = 60_000;

export interface Vote {
  readonly poll: string;
  readonly choice: string;
  /** Names the voter while the browser has no cookie. */
  readonly ballot?: string;
  readonly click: { readonly page: string; readonly number: number };
}

export interface Delivery {
  /** Fires when a later click has taken over. */
  readonly overtaken: AbortSignal;
  waits(seconds: number): void;
}

export type Outcome
  = | { readonly kind: 'in' | 'overtaken' | 'undelivered' }
    | { readonly kind: 'later'; readonly seconds: number }
    | { readonly kind: 'refused'; readonly status: number; readonly detail: string };

/** Sends a vote until there is an answer, within limits: the same vote may arrive twice, it counts once. */
export async function deliver(url: string, vote: Vote, delivery: Delivery): Promise<Outcome> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
    const answer = await post(url, vote, delivery.overtaken);
    if (delivery.overtaken.aborted) return { kind: 'overtaken' };
    if (answer?.ok) return { kind: 'in' };
    if (answer !== undefined && !RETRY_STATUS.includes(answer.status)) {
      return { kind: 'refused', status: answer.status, detail: await detail(answer) };
    }
    const asked = retryAfterMs(answer);
    if (asked > MAX_WAIT_MS) return { kind: 'later', seconds: Math.ceil(asked / 1000) };
    if (attempt === MAX_TRIES || !await wait(delayMs(asked, attempt), delivery)) break;
  }
  return { kind: delivery.overtaken.aborted ? 'overtaken' : 'undelivered' };
}

/** A vote that was overtaken is given up: a late answer to it would bring back the cookie of the earlier choice. */
async function post(url: string, vote: Vote, signal: AbortSignal): Promise<Response | undefined> {
  try {
    return await fetchWithin(TIMEOUT_MS, url, {
      method: 'POST', credentials: 'same-origin', body: JSON.stringify(vote), signal,
      headers: { 'content-type': 'application/json' },
    });
  } catch {
    return undefined;
  }
}

/** Never earlier than asked; the spread is added, so that many pages do not come back together. */
function delayMs(asked: number, attempt: number): number {
  const own = Math.min(15_000, 400 * 2 ** attempt);
  return Math.max(asked, own * 0.75) + Math.random() * own * 0.5;
}

async function wait(ms: number, delivery: Delivery): Promise<boolean> {
  for (let rest = ms; rest > 0 && !delivery.overtaken.aborted; rest -= 1000) {
    delivery.waits(Math.ceil(rest / 1000));
    await new Promise((resolve) => setTimeout(resolve, Math.min(1000, rest)));
  }
  return !delivery.overtaken.aborted;
}

async function detail(answer: Response): Promise<string> {
  try {
    return ((await answer.json()) as { detail?: string }).detail ?? '';
  } catch {
    return '';
  }
}
