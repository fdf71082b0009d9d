// moves the bars while votes come in: by WebSocket, else by server-sent events, else by asking now and then.

interface Tally {
  readonly options: readonly { readonly id: string; readonly votes: number; readonly percent: number }[];
  readonly total: number;
  readonly totalText: string;
  readonly leader: string | null;
  readonly stale: boolean;
  readonly servedBy: string;
}

const POLL_MS = 2_000;
const OPEN_TIMEOUT_MS = 4_000;
const ANNOUNCE_MS = 5_000;
const MAX_SOCKET_FAILURES = 2;

const board = document.querySelector<HTMLElement>('[data-live]');
const pill = document.getElementById('state');
const announcer = document.getElementById('announcer');
const number = new Intl.NumberFormat('en');
let announcedAt = Date.now();
let announced = '';
let socketFailures = 0;
let reconnects = 0;

function show(tally: Tally): void {
  for (const option of tally.options) {
    const row = board?.querySelector(`[data-option="${option.id}"]`);
    if (!row) continue;
    set(row, '.percent', `${option.percent.toFixed(1)}%`);
    set(row, '.count', option.votes === 1 ? '1 vote' : `${number.format(option.votes)} votes`);
    row.querySelector('rect')?.setAttribute('width', `${option.percent}%`);
    row.querySelector('.leading')?.toggleAttribute('hidden', tally.leader !== option.id);
  }
  set(document, '.total', tally.totalText);
  set(document, '#served-by', tally.servedBy);
  state(tally.stale ? 'stale' : 'live', tally.stale ? 'Catching up' : 'Live');
  announce(tally);
}

/** Screen readers hear a summary now and then, not each of four updates a second. */
function announce(tally: Tally): void {
  const text = tally.options
    .map((option) => `${board?.querySelector(`[data-option="${option.id}"] .name`)?.textContent ?? option.id} ${option.percent.toFixed(1)} percent`)
    .concat(tally.totalText).join(', ');
  if (announcer === null || text === announced || Date.now() - announcedAt < ANNOUNCE_MS) return;
  announced = text;
  announcedAt = Date.now();
  announcer.textContent = text;
}

function set(parent: ParentNode, selector: string, text: string): void {
  const element = parent.querySelector(selector);
  if (element !== null && element.textContent !== text) element.textContent = text;
}

function state(name: string, text: string): void {
  if (pill === null) return;
  pill.dataset.state = name;
  if (pill.textContent !== text) pill.textContent = text;
}

function viaSocket(): void {
  if (!('WebSocket' in window) || socketFailures >= MAX_SOCKET_FAILURES) return viaEvents();
  let opened = false;
  let socket: WebSocket;
  try {
    socket = new WebSocket(address('ws').replace(/^http/, 'ws'));
  } catch {
    return viaEvents();
  }
  const timer = setTimeout(() => socket.close(), OPEN_TIMEOUT_MS);
  socket.onopen = () => {
    opened = true;
    socketFailures = 0;
    reconnects = 0;
    clearTimeout(timer);
  };
  socket.onmessage = (event) => show(JSON.parse(String(event.data)) as Tally);
  socket.onclose = () => {
    clearTimeout(timer);
    if (!opened) socketFailures++;
    state('off', 'Reconnecting');
    setTimeout(viaSocket, jitter());
  };
}

function viaEvents(): void {
  if (!('EventSource' in window)) return viaPoll();
  const source = new EventSource(address('events'));
  source.onmessage = (event) => show(JSON.parse(String(event.data)) as Tally);
  source.onerror = () => {
    state('off', 'Reconnecting');
    // the browser reconnects by itself unless it gave up.
    if (source.readyState === EventSource.CLOSED) viaPoll();
  };
}

function viaPoll(): void {
  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(address('api/results'), { cache: 'no-store' });
      if (answer.ok) show((await answer.json()) as Tally);
      else state('off', 'Reconnecting');
    } catch {
      state('off', 'Reconnecting');
    }
    setTimeout(() => void ask(), POLL_MS * (0.75 + Math.random() / 2));
  };
  void ask();
}

/** Thousands of pages lose their connection in the same moment when a task stops: they come back spread over seconds. */
function jitter(): number {
  reconnects++;
  return Math.random() * Math.min(15_000, 1_500 * 2 ** reconnects) + 100;
}

function address(path: string): string {
  const base = board?.dataset.live ?? '/';
  return new URL(`${base}${path}?poll=${encodeURIComponent(board?.dataset.poll ?? '')}`, location.href).href;
}

if (board !== null) viaSocket();

export {};
