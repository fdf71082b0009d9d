import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from '../core/log.ts';
import { ApiError } from '../http/problem.ts';
import type { RateLimit } from '../http/rate-limit.ts';
import { choiceCookie, type VoterCookie } from '../http/voter-cookie.ts';
import { type Poll, pollState } from '../poll/poll.ts';
import { QueueUnavailable } from '../queue/types.ts';
import type { Parts, QueueParts } from './parts.ts';

const RETRY_AFTER_S = 2;
/** One line of log in this time about a queue that is gone; the metrics count every refusal. */
const COMPLAIN_EVERY_MS = 5_000;

/** Takes a vote: checks it, knows or names the voter, and puts it into the queue. */
export class BallotBox {
  private complainedAt = 0;

  constructor(
    private readonly parts: Parts & QueueParts,
    private readonly cookie: VoterCookie,
    private readonly limit: RateLimit,
  ) {}

  /** Resolves with the id of the queue entry when the vote is safe; an ApiError says why it is not. */
  public async cast(request: FastifyRequest, reply: FastifyReply, poll: Poll, choice: string | undefined): Promise<string> {
    this.check(request, poll, choice);
    const { metrics, queue, config } = this.parts;
    const known = this.cookie.read(request.headers.cookie);
    const voter = known ?? this.cookie.create();
    const path = config.web.basePath || '/';
    const secure = request.protocol === 'https';
    // also with a refusal: the next try then comes from the same voter.
    if (known === undefined) reply.header('set-cookie', this.cookie.write(voter, path, secure));
    try {
      const id = await queue.add({ poll: poll.id, voter, choice: choice! });
      metrics.votesReceived.inc({ poll: poll.id });
      reply.header('set-cookie', choiceCookie(poll.id, choice!, path, secure));
      return id;
    } catch (error) {
      if (!(error instanceof QueueUnavailable)) this.parts.log.error('vote not queued', { error: describeError(error) });
      else this.complain(error);
      throw this.refusal('queue-unavailable', 503, 'the ballot box cannot be reached, please try again', RETRY_AFTER_S);
    }
  }

  private check(request: FastifyRequest, poll: Poll, choice: string | undefined): asserts choice is string {
    // browsers say where a form came from; another site may not vote for its visitors.
    if (request.headers['sec-fetch-site'] === 'cross-site') throw this.refusal('cross-site', 403, 'votes come from this site only');
    if (choice === undefined || !poll.options.some((option) => option.id === choice)) {
      throw this.refusal('unknown-option', 400, 'this poll has no such option');
    }
    const state = pollState(poll);
    if (state !== 'open') throw this.refusal('not-open', 409, state === 'closed' ? 'this poll is closed' : 'this poll has not opened yet');
    const waitS = this.limit.take(request.ip);
    if (waitS > 0) throw this.refusal('rate-limit', 429, 'too many votes from this address', waitS);
    if (this.parts.backlog.full) throw this.refusal('queue-full', 503, 'too many votes are waiting, please try again', RETRY_AFTER_S);
  }

  private refusal(reason: string, status: number, detail: string, retryAfterS?: number): ApiError {
    this.parts.metrics.votesRefused.inc({ reason });
    return new ApiError(status, detail, retryAfterS);
  }

  private complain(error: QueueUnavailable): void {
    if (Date.now() - this.complainedAt < COMPLAIN_EVERY_MS) return;
    this.complainedAt = Date.now();
    this.parts.log.warn('votes refused', { error: error.message });
  }
}
