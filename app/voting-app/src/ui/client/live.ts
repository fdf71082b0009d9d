import { fetchWithin, retryAfterMs } from './page.ts';

const POLL_MS = 2_000;
const TIMEOUT_MS = 8_000;
const OPEN_TIMEOUT_MS = 4_000;
const MAX_SOCKET_FAILURES = 2;
/** The server says something every five seconds, if only that it is there. */
const SILENCE_MS = 12_000;
const WATCH_MS = 1_000;

export interface LiveOptions {
  /** Address of one of the live routes, with the poll in it. */
  address(path: string): string;
  onTally(json: string): void;
  onLost(): void;
}

/** Gets the tally by WebSocket, else by server-sent events, else by asking now and then. */
export class Live {
  private socketFailures = 0;
  private reconnects = 0;
  private heardAt = 0;
  /** Ends the present connection, which then is made anew. */
  private cut?: () => void;

  constructor(private readonly options: LiveOptions) {}

  public start(): void {
    this.viaSocket();
    setInterval(() => this.watch(), WATCH_MS);
    window.addEventListener('offline', () => this.cut?.());
    // a machine that slept has a connection that only looks alive.
    document.addEventListener('visibilitychange', () => this.watch());
  }

  /** A network that fails without a word keeps a connection open for a minute and longer. */
  private watch(): void {
    if (this.cut !== undefined && Date.now() - this.heardAt > SILENCE_MS) this.cut();
  }

  private heard(data: string): void {
    this.heardAt = Date.now();
    if (data !== '') this.options.onTally(data);
  }

  private connected(cut: () => void): void {
    this.heardAt = Date.now();
    this.cut = cut;
  }

  private lost(): void {
    this.cut = undefined;
    this.options.onLost();
  }

  private viaSocket(): void {
    if (!('WebSocket' in window) || this.socketFailures >= MAX_SOCKET_FAILURES) return this.viaEvents();
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.options.address('ws').replace(/^http/, 'ws'));
    } catch {
      return this.viaEvents();
    }
    let opened = false;
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      // closing waits for an answer that a dead network does not give.
      socket.close();
      if (!opened) this.socketFailures++;
      this.lost();
      setTimeout(() => this.viaSocket(), this.jitter());
    };
    const timer = setTimeout(end, OPEN_TIMEOUT_MS);
    socket.onopen = () => {
      opened = true;
      this.socketFailures = this.reconnects = 0;
      clearTimeout(timer);
      this.connected(end);
    };
    socket.onmessage = (event) => {
      if (!over) this.heard(String(event.data));
    };
    socket.onclose = end;
  }

  private viaEvents(): void {
    if (!('EventSource' in window)) return void this.viaPoll();
    const source = new EventSource(this.options.address('events'));
    const again = (): void => {
      source.close();
      this.lost();
      setTimeout(() => this.viaEvents(), this.jitter());
    };
    source.onopen = () => {
      this.reconnects = 0;
      this.connected(again);
    };
    source.onmessage = (event) => this.heard(String(event.data));
    source.addEventListener('beat', () => this.heard(''));
    source.onerror = () => {
      this.lost();
      // the browser reconnects by itself unless it gave up.
      if (source.readyState === EventSource.CLOSED) void this.viaPoll();
    };
  }

  private async viaPoll(): Promise<void> {
    let asked = 0;
    try {
      const answer = await fetchWithin(TIMEOUT_MS, this.options.address('api/results'), { cache: 'no-store' });
      asked = retryAfterMs(answer);
      if (answer.ok) this.options.onTally(await answer.text());
      else this.options.onLost();
    } catch {
      this.options.onLost();
    }
    setTimeout(() => void this.viaPoll(), Math.max(asked, POLL_MS * 0.75) + Math.random() * POLL_MS * 0.5);
  }

  /** Thousands of pages lose their connection together when a task stops: they come back spread over seconds. */
  private jitter(): number {
    this.reconnects++;
    return Math.random() * Math.min(15_000, 1_500 * 2 ** this.reconnects) + 100;
  }
}
