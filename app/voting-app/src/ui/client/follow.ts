import { fetchWithin, type Phase, showPhase } from './page.ts';

const TIMEOUT_MS = 8_000;
const AGAIN_MS = 5_000;
/** An administrator may open or close the poll at any time. */
const LOOK_MS = 60_000;
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
    const wait = Number.isNaN(next) ? LOOK_MS : Math.max(500, next - (Date.now() - clockAheadMs));
    timer = window.setTimeout(() => void look(), Math.min(LOOK_MS, wait) + Math.random() * SPREAD_MS);
  };

  const look = (): void => {
    // a page that nobody sees asks when it is seen again.
    if (document.visibilityState === 'visible') void ask();
  };

  sleep();
  if (root.dataset.opens || root.dataset.closes) look();
  document.addEventListener('visibilitychange', look);
  return () => void ask();
}
