import type { TaskIdentity } from '../metrics/ecs-task.ts';
import type { Poll, PollBook } from '../poll/poll.ts';
import type { TallyView } from '../poll/tally-view.ts';
import { RESULT_SCRIPT } from './assets.ts';
import { escapeHtml, layout, linkList } from './layout.ts';

export interface ResultPage {
  readonly polls: PollBook;
  readonly poll: Poll;
  readonly tally: TallyView;
  readonly basePath: string;
  readonly voteUrl?: string;
  readonly task: TaskIdentity;
}

/** Without scripts the page asks again by itself. */
const RELOAD = '<meta http-equiv="refresh" content="5">';

export function resultPage(page: ResultPage): string {
  const { poll, tally, basePath } = page;
  const links = page.polls.polls.length < 2
    ? []
    : page.polls.polls.map((other) => ({ href: `${basePath}/?poll=${other.id}`, text: other.title, current: other === poll }));
  if (page.voteUrl !== undefined) links.push({ href: page.voteUrl, text: 'Vote', current: false });
  return layout({
    title: `Results: ${poll.title}`, basePath, script: RESULT_SCRIPT, task: page.task, noScript: RELOAD,
    main: `<main class="card" data-live="${basePath}/" data-poll="${poll.id}">
<p class="kicker">Results<span class="pill" id="state" data-state="${tally.stale ? 'stale' : 'off'}">${tally.stale ? 'Catching up' : 'Connecting'}</span></p>
<h1>${escapeHtml(poll.title)}</h1>
<ul class="bars">
${tally.options.map((option, index) => bar(tally, option, index)).join('\n')}
</ul>
<p class="total">${tally.totalText}</p>
<p class="visually-hidden" id="announcer" role="status"></p>
${linkList(links)}
</main>`,
  });
}

/** The width is an attribute of the drawing: styles in the markup would need a weaker security policy. */
function bar(tally: TallyView, option: TallyView['options'][number], index: number): string {
  const hidden = tally.leader === option.id ? '' : ' hidden';
  return `<li class="c${index}" data-option="${option.id}">
<div class="bar-head"><span class="label"><span class="name">${escapeHtml(option.label)}</span><span class="leading"${hidden}>Leading</span></span>`
+ `<span class="percent">${option.percent.toFixed(1)}%</span></div>
<svg class="bar" aria-hidden="true" focusable="false"><rect width="${option.percent}%" height="100%"/></svg>
<p class="count">${option.votes === 1 ? '1 vote' : `${option.votes.toLocaleString('en')} votes`}</p>
</li>`;
}
