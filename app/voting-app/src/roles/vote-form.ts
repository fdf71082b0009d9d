import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpPolicy } from '../http/policy.ts';
import { ApiError, PROBLEM_TYPE } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { SECURITY_HEADERS } from '../http/security-headers.ts';
import { Sender } from '../http/sender.ts';
import type { DirectHandler } from '../http/server.ts';
import { readChoice } from '../http/voter-cookie.ts';
import { roundId } from '../poll/poll.ts';
import type { BallotBox } from './ballot-box.ts';
import { pollOfVote, pollsOf } from './find-poll.ts';
import type { Parts } from './parts.ts';
import { isForm, MAX_FORM, parseForm } from './vote-input.ts';
import type { Headers, Page, VotePages } from './vote-pages.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const PROBLEM_HEADERS: Headers = [...Object.entries(SECURITY_HEADERS).flat(), 'content-type', PROBLEM_TYPE];

/**
 * The form of the vote page, straight from Node's server: the framework took more time for a vote than the vote itself.
 *
 * Callbacks where async functions would do, since four of them cost as much as the signature of the cookie.
 */
export class VoteForm implements DirectHandler {
  public readonly method = 'POST';
  /** The route, as the metrics name it. */
  public readonly url: string;
  private readonly policy: HttpPolicy;

  constructor(private readonly parts: Parts, private readonly ballots: BallotBox, private readonly pages: VotePages) {
    this.policy = new HttpPolicy(parts);
    this.url = `${parts.config.web.basePath}/`;
  }

  public takes({ method, url }: IncomingMessage): boolean {
    return method === this.method && (url === this.url || `${pathOf(url!)}/` === this.url);
  }

  public serve(request: IncomingMessage, response: ServerResponse): void {
    const start = performance.now();
    const reply = (answer: Answer): void => this.reply(request, response, answer, start);
    const fail = (error: unknown): void => reply(this.fault(error));
    if (!isForm(request.headers['content-type'])) {
      return fail(new ApiError(415, 'the form comes as application/x-www-form-urlencoded'));
    }
    readBody(request, MAX_FORM, (body) => {
      try {
        this.vote(request, body).then(reply, fail);
      } catch (error) {
        fail(error);
      }
    }, fail);
  }

  private vote(request: IncomingMessage, body: string): Promise<Answer> {
    const { polls, web } = this.parts.config;
    const { poll: pollId, vote: choice = '', ballot } = parseForm(body);
    const poll = pollOfVote(polls, pollId, request.url === this.url ? [] : pollsOf(request.url));
    return this.ballots.cast(new Sender(request, web.trustProxy), poll, { choice, ballot }).then((receipt) => {
      if ('id' in receipt) {
        if (canFollow(request)) return answer(303, this.pages.redirect(poll), receipt.cookies);
        return answer(200, this.pages.show(poll, choice), receipt.cookies);
      }
      const { statusCode, message, retryAfterS } = receipt.refusal;
      const chosen = readChoice(request.headers.cookie, roundId(poll));
      return answer(statusCode, this.pages.refused(poll, message, chosen), receipt.cookies, retryAfterS);
    });
  }

  /** What has no page: the form itself was wrong, or this program is. */
  private fault(error: unknown): Answer {
    const { status, body } = this.policy.failure(error, 'POST', this.url);
    return { status, headers: [...PROBLEM_HEADERS, 'content-length', String(body.length)], body };
  }

  private reply(
    request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer, start: number,
  ): void {
    // on a new connection another task will answer; and what is left of a refused body is not worth reading.
    const close = this.policy.closesConnections || !request.complete;
    // held back until both are there, headers and page leave as one text; `end` with the page would add an empty one
    // and gather the two.
    response.cork();
    response.writeHead(status, close ? [...headers, 'connection', 'close'] : headers as string[]);
    response.write(body, 'latin1');
    response.uncork();
    response.end();
    this.policy.record('POST', this.url, status, (performance.now() - start) / 1000);
  }
}

function answer(status: number, page: Page, cookies: readonly string[], retryAfterS?: number): Answer {
  const headers = [...page.headers];
  for (const cookie of cookies) headers.push('set-cookie', cookie);
  if (retryAfterS !== undefined) headers.push('retry-after', String(retryAfterS));
  return { status, headers, body: page.html };
}

/**
 * Browsers that keep cookies. Others would not find their vote again on the next page, and load tools and scripts of
 * the classic voting app want the page at once.
 */
function canFollow({ headers }: IncomingMessage): boolean {
  return headers.cookie !== undefined && (headers.accept?.includes('text/html') ?? false);
}

/**
 * The path of a request without its query and last slash; a client may also send the whole address, or letters with
 * percent signs.
 */
function pathOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '').replace(/\/$/, '');
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
