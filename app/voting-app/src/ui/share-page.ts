import type { TaskIdentity } from '../metrics/ecs-task.ts';
import type { Poll } from '../poll/poll.ts';
import { SHARE_SCRIPT } from './assets.ts';
import { classes, escapeHtml, layout } from './layout.ts';
import { qrDrawing } from './qr-drawing.ts';
import { wordClass } from './words.ts';

export interface SharePage {
  readonly poll: Poll;
  readonly basePath: string;
  /** What is shared: an address that works on other machines. */
  readonly link: string;
  readonly drawing: string;
  readonly back: string;
  readonly task: TaskIdentity;
}

/** A code for cameras and a link for messages; prints on one sheet. */
export function sharePage({ poll, basePath, link, drawing, back, task }: SharePage): string {
  const code = qrDrawing(link);
  return layout({
    title: `Share: ${poll.title}`, basePath, script: SHARE_SCRIPT, task,
    main: `<main class="card share">
<p class="kicker">Share</p>
<h1${classes(wordClass(poll.title))}>${escapeHtml(poll.title)}</h1>
${code === '' ? '' : `<p class="hint">Point a camera at the code, or send the link.</p>\n<p class="code">${code}</p>`}
<p class="link"><a id="link" href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>
<p class="notice" id="notice" role="status"></p>
<ul class="actions">
<li hidden><button class="button primary" id="copy" type="button">Copy the link</button></li>
<li hidden><button class="button" id="send" type="button">Send&hellip;</button></li>
${code === '' ? '' : `<li><a class="button" href="${drawing}" download="${poll.id}.svg">Code as a file</a></li>`}
<li><a class="button" href="${back}">Back</a></li>
</ul>
</main>`,
  });
}
