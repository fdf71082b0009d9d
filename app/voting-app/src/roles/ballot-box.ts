import type { IncomingHttpHeaders } from 'node:http';
import { describeError } from '../core/log.ts';
import { clientNetwork } from '../http/client-network.ts';
import { ApiError } from '../http/problem.ts';
import type { RateLimit } from '../http/rate-limit.ts';
import { isFromOtherSite } from '../http/same-site.ts';
import { choiceCookie, type VoterCookie } from '../http/voter-cookie.ts';
import { type Poll, pollState, roundId } from '../poll/poll.ts';
import type { Click } from '../poll/vote.ts';
import { QueueUnavailable } from '../queue/types.ts';
import type { Parts, QueueParts } from './parts.ts';

const RETRY_AFTER_S = 2;
/** One line of log in this time about a queue that is gone; the metrics count every refusal. */
const COMPLAIN_EVERY_MS = 5_000;

/** Who holds the ballot. */
export interface Voting {
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
  readonly secure: boolean;
}

/** What a form or a script sends. */
export interface Ballot {
  readonly choice: string;
  /** Signed name of a voter, which the page gave to a browser without a cookie. */
  readonly ballot?: string;
  readonly click?: Click;
}

/** What to answer: the place of the vote in the queue, or why it was refused; in both cases the cookies to set. */
export type Receipt = { readonly cookies: readonly string[] } & (
  { readonly id: string } | { readonly refusal: ApiError }
);

/** Takes a vote: checks it, knows or names the voter, and puts it into the queue. */
export class BallotBox {
  private readonly path: string;
  private complainedAt = 0;

  constructor(
    private readonly parts: Parts & QueueParts,
    private readonly cookie: VoterCookie,
    private readonly limit: RateLimit,
  ) {
    this.path = parts.config.web.basePath || '/';
  }

  /** The vote is safe when there is an id. */
  public cast(from: Voting, poll: Poll, { choice, ballot, click }: Ballot): Promise<Receipt> {
    const refusal = this.check(from, poll, choice);
    if (refusal !== undefined) return Promise.resolve({ refusal, cookies: [] });
    const { secure } = from;
    const known = this.cookie.read(from.headers.cookie);
    // without a cookie the form names the voter, so that a second click on it is no second vote.
    const voter = known ?? (ballot === undefined ? undefined : this.cookie.verify(ballot)) ?? this.cookie.create();
    // also with a refusal: the next try then comes from the same voter.
    const isNew = known === undefined || this.cookie.isOutdated(from.headers.cookie);
    const cookies = isNew ? [this.cookie.write(voter, this.path, secure)] : [];
    const trace = this.parts.tracer?.begin(poll.id, from.headers.traceparent);
    return this.parts.queue.add({ poll: poll.id, voter, choice, click, trace: trace?.context }).then((id) => {
      trace?.end(false);
      this.parts.metrics.votesReceived.inc(poll.id);
      cookies.push(choiceCookie(roundId(poll), choice, this.path, secure));
      return { id, cookies };
    }, (error: unknown) => {
      trace?.end(true);
      return { refusal: this.notQueued(error), cookies };
    });
  }

  /** A voter for a browser that has none yet: its cookie, and its name for the form in case cookies are off. */
  public welcome(from: Pick<Voting, 'headers' | 'secure'>): { cookies: readonly string[]; ballot?: string } {
    const known = this.cookie.read(from.headers.cookie);
    if (known !== undefined) {
      const isOutdated = this.cookie.isOutdated(from.headers.cookie);
      return { cookies: isOutdated ? [this.cookie.write(known, this.path, from.secure)] : [] };
    }
    const voter = this.cookie.create();
    return { cookies: [this.cookie.write(voter, this.path, from.secure)], ballot: this.cookie.token(voter) };
  }

  private check(from: Voting, poll: Poll, choice: string): ApiError | undefined {
    // another site may not vote for its visitors.
    if (isFromOtherSite(from.headers)) {
      return this.refusal('cross-site', 403, 'votes come from this site only');
    }
    if (!poll.options.some((option) => option.id === choice)) {
      return this.refusal('unknown-option', 400, 'this poll has no such option');
    }
    const state = pollState(poll);
    if (state !== 'open') {
      return this.refusal('not-open', 409, state === 'closed' ? 'this poll is closed' : 'this poll has not opened yet');
    }
    // the address of a new connection costs a call to the system.
    const waitS = this.limit.isOff ? 0 : this.limit.take(clientNetwork(from.address));
    if (waitS > 0) return this.refusal('rate-limit', 429, 'too many votes from this address', waitS);
    if (this.parts.backlog.full) {
      return this.refusal('queue-full', 503, 'too many votes are waiting, please try again', RETRY_AFTER_S);
    }
    return undefined;
  }

  private refusal(reason: string, status: number, detail: string, retryAfterS?: number): ApiError {
    this.parts.metrics.votesRefused.inc(reason);
    return new ApiError(status, detail, retryAfterS);
  }

  private notQueued(error: unknown): ApiError {
    if (error instanceof QueueUnavailable) this.complain(error);
    else this.parts.log.error('vote not queued', { error: describeError(error) });
    return this.refusal('queue-unavailable', 503, 'the ballot box cannot be reached, please try again', RETRY_AFTER_S);
  }

  private complain(error: QueueUnavailable): void {
    if (Date.now() - this.complainedAt < COMPLAIN_EVERY_MS) return;
    this.complainedAt = Date.now();
    this.parts.log.warn('votes refused', { error: error.message });
  }
}
