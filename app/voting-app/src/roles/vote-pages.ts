import type { Config } from '../config/config.ts';
import { SECURITY_HEADERS } from '../http/security-headers.ts';
import type { TaskIdentity } from '../metrics/ecs-task.ts';
import { type Poll, pollState } from '../poll/poll.ts';
import { asciiHtml } from '../ui/layout.ts';
import { ballotField, NO_BALLOT, type Notice, votePage } from '../ui/vote-page.ts';

export const HTML = 'text/html; charset=utf-8';

/** Names and values in turn, as `writeHead` takes them with the least work. */
export type Headers = readonly string[];

/** All characters are ASCII, so the length in bytes is known and Node need not encode it. */
export interface Page {
  readonly html: string;
  readonly headers: Headers;
}

const HEADERS: Headers = [...Object.entries(SECURITY_HEADERS).flat(), 'content-type', HTML, 'cache-control', 'no-store'];

/**
 * Pages differ only by poll, state, choice and notice: each is rendered once and kept. As text, since Node sends headers and
 * text in one write, and a buffer in another.
 */
export class VotePages {
  private readonly kept = new Map<string, Page>();

  constructor(private readonly config: Config, private readonly task: TaskIdentity) {}

  /** The ballot names the voter in the form of a browser that has no cookie yet. */
  public show(poll: Poll, chosen: string | undefined, ballot?: string): Page {
    const page = this.page(poll, chosen, 'show');
    return ballot === undefined ? page : { ...page, html: page.html.replace(NO_BALLOT, () => ballotField(ballot)) };
  }

  public accepted(poll: Poll, choice: string): Page {
    return this.page(poll, choice, 'accepted', () => {
      const label = poll.options.find((option) => option.id === choice)?.label ?? '';
      return { kind: 'good', text: `Your vote for ${label} is in. You can change it at any time.` };
    });
  }

  /** Refusals come from a short list of texts, so keeping these pages is bounded too. */
  public refused(poll: Poll, reason: string, chosen: string | undefined): Page {
    return this.page(poll, chosen, reason, () => ({ kind: 'problem', text: `Your vote was not counted: ${reason}.` }));
  }

  private page(poll: Poll, choice: string | undefined, kind: string, notice?: () => Notice): Page {
    const state = pollState(poll);
    // the choice may come from a cookie that anybody can write: only known ones make a page.
    const chosen = poll.options.some((option) => option.id === choice) ? choice : undefined;
    const key = `${poll.id}\n${state}\n${chosen ?? ''}\n${kind}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const { basePath, resultUrl } = this.config.web;
    const html = asciiHtml(votePage({ polls: this.config.polls, poll, state, chosen, notice: notice?.(), basePath, resultUrl, task: this.task }));
    const page = { html, headers: [...HEADERS, 'content-length', String(html.length)] };
    this.kept.set(key, page);
    return page;
  }
}
