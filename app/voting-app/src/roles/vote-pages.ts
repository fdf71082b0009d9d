import type { Config } from '../config/config.ts';
import { SECURITY_HEADERS } from '../http/security-headers.ts';
import type { TaskIdentity } from '../metrics/ecs-task.ts';
import { type Poll, type PollState, pollState } from '../poll/poll.ts';
import { asciiHtml } from '../ui/layout.ts';
import { withPoll } from '../ui/links.ts';
import { ballotField, NO_BALLOT, type Notice, votePage } from '../ui/vote-page.ts';

export const HTML = 'text/html; charset=utf-8';

/** Names and values in turn, as `writeHead` takes them with the least work. */
export type Headers = readonly string[];

/** All characters are ASCII, so the length in bytes is known and Node need not encode it. */
export interface Page {
  readonly html: string;
  readonly headers: Headers;
}

const COMMON: Headers = [...Object.entries(SECURITY_HEADERS).flat(), 'cache-control', 'no-store'];
const HEADERS: Headers = [...COMMON, 'content-type', HTML];

/**
 * Pages differ only by poll, state, choice and notice: each is rendered once and kept. As text, since Node sends
 * headers and text in one write, and a buffer in another.
 */
export class VotePages {
  private readonly kept = new Map<string, Page>();

  constructor(private readonly config: Config, private readonly task: TaskIdentity) {}

  /**
   * With a choice also the page that follows a vote: it says the same after a reload, and on any later visit. The
   * ballot names the voter in the form of a browser that has no cookie yet.
   */
  public show(poll: Poll, chosen: string | undefined, ballot?: string): Page {
    const page = this.page(poll, chosen, 'show', () => {
      const label = poll.options.find((option) => option.id === chosen)?.label;
      return label === undefined ? undefined : { kind: 'good', text: votedText(label, pollState(poll)) };
    });
    return ballot === undefined ? page : { ...page, html: page.html.replace(NO_BALLOT, () => ballotField(ballot)) };
  }

  /** Refusals come from a short list of texts, so keeping these pages is bounded too. */
  public refused(poll: Poll, reason: string, chosen: string | undefined): Page {
    return this.page(poll, chosen, reason, () => ({ kind: 'problem', text: `Your vote was not counted: ${reason}.` }));
  }

  /**
   * Sends a browser on to the page after its form: going back or reloading then does not send the form again. The path
   * keeps the poll.
   */
  public redirect(poll: Poll): Page {
    const location = withPoll(`${this.config.web.basePath}/`, this.config.polls, poll);
    return { html: '', headers: [...COMMON, 'location', location, 'content-length', '0'] };
  }

  private page(poll: Poll, choice: string | undefined, kind: string, notice: () => Notice | undefined): Page {
    const state = pollState(poll);
    // the choice may come from a cookie that anybody can write: only known ones make a page.
    const chosen = poll.options.some((option) => option.id === choice) ? choice : undefined;
    const { id, opensAt = '', closesAt = '' } = poll;
    const key = `${id}\n${opensAt}\n${closesAt}\n${state}\n${chosen ?? ''}\n${kind}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const { basePath, resultUrl } = this.config.web;
    const { polls } = this.config;
    const html = asciiHtml(votePage({
      polls, poll, state, chosen, notice: notice(), basePath, resultUrl, task: this.task,
    }));
    const page = { html, headers: [...HEADERS, 'content-length', String(html.length)] };
    this.kept.set(key, page);
    return page;
  }
}

function votedText(label: string, state: PollState): string {
  const text = `Your vote for ${label} is in.`;
  return state === 'open' ? `${text} You can change it at any time.` : text;
}
