/** The state of the poll as the page shows it. */
export type Phase = 'open' | 'not-open-yet' | 'closed';

export function setText(parent: ParentNode, selector: string, text: string): void {
  const element = parent.querySelector(selector);
  if (element !== null && element.textContent !== text) element.textContent = text;
}

/** The paragraph of this state instead of another; a part of the page may disappear with a state. */
export function showPhase(root: HTMLElement, phase: string): void {
  root.dataset.state = phase;
  for (const part of root.querySelectorAll<HTMLElement>('[data-when]')) part.hidden = part.dataset.when !== phase;
  for (const part of root.querySelectorAll<HTMLElement>('[data-until]')) part.hidden = part.dataset.until === phase;
}

const FORMAT = { dateStyle: 'long', timeStyle: 'short' } as const;

/** Times in the zone of the reader instead of UTC. */
export function localTimes(root: ParentNode): void {
  const format = new Intl.DateTimeFormat('en-GB', FORMAT as Intl.DateTimeFormatOptions);
  for (const time of root.querySelectorAll('time')) {
    const ms = Date.parse(time.dateTime);
    if (!Number.isNaN(ms)) time.textContent = format.format(ms);
  }
}

/** Seconds or a date, in milliseconds from now; 0 when the answer asks for nothing. */
export function retryAfterMs(answer: Response | undefined): number {
  const text = answer?.headers.get('retry-after') ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}

/** Rejects when no answer comes in this time: without a limit a request may hang as long as the connection. */
export async function fetchWithin(ms: number, url: string, options: RequestInit = {}): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ms);
  options.signal?.addEventListener('abort', () => stop.abort());
  try {
    return await fetch(url, { ...options, signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}
