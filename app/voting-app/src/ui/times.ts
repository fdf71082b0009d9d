import type { Poll, PollState } from '../poll/poll.ts';

const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** In UTC; with scripts on, the page shows the reader's own time. */
export function timeTag(ms: number, name: string): string {
  return `<time datetime="${new Date(ms).toISOString()}" data-time="${name}">${FORMAT.format(ms)} UTC</time>`;
}

/** Part of a sentence, which disappears as a whole when the time is not known. */
function moment(before: string, ms: number | undefined, name: string, after = ''): string {
  return ms === undefined ? '' : `${before}${timeTag(ms, name)}${after}`;
}

export interface PhaseTexts {
  readonly notOpenYet: string;
  readonly open: string;
}

/** One paragraph for each state of the poll; the page shows the right one when the state changes. */
export function phases(poll: Poll, state: PollState, texts: PhaseTexts): string {
  const paragraph = (when: PollState, text: string): string =>
    `<p class="hint" data-when="${when}"${when === state ? '' : ' hidden'}>${text}</p>`;
  return [
    paragraph('not-open-yet', `Voting opens${moment(' on ', poll.opensAt, 'opens')}. ${texts.notOpenYet}`),
    paragraph('open', [texts.open, moment('Voting is open until ', poll.closesAt, 'closes', '.')].join(' ').trim()),
    paragraph('closed', `This poll is closed.${moment(' Voting ended on ', poll.closesAt, 'closes', '.')}`),
  ].join('\n');
}

/** What a script needs to know to follow the poll. */
export function pollData(poll: Poll, state: PollState, basePath: string): string {
  const time = (name: string, ms: number | undefined): string =>
    ms === undefined ? '' : ` data-${name}="${new Date(ms).toISOString()}"`;
  return `data-base="${basePath}/" data-poll="${poll.id}" data-state="${state}"`
    + `${time('opens', poll.opensAt)}${time('closes', poll.closesAt)}`;
}
