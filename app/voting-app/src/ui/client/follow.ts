import { fetchWithin, type Phase, showPhase } from './page.ts';

const TIMEOUT_MS = 8_000;
const AGAIN_MS = 5_000;
/** Timers cannot be set for longer than 24 days, and the clock may be set meanwhile. */
const MAX_SLEEP_MS = 600_000;
/** All open pages wait for the same moment. */
const SPREAD_MS = 1_500;

/**
 * Follows the poll: when it opens or closes, so does the page. The server's clock decides; this one only says when to
 * ask. Returns what asks now.
 */
export function follow(root: HTMLElement, onPhase: (phase: Phase) => void): () => void {
  let timer = 0;
  let clockAheadMs = 0;

  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      const url = `${root.dataset.base}api/poll?poll=${root.dataset.poll}`;
      const answer = await fetchWithin(TIMEOUT_MS, url, { cache: 'no-store' });
      if (!answer.ok) throw new Error();
      clockAheadMs = Date.now() - Date.parse(answer.headers.get('date') ?? new Date().toUTCString());
      const poll = (await answer.json()) as { state: Phase; opensAt: string | null; closesAt: string | null };
      root.dataset.opens = poll.opensAt ?? '';
      root.dataset.closes = poll.closesAt ?? '';
      if (poll.state !== root.dataset.state) {
        showPhase(root, poll.state);
        onPhase(poll.state);
      }
      sleep();
    } catch {
      timer = window.setTimeout(() => void ask(), AGAIN_MS * (1 + Math.random()));
    }
  };

  const sleep = (): void => {
    const { state, opens, closes } = root.dataset;
    const next = Date.parse((state === 'not-open-yet' ? opens : state === 'open' ? closes : undefined) ?? '');
    if (Number.isNaN(next)) return;
    const wait = next - (Date.now() - clockAheadMs);
    if (wait > MAX_SLEEP_MS) timer = window.setTimeout(sleep, MAX_SLEEP_MS);
    else timer = window.setTimeout(() => void ask(), Math.max(500, wait + Math.random() * SPREAD_MS));
  };

  if (root.dataset.opens || root.dataset.closes) void ask();
  // timers sleep with the machine.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && timer !== 0) void ask();
  });
  return () => void ask();
}
