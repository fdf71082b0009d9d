import type { TaskIdentity } from '../metrics/ecs-task.ts';
import type { Poll, PollBook } from '../poll/poll.ts';
import type { TallyView } from '../poll/tally-types.ts';
import type { Sample } from '../store/pipeline.ts';
import { RESULT_SCRIPT } from './assets.ts';
import { bars } from './bars.ts';
import { historyChart } from './history-chart.ts';
import { actionList, classes, escapeHtml, layout, type Link, linkList } from './layout.ts';
import { pollLinks, withPoll } from './links.ts';
import { phases, pollData } from './times.ts';
import { wordClass } from './words.ts';

export interface ResultPage {
  readonly polls: PollBook;
  readonly poll: Poll;
  readonly tally: TallyView;
  readonly history: readonly Sample[];
  readonly basePath: string;
  readonly voteUrl?: string;
  readonly task: TaskIdentity;
}

/** Without scripts the page asks again by itself, until nothing changes any more. */
const RELOAD = '<meta http-equiv="refresh" content="5">';
const TEXTS = { notOpenYet: 'The numbers move here by themselves.', open: '' };

export function resultPage(page: ResultPage): string {
  const { poll, polls, tally, basePath } = page;
  return layout({
    title: `Results: ${poll.title}`, basePath, script: RESULT_SCRIPT, task: page.task,
    noScript: tally.final ? undefined : RELOAD,
    main: `<main class="card" id="board" ${pollData(poll, tally.state, basePath)}>
<p class="kicker">Results${pill(tally)}</p>
<h1${classes(wordClass(poll.title))}>${escapeHtml(poll.title)}</h1>
${phases(poll, tally.state, TEXTS)}
${outcome(tally)}
${bars(tally)}
<p class="total">${tally.totalText}</p>
<p class="visually-hidden" id="announcer" role="status"></p>
${historyChart(page.history, poll, tally)}
${pipeline(tally)}
${actionList(actions(page))}
${linkList(pollLinks(`${basePath}/`, polls, poll))}
</main>`,
  });
}

/** What is true without scripts: they put the state of the live connection in its place. */
export function pill(tally: TallyView): string {
  const [state, text] = condition(tally);
  return `<span class="pill" id="state" data-state="${state}">${text}</span>`;
}

function condition({ final, stale, state }: TallyView): [string, string] {
  if (final) return ['final', 'Final result'];
  if (stale) return ['stale', 'Catching up'];
  return state === 'closed' ? ['stale', 'Counting the last votes'] : ['off', 'Updated every 5 seconds'];
}

export function outcome(tally: TallyView): string {
  const hidden = tally.outcome === null ? ' hidden' : '';
  return `<p class="outcome" id="outcome"${hidden}>${escapeHtml(tally.outcome ?? '')}</p>`;
}

function actions({ polls, poll, tally, basePath, voteUrl }: ResultPage): Link[] {
  const canVote = voteUrl !== undefined && tally.state !== 'closed';
  return [
    ...canVote ? [{ href: withPoll(voteUrl, polls, poll), text: 'Vote', primary: tally.state === 'open' }] : [],
    { href: withPoll(`${basePath}/present`, polls, poll), text: 'Presenter view' },
    { href: withPoll(`${basePath}/share`, polls, poll), text: 'Share' },
  ];
}

/** How a vote comes here, with numbers that move. */
function pipeline({ pipeline: now, servedBy, zone }: TallyView): string {
  const cell = (name: string, title: string, text: string): string =>
    `<div><dt>${title}</dt><dd data-pipeline="${name}">${text}</dd></div>`;
  const place = zone === null ? '' : `in ${escapeHtml(zone)}`;
  const short = escapeHtml(servedBy.slice(0, 8));
  return `<dl class="pipeline" id="pipeline"${now === null ? ' hidden' : ''}>`
    + cell('queued', 'Queued', (now?.queued ?? 0).toLocaleString('en'))
    + cell('lag', 'Oldest', `${((now?.lagMs ?? 0) / 1000).toFixed(1)} s`)
    + cell('workers', 'Workers', String(now?.workers ?? 0))
    + cell('stored', 'Stored', (now?.stored ?? 0).toLocaleString('en'))
    + cell('task', 'Shown by', `<code>${short}</code> <small>${place}</small>`)
    + '</dl>';
}
