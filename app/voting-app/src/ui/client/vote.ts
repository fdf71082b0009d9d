// sends the vote without leaving the page; without this script the form does the same.

const MAX_TRIES = 6;
const RETRY_STATUS = [429, 502, 503, 504];

const form = document.querySelector<HTMLFormElement>('form.options');
const notice = document.getElementById('notice');
/** Orders the clicks of this page, whatever overtakes them on their way. */
const page = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
let round = 0;

form?.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement) || form.dataset.api === undefined) return;
  event.preventDefault();
  const ballot = form.querySelector<HTMLInputElement>('input[name="ballot"]')?.value;
  void vote(form.dataset.api, { poll: form.dataset.poll ?? '', choice: button.value, ballot }, button);
});

async function vote(url: string, body: { poll: string; choice: string; ballot?: string }, button: HTMLButtonElement): Promise<void> {
  const mine = ++round;
  const label = button.querySelector('.label')?.textContent ?? '';
  say(`Sending your vote for ${label}…`);
  for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
    const answer = await post(url, { ...body, click: { page, number: mine } });
    // a later click has taken over.
    if (mine !== round) return;
    if (answer?.ok) {
      press(button);
      say(`Your vote for ${label} is in. You can change it at any time.`);
      return;
    }
    if (answer !== undefined && !RETRY_STATUS.includes(answer.status)) {
      say(await detail(answer), 'problem');
      return;
    }
    say('The ballot box is busy. Your vote will be sent again in a moment.', 'problem');
    await new Promise((resolve) => setTimeout(resolve, delay(answer, attempt)));
    if (mine !== round) return;
  }
  say('Your vote could not be delivered. Please try again later.', 'problem');
}

async function post(url: string, body: unknown): Promise<Response | undefined> {
  try {
    return await fetch(url, {
      method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
  } catch {
    return undefined;
  }
}

async function detail(answer: Response): Promise<string> {
  try {
    const text = ((await answer.json()) as { detail?: string }).detail ?? '';
    return text === '' ? 'The vote was refused.' : `The vote was refused: ${text}.`;
  } catch {
    return 'The vote was refused.';
  }
}

function delay(answer: Response | undefined, attempt: number): number {
  const asked = Number(answer?.headers.get('retry-after') ?? 0) * 1000;
  return Math.min(15_000, Math.max(asked, 400 * 2 ** attempt) * (0.75 + Math.random() / 2));
}

function press(button: HTMLButtonElement): void {
  for (const other of form?.querySelectorAll('button.option') ?? []) other.setAttribute('aria-pressed', String(other === button));
}

function say(text: string, kind = 'good'): void {
  if (notice === null) return;
  notice.dataset.kind = kind;
  notice.textContent = text;
}

export {};
