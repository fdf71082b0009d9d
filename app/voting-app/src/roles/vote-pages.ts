import type { Config } from '../config/config.ts';
import type { TaskIdentity } from '../metrics/ecs-task.ts';
import { type Poll, pollState } from '../poll/poll.ts';
import { type Notice, votePage } from '../ui/vote-page.ts';

/**
 * Pages differ only by poll, state, choice and notice: each is rendered once and kept. As text, since Node sends headers and
 * text in one write, and a buffer in another.
 */
export class VotePages {
  private readonly kept = new Map<string, string>();

  constructor(private readonly config: Config, private readonly task: TaskIdentity) {}

  public show(poll: Poll, chosen: string | undefined): string {
    return this.page(poll, chosen, 'show');
  }

  public accepted(poll: Poll, choice: string | undefined): string {
    return this.page(poll, choice, 'accepted', () => {
      const label = poll.options.find((option) => option.id === choice)?.label ?? '';
      return { kind: 'good', text: `Your vote for ${label} is in. You can change it at any time.` };
    });
  }

  /** Refusals come from a short list of texts, so keeping these pages is bounded too. */
  public refused(poll: Poll, reason: string, chosen: string | undefined): string {
    return this.page(poll, chosen, reason, () => ({ kind: 'problem', text: `Your vote was not counted: ${reason}.` }));
  }

  private page(poll: Poll, choice: string | undefined, kind: string, notice?: () => Notice): string {
    const state = pollState(poll);
    // the choice may come from a cookie that anybody can write: only known ones make a page.
    const chosen = poll.options.some((option) => option.id === choice) ? choice : undefined;
    const key = `${poll.id}\n${state}\n${chosen ?? ''}\n${kind}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const { basePath, resultUrl } = this.config.web;
    const html = votePage({ polls: this.config.polls, poll, state, chosen, notice: notice?.(), basePath, resultUrl, task: this.task });
    this.kept.set(key, html);
    return html;
  }
}
