import type { TaskIdentity } from '../metrics/ecs-task.ts';
import { ADMIN_SCRIPT, ADMIN_STYLES } from './assets.ts';
import { layout } from './layout.ts';

const DIALOG = `<dialog id="confirm" aria-labelledby="question">
<p id="question"></p>
<form method="dialog" class="actions">
<button class="button" value="no">Keep the votes</button>
<button class="button danger" value="yes">Delete all votes</button>
</form>
</dialog>`;

/** Of each poll, filled by the script. */
const POLL = `<template id="poll">
<li>
<h2></h2>
<p class="pill"></p>
<p class="numbers"></p>
<div class="actions" role="group">
<button class="button" type="button" data-action="open">Open</button>
<button class="button" type="button" data-action="close">Close</button>
<button class="button" type="button" data-action="schedule">As configured</button>
<button class="button danger" type="button" data-action="reset">Reset</button>
<button class="button" type="button" data-export="csv">CSV</button>
<button class="button" type="button" data-export="json">JSON</button>
</div>
</li>
</template>`;

/** The frame only: what is in it comes from the API, for those who have the token. */
export function adminPage({ basePath, task }: { readonly basePath: string; readonly task: TaskIdentity }): string {
  return layout({
    title: 'Polls: administration', basePath, script: ADMIN_SCRIPT, styles: ADMIN_STYLES, task,
    main: `<main class="card admin" id="admin" data-base="${basePath}/admin/polls">
<p class="kicker">Administration</p>
<h1>Polls</h1>
<noscript><p class="hint">This page needs scripts.</p></noscript>
<form class="sign-in" id="sign-in">
<label for="token">Token</label>
<div class="row"><input id="token" type="password" autocomplete="current-password" required spellcheck="false">
<button class="button primary">Sign in</button></div>
</form>
<p class="notice" id="notice" role="status"></p>
<ul class="polls" id="polls"></ul>
<ul class="actions" id="leave" hidden><li><button class="button" type="button">Sign out</button></li></ul>
${DIALOG}
${POLL}
</main>`,
  });
}
