import type { TaskIdentity } from '../metrics/ecs-task.ts';
import type { Poll, PollBook, PollOption, PollState } from '../poll/poll.ts';
import { VOTE_SCRIPT } from './assets.ts';
import { actionList, classes, escapeHtml, layout, type Link, linkList } from './layout.ts';
import { pollLinks, withPoll } from './links.ts';
import { phases, pollData } from './times.ts';
import { longestWord, wordClass } from './words.ts';

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

const TEXTS = {
  notOpenYet: 'This page opens by itself.',
  open: 'Pick one. You have one vote in this browser, and you may change it.',
};

const CHECK = '<svg class="check" viewBox="0 0 44 44" focusable="false"><path d="M13 22.5l6.5 6.5L31 17"/></svg>';
/** Beside a word of more letters there is no room for a second option. */
const MAX_WORD_IN_COLUMN = 16;
/** Without scripts a page that waits for the opening asks again by itself. */
const RELOAD = '<meta http-equiv="refresh" content="30">';

/** Stands where a form may name its voter. */
export const NO_BALLOT = '<!-- no ballot -->';

export function ballotField(ballot: string): string {
  return `<input type="hidden" name="ballot" value="${escapeHtml(ballot)}">`;
}

export function votePage(page: VotePage): string {
  const { poll, basePath, state } = page;
  const buttons = poll.options.map((option, index) => optionButton(page, option, index)).join('\n');
  const notice = page.notice ?? { kind: 'good', text: '' };
  const action = withPoll(`${basePath}/`, page.polls, poll);
  const single = poll.options.some(({ label }) => longestWord(label) > MAX_WORD_IN_COLUMN) ? ' single' : '';
  return layout({
    title: poll.title, basePath, script: VOTE_SCRIPT, task: page.task,
    noScript: state === 'not-open-yet' ? RELOAD : undefined,
    main: `<main class="card" id="poll" ${pollData(poll, state, basePath)}>
<p class="kicker">Your vote</p>
<h1${classes(wordClass(poll.title))}>${escapeHtml(poll.title)}</h1>
${phases(poll, state, TEXTS)}
<form class="options${single}" method="post" action="${action}" data-api="${basePath}/api/votes">
<input type="hidden" name="poll" value="${poll.id}">
${NO_BALLOT}
${buttons}
</form>
<p class="notice" id="notice" role="status" data-kind="${notice.kind}">${escapeHtml(notice.text)}</p>
${actionList(actions(page))}
${linkList(pollLinks(`${basePath}/`, page.polls, poll))}
</main>`,
  });
}

/** Who has voted wants the results next. */
function actions({ polls, poll, state, chosen, basePath, resultUrl }: VotePage): Link[] {
  const primary = state === 'closed' || chosen !== undefined;
  const text = state === 'closed' ? 'See the final result' : 'See the results';
  const results = resultUrl === undefined ? [] : [{ href: withPoll(resultUrl, polls, poll), text, primary }];
  return [...results, { href: withPoll(`${basePath}/share`, polls, poll), text: 'Share' }];
}

function optionButton(page: VotePage, option: PollOption, index: number): string {
  const disabled = page.state === 'open' ? '' : ' disabled';
  return `<button class="option tone c${index}" name="vote" value="${option.id}"`
    + ` aria-pressed="${option.id === page.chosen}"${disabled}>`
    + `<span class="mark" aria-hidden="true">${mark(index)}${CHECK}</span>`
    + `<span${classes('label', wordClass(option.label))}>${escapeHtml(option.label)}</span></button>`;
}

function mark(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}
