import { createHash, timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Secret } from '../config/secret.ts';
import { clientNetwork } from '../http/client-network.ts';
import { ApiError } from '../http/problem.ts';
import { RateLimit } from '../http/rate-limit.ts';
import { Sender } from '../http/sender.ts';
import type { Poll } from '../poll/poll.ts';
import type { TallyView } from '../poll/tally-types.ts';
import { ControlStore } from '../store/controls.ts';
import { adminPage } from '../ui/admin-page.ts';
import { ADMIN_ACTION, type ADMIN_ACTIONS } from './admin-schema.ts';
import { findPoll } from './find-poll.ts';
import type { DatabaseParts, Parts } from './parts.ts';
import type { TallyFeed } from './tally-feed.ts';
import { votesAsCsv, votesAsJson } from './vote-export.ts';

/** Wrong tokens a minute from one client. */
const MAX_GUESSES = 20;

type OfPoll = { Params: { poll: string } };
type Act = OfPoll & { Body: { action: (typeof ADMIN_ACTIONS)[number] } };

/** What the page of administrators shows of a poll. */
type AdminView = Pick<TallyView, 'poll' | 'title' | 'state' | 'opensAt' | 'closesAt' | 'total' | 'totalText' | 'final'>;

/**
 * A page and an API to open, close, empty and export polls, for those who know the token; there is none without one.
 */
export function addAdminRoutes(
  app: FastifyInstance, parts: Parts & DatabaseParts, feed: TallyFeed, refresh: () => Promise<void>,
): void {
  const { config: { web, polls, adminToken }, task, log, sql } = parts;
  if (adminToken === undefined) return;
  const store = new ControlStore(sql);
  const admit = doorkeeper(adminToken, web.trustProxy);
  const view = (poll: Poll): AdminView => {
    const { title, state, opensAt, closesAt, total, totalText, final } = feed.view(poll);
    return { poll: poll.id, title, state, opensAt, closesAt, total, totalText, final };
  };
  const path = `${web.basePath}/admin`;

  app.get(path, (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
      .send(adminPage({ basePath: web.basePath, task: task.identity })));
  app.get(`${path}/polls`, { onRequest: admit }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ polls: polls.polls.map(view) }));
  app.post<Act>(`${path}/polls/:poll`, { onRequest: admit, schema: { body: ADMIN_ACTION } }, async (request, reply) => {
    const poll = findPoll(polls, request.params.poll);
    const { action } = request.body;
    if (action === 'reset' && !feed.view(poll).final) {
      throw new ApiError(409, 'only a poll with a final result can be emptied');
    }
    if (action === 'reset') await store.reset(poll.id);
    else await store.set(poll.id, action === 'open' ? 'open' : action === 'close' ? 'closed' : null);
    log.info('poll changed', { poll: poll.id, action });
    await refresh();
    return reply.send(view(findPoll(polls, poll.id)));
  });
  app.get<OfPoll>(`${path}/polls/:poll/votes.csv`, { onRequest: admit }, (request, reply) => {
    const poll = findPoll(polls, request.params.poll);
    return send(reply, 'text/csv; charset=utf-8', votesAsCsv(poll, store.votes(poll.id)));
  });
  app.get<OfPoll>(`${path}/polls/:poll/votes.json`, { onRequest: admit }, (request, reply) => {
    const poll = findPoll(polls, request.params.poll);
    return send(reply, 'application/json', votesAsJson(poll, store.votes(poll.id)));
  });
}

function send(reply: FastifyReply, type: string, chunks: AsyncIterable<string>): FastifyReply {
  return reply.type(type).header('cache-control', 'no-store').send(Readable.from(chunks));
}

/** Lets requests with the token pass. Equal times for right and wrong, and few tries. */
function doorkeeper(
  token: Secret, trustedProxies: number,
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(`Bearer ${token.reveal()}`);
  const guesses = new RateLimit(MAX_GUESSES);
  return async (request, reply) => {
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) return;
    const waitS = guesses.take(clientNetwork(new Sender(request.raw, trustedProxies).address));
    if (waitS > 0) throw new ApiError(429, 'too many wrong tokens from this address', waitS);
    reply.header('www-authenticate', 'Bearer');
    throw new ApiError(401, 'the token is missing or wrong');
  };
}
