// opens, closes, empties and exports polls; everything that it shows comes from the API, which wants the token.
import { fetchWithin, retryAfterMs } from './page.ts';

interface AdminPoll {
  readonly poll: string;
  readonly title: string;
  readonly state: 'open' | 'not-open-yet' | 'closed';
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly totalText: string;
  readonly final: boolean;
}

const KEY = 'voting-app-admin';
const TIMEOUT_MS = 15_000;
const REFRESH_MS = 3_000;
const UNAUTHORIZED = 401;
const DONE: Readonly<Record<string, string>> = {
  open: 'The poll is open.', close: 'The poll is closed.', schedule: 'The configured times count again.',
  reset: 'The votes are deleted.',
};

const root = document.getElementById('admin')!;
const list = document.getElementById('polls')!;
const signIn = document.getElementById('sign-in') as HTMLFormElement;
const input = document.getElementById('token') as HTMLInputElement;
const leave = document.getElementById('leave')!;
const dialog = document.getElementById('confirm') as HTMLDialogElement;
const template = document.getElementById('poll') as HTMLTemplateElement;
const notice = document.getElementById('notice')!;
const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
/** Gone with the window. */
let token = sessionStorage.getItem(KEY) ?? '';

signIn.addEventListener('submit', (event) => {
  event.preventDefault();
  token = input.value;
  input.value = '';
  void refresh();
});
leave.addEventListener('click', () => signOut(''));
setInterval(() => {
  if (token !== '' && document.visibilityState === 'visible') void refresh();
}, REFRESH_MS);
if (token !== '') void refresh();

async function refresh(): Promise<void> {
  const answer = await call('');
  if (answer === undefined) return;
  const { polls } = (await answer.json()) as { polls: AdminPoll[] };
  sessionStorage.setItem(KEY, token);
  signIn.hidden = true;
  leave.hidden = false;
  if (notice.dataset.kind === 'problem') say('');
  polls.forEach(show);
}

/** The answer, unless it is a refusal, which the page then says. */
async function call(path: string, action?: string): Promise<Response | undefined> {
  const post = { method: 'POST', body: JSON.stringify({ action }) };
  const headers = { authorization: `Bearer ${token}`, ...(action && { 'content-type': 'application/json' }) };
  try {
    const options: RequestInit = { ...(action && post), headers, cache: 'no-store' };
    const answer = await fetchWithin(TIMEOUT_MS, `${root.dataset.base}${path}`, options);
    if (answer.ok) return answer;
    const { detail } = (await answer.json()) as { detail: string };
    const wait = retryAfterMs(answer) / 1000;
    if (answer.status === UNAUTHORIZED) signOut('The token is wrong.');
    else say(`This was refused: ${detail}.${wait > 0 ? ` Try again in ${wait} seconds.` : ''}`, 'problem');
  } catch {
    say('The server did not answer.', 'problem');
  }
  return undefined;
}

function signOut(reason: string): void {
  token = '';
  sessionStorage.removeItem(KEY);
  list.replaceChildren();
  signIn.hidden = false;
  leave.hidden = true;
  input.focus();
  say(reason, reason === '' ? 'good' : 'problem');
}

function show(poll: AdminPoll): void {
  const item = list.querySelector(`[data-poll="${poll.poll}"]`) ?? add(poll);
  const disable = (action: string, when: boolean): void => {
    item.querySelector<HTMLButtonElement>(`[data-action="${action}"]`)!.disabled = when;
  };
  const pill = item.querySelector<HTMLElement>('.pill')!;
  const [state, text] = condition(poll);
  pill.dataset.state = state;
  if (pill.textContent !== text) pill.textContent = text;
  item.querySelector('.numbers')!.textContent = poll.totalText;
  disable('open', poll.state === 'open' && poll.closesAt === null);
  disable('close', poll.state === 'closed');
  disable('reset', !poll.final);
}

function condition({ state, opensAt, closesAt, final }: AdminPoll): [string, string] {
  const at = (text: string | null): string => text === null ? '' : ` ${time.format(Date.parse(text))}`;
  if (state === 'open') return ['live', closesAt === null ? 'Open' : `Open until${at(closesAt)}`];
  if (state === 'not-open-yet') return ['off', `Opens${at(opensAt)}`];
  return final ? ['final', `Closed since${at(closesAt)}, final`] : ['stale', 'Closed, counting the last votes'];
}

function add(poll: AdminPoll): Element {
  const item = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  item.dataset.poll = poll.poll;
  item.querySelector('h2')!.textContent = poll.title;
  item.querySelector('[role="group"]')!.setAttribute('aria-label', poll.title);
  for (const button of item.querySelectorAll<HTMLButtonElement>('[data-action]')) {
    button.addEventListener('click', () => void act(poll, button.dataset.action!));
  }
  for (const button of item.querySelectorAll<HTMLButtonElement>('[data-export]')) {
    button.addEventListener('click', () => void save(poll, `votes.${button.dataset.export}`));
  }
  list.append(item);
  return item;
}

async function act(poll: AdminPoll, action: string): Promise<void> {
  if (action === 'reset' && !await confirmed(`Delete all votes of \u201c${poll.title}\u201d?`)) return;
  const answer = await call(`/${poll.poll}`, action);
  if (answer === undefined) return;
  show((await answer.json()) as AdminPoll);
  say(DONE[action] ?? '');
}

function confirmed(question: string): Promise<boolean> {
  dialog.querySelector('p')!.textContent = question;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

/** By way of this script, since a link could not carry the token. */
async function save(poll: AdminPoll, file: string): Promise<void> {
  const answer = await call(`/${poll.poll}/${file}`);
  if (answer === undefined) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `${poll.poll}-${file}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function say(text: string, kind = 'good'): void {
  notice.dataset.kind = kind;
  notice.textContent = text;
}
