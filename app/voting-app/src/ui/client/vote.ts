// sends the vote without leaving the page, and follows the opening and closing; without this script the form works too.
import { deliver, type Outcome } from './deliver.ts';
import { Follower } from './follow.ts';
import { localTimes, type Phase } from './page.ts';

const CONFLICT = 409;

const root = document.getElementById('poll');
const form = document.querySelector<HTMLFormElement>('form.options');
const notice = document.getElementById('notice');
/** Orders the clicks of this page, whatever overtakes them on their way. */
const page = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
let clicks = 0;
let latest = new AbortController();

const follower = root === null ? undefined : new Follower(root, (phase) => enable(phase));
follower?.start();
localTimes(document);

form?.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement) || form.dataset.api === undefined) return;
  event.preventDefault();
  latest.abort();
  latest = new AbortController();
  say(`Sending your vote for ${labelOf(button)}\u2026`);
  void vote(form.dataset.api, button, latest.signal);
});

async function vote(url: string, button: HTMLButtonElement, overtaken: AbortSignal): Promise<void> {
  const vote = {
    poll: root?.dataset.poll ?? '', choice: button.value, click: { page, number: ++clicks },
    ballot: form?.querySelector<HTMLInputElement>('input[name="ballot"]')?.value,
  };
  const outcome = await deliver(url, vote, {
    overtaken,
    waits: (s) => say(`The ballot box is busy. Your vote will be sent again in ${plural(s, 'second')}.`, 'problem'),
  });
  conclude(outcome, button);
}

function conclude(outcome: Outcome, button: HTMLButtonElement): void {
  if (outcome.kind === 'overtaken') return;
  if (outcome.kind === 'in') {
    press(button);
    say(`Your vote for ${labelOf(button)} is in. You can change it at any time.`);
    document.querySelector('.actions .button')?.classList.add('primary');
    return;
  }
  if (outcome.kind === 'refused') {
    say(outcome.detail === '' ? 'The vote was refused.' : `The vote was refused: ${outcome.detail}.`, 'problem');
    // perhaps the poll was closed or is not open yet.
    if (outcome.status === CONFLICT) void follower?.ask();
    return;
  }
  const when = outcome.kind === 'later' ? `in ${plural(Math.ceil(outcome.seconds / 60), 'minute')}` : 'later';
  say(`Your vote could not be delivered. Please try again ${when}.`, 'problem');
}

function enable(phase: Phase): void {
  for (const button of buttons()) button.disabled = phase !== 'open';
  if (phase === 'closed') document.querySelector('.actions .button')?.classList.add('primary');
}

function press(button: HTMLButtonElement): void {
  for (const other of buttons()) other.setAttribute('aria-pressed', String(other === button));
}

function buttons(): Iterable<HTMLButtonElement> {
  return form?.querySelectorAll<HTMLButtonElement>('button.option') ?? [];
}

function labelOf(button: HTMLButtonElement): string {
  return button.querySelector('.label')?.textContent ?? '';
}

function plural(n: number, unit: string): string {
  return n === 1 ? `1 ${unit}` : `${n} ${unit}s`;
}

function say(text: string, kind = 'good'): void {
  if (notice === null || notice.textContent === text) return;
  notice.dataset.kind = kind;
  notice.textContent = text;
}
