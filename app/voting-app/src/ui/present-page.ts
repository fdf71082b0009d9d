import { PRESENT_STYLES, RESULT_SCRIPT } from './assets.ts';
import { bars } from './bars.ts';
import { classes, escapeHtml, layout } from './layout.ts';
import { withPoll } from './links.ts';
import { qrDrawing } from './qr-drawing.ts';
import { outcome, pill, type ResultPage } from './result-page.ts';
import { phases, pollData } from './times.ts';
import { wordClass } from './words.ts';

export interface PresentPage extends ResultPage {
  /** Where the audience votes; absent when this is not known. */
  readonly voteLink?: string;
}

const TEXTS = { notOpenYet: '', open: '' };

/** For a screen at the wall: large numbers, and the code with which the audience takes part. */
export function presentPage(page: PresentPage): string {
  const { poll, polls, tally, basePath } = page;
  return layout({
    title: `${poll.title} (presenter view)`, basePath, script: RESULT_SCRIPT, styles: PRESENT_STYLES, task: page.task,
    noScript: tally.final ? undefined : '<meta http-equiv="refresh" content="5">',
    main: `<main class="stage" id="board" ${pollData(poll, tally.state, basePath)}>
<header>
<p class="kicker"><a href="${withPoll(`${basePath}/`, polls, poll)}">Results</a>${pill(tally)}</p>
<h1${classes(wordClass(poll.title))}>${escapeHtml(poll.title)}</h1>
${phases(poll, tally.state, TEXTS)}
</header>
<div class="columns">
<section aria-label="Results">
${outcome(tally)}
${bars(tally)}
<p class="total">${tally.totalText}</p>
<p class="visually-hidden" id="announcer" role="status"></p>
</section>
${tally.state === 'closed' ? '' : invitation(page.voteLink)}
</div>
</main>`,
  });
}

function invitation(link: string | undefined): string {
  if (link === undefined) return '';
  return `<aside aria-label="Take part" data-until="closed">
${qrDrawing(link)}
<p class="scan">Scan to vote</p>
<p class="link">${escapeHtml(link.replace(/^https?:\/\//, '').replace(/\/$/, ''))}</p>
</aside>`;
}
