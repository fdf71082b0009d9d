import type { TaskIdentity } from '../metrics/ecs-task.ts';
import type { Poll, PollBook, PollOption, PollState } from '../poll/poll.ts';
import { VOTE_SCRIPT } from './assets.ts';
import { escapeHtml, layout, linkList } from './layout.ts';

export interface Notice {
  readonly kind: 'good' | 'problem';
  readonly text: string;
}

export interface VotePage {
  readonly polls: PollBook;
  readonly poll: Poll;
  readonly state: PollState;
  readonly chosen?: string;
  readonly notice?: Notice;
  readonly basePath: string;
  readonly resultUrl?: string;
  readonly task: TaskIdentity;
}

const STATE_HINT: Readonly<Record<PollState, string>> = {
  'open': 'Pick one. You have one vote in this browser, and you may change it.',
  'not-open-yet': 'This poll has not opened yet.',
  'closed': 'This poll is closed.',
};

const CHECK = '<svg class="check" viewBox="0 0 28 28" aria-hidden="true" focusable="false"><circle cx="14" cy="14" r="14"/><path d="M8 14.5l4 4 8-9"/></svg>';

/** Stands where a form may name its voter. */
export const NO_BALLOT = '<!-- no ballot -->';

export function ballotField(ballot: string): string {
  return `<input type="hidden" name="ballot" value="${escapeHtml(ballot)}">`;
}

export function votePage(page: VotePage): string {
  const { poll, basePath } = page;
  const buttons = poll.options.map((option, index) => optionButton(page, option, index)).join('\n');
  const notice = page.notice ?? { kind: 'good', text: '' };
  const links = page.polls.polls.length < 2
    ? []
    : page.polls.polls.map((other) => ({ href: `${basePath}/?poll=${other.id}`, text: other.title, current: other === poll }));
  if (page.resultUrl !== undefined) links.push({ href: page.resultUrl, text: 'See the results', current: false });
  return layout({
    title: poll.title, basePath, script: VOTE_SCRIPT, task: page.task,
    main: `<main class="card">
<p class="kicker">Your vote</p>
<h1>${escapeHtml(poll.title)}</h1>
<p class="hint">${STATE_HINT[page.state]}</p>
<form class="options" method="post" action="${basePath}/" data-api="${basePath}/api/votes" data-poll="${poll.id}">
<input type="hidden" name="poll" value="${poll.id}">
${NO_BALLOT}
${buttons}
</form>
<p class="notice" id="notice" role="status" data-kind="${notice.kind}">${escapeHtml(notice.text)}</p>
${linkList(links)}
</main>`,
  });
}

function optionButton(page: VotePage, option: PollOption, index: number): string {
  const disabled = page.state === 'open' ? '' : ' disabled';
  return `<button class="option c${index}" name="vote" value="${option.id}" aria-pressed="${option.id === page.chosen}"${disabled}>`
    + `<span class="mark" aria-hidden="true">${mark(index)}</span><span class="label">${escapeHtml(option.label)}</span>${CHECK}</button>`;
}

function mark(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}
