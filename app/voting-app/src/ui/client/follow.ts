import { fetchWithin, type Phase, showPhase } from './page.ts';

const TIMEOUT_MS = 8_000;
const AGAIN_MS = 5_000;
/** An administrator may open or close the poll at any time. */
const LOOK_MS = 60_000;
/** All open pages wait for the same moment. */
const SPREAD_MS = 1_500;
const MIN_WAIT_MS = 500;

interface PollTimes {
  readonly state: Phase;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

/** When the poll opens or closes, so does the page. The server decides; the clock here only says when to ask. */
export class Follower {
  private timer = 0;
  private clockAheadMs = 0;

  constructor(private readonly root: HTMLElement, private readonly onPhase: (phase: Phase) => void) {}

  public start(): void {
    // how far this clock is off matters when there is a moment to wait for.
    if (this.root.dataset.opens || this.root.dataset.closes) void this.ask();
    else this.sleep();
    document.addEventListener('visibilitychange', () => this.look());
  }

  public async ask(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const url = `${this.root.dataset.base}api/poll?poll=${this.root.dataset.poll}`;
      const answer = await fetchWithin(TIMEOUT_MS, url, { cache: 'no-store' });
      if (!answer.ok) throw new Error();
      const date = answer.headers.get('date');
      if (date !== null) this.clockAheadMs = Date.now() - Date.parse(date);
      this.show((await answer.json()) as PollTimes);
      this.sleep();
    } catch {
      this.timer = window.setTimeout(() => this.look(), AGAIN_MS * (1 + Math.random()));
    }
  }

  private show({ state, opensAt, closesAt }: PollTimes): void {
    this.root.dataset.opens = opensAt ?? '';
    this.root.dataset.closes = closesAt ?? '';
    if (state === this.root.dataset.state) return;
    showPhase(this.root, state);
    this.onPhase(state);
  }

  private sleep(): void {
    const { state, opens, closes } = this.root.dataset;
    const next = Date.parse((state === 'not-open-yet' ? opens : state === 'open' ? closes : undefined) ?? '');
    const wait = Number.isNaN(next) ? LOOK_MS : Math.max(MIN_WAIT_MS, next - (Date.now() - this.clockAheadMs));
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.look(), Math.min(LOOK_MS, wait) + Math.random() * SPREAD_MS);
  }

  /** A page that nobody sees asks when it is seen again. */
  private look(): void {
    if (document.visibilityState === 'visible') void this.ask();
  }
}
