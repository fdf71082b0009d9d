import type { FastifyInstance } from 'fastify';
import { readChoice, VoterCookie } from '../http/voter-cookie.ts';
import { RateLimit } from '../http/rate-limit.ts';
import { Sender } from '../http/sender.ts';
import { createHttp } from '../http/server.ts';
import { addAssetRoutes, ICON, SHARE_SCRIPT, STYLES, VOTE_SCRIPT } from '../ui/assets.ts';
import { addOpenApiRoute } from '../http/openapi.ts';
import { pollState, roundId } from '../poll/poll.ts';
import { BallotBox } from './ballot-box.ts';
import { findPoll, pollOfVote, pollsOf } from './find-poll.ts';
import type { Parts, QueueParts } from './parts.ts';
import { addShareRoutes } from './share.ts';
import { VoteForm } from './vote-form.ts';
import { HTML, VotePages } from './vote-pages.ts';
import { VOTE_BODY, type VoteBody } from './vote-input.ts';

/** The page with the options, the form behind it, and the same as JSON. */
export function createVoteApp(parts: Parts & QueueParts): FastifyInstance {
  const { config } = parts;
  const { basePath } = config.web;
  const pages = new VotePages(config, parts.task.identity);
  const ballots = new BallotBox(parts, new VoterCookie(config.cookieSecrets), new RateLimit(config.rateLimitPerMinute));
  const app = createHttp({ ...parts, basePath, direct: new VoteForm(parts, ballots, pages) });
  addAssetRoutes(app, basePath, [STYLES, ICON, VOTE_SCRIPT, SHARE_SCRIPT]);
  addShareRoutes(app, parts);
  addOpenApiRoute(app, basePath, config.polls);

  app.get<{ Querystring: { poll?: string } }>(`${basePath}/`, (request, reply) => {
    const poll = findPoll(config.polls, request.query.poll);
    const { cookies, ballot } = ballots.welcome(new Sender(request.raw, config.web.trustProxy));
    const { html } = pages.show(poll, readChoice(request.headers.cookie, roundId(poll)), ballot);
    if (cookies.length > 0) reply.header('set-cookie', cookies);
    return reply.type(HTML).header('cache-control', 'no-store').send(html);
  });

  app.post<{ Body: VoteBody }>(`${basePath}/api/votes`, { schema: { body: VOTE_BODY } }, async (request, reply) => {
    const poll = pollOfVote(config.polls, request.body.poll, pollsOf(request.raw.url));
    const { choice } = request.body;
    const receipt = await ballots.cast(new Sender(request.raw, config.web.trustProxy), poll, request.body);
    reply.header('set-cookie', receipt.cookies);
    if ('refusal' in receipt) throw receipt.refusal;
    return reply.code(202).send({ id: receipt.id, poll: poll.id, choice });
  });

  app.get<{ Querystring: { poll?: string } }>(`${basePath}/api/poll`, (request, reply) => {
    const poll = findPoll(config.polls, request.query.poll);
    const { id, title, options } = poll;
    const time = (ms: number | undefined): string | null => ms === undefined ? null : new Date(ms).toISOString();
    return reply.send({
      id, title, options, state: pollState(poll), opensAt: time(poll.opensAt), closesAt: time(poll.closesAt),
      polls: config.polls.polls.map((other) => ({ id: other.id, title: other.title })),
    });
  });
  return app;
}
