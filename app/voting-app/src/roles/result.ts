import type { FastifyInstance } from 'fastify';
import { addOpenApiRoute } from '../http/openapi.ts';
import { createHttp } from '../http/server.ts';
import type { Poll } from '../poll/poll.ts';
import { VoteStore } from '../store/votes.ts';
import { addAssetRoutes, ICON, RESULT_SCRIPT, STYLES } from '../ui/assets.ts';
import { resultPage } from '../ui/result-page.ts';
import { findPoll } from './find-poll.ts';
import { addEventRoute } from './live-events.ts';
import { LiveHub } from './live-hub.ts';
import { acceptWebSockets } from './live-socket.ts';
import type { DatabaseParts, Parts } from './parts.ts';
import { toCsv } from './results-csv.ts';
import { TallyFeed } from './tally-feed.ts';

const HTML = 'text/html; charset=utf-8';

export interface ResultApp {
  readonly app: FastifyInstance;
  readonly feed: TallyFeed;
  readonly hub: LiveHub;
}

/** The page with the bars, and its numbers as WebSocket, events, JSON and CSV. */
export function createResultApp(parts: Parts & DatabaseParts): ResultApp {
  const { config, metrics, task } = parts;
  const { basePath } = config.web;
  const app = createHttp({ ...parts, basePath });
  const store = new VoteStore(parts.sql);
  const feed = new TallyFeed({
    polls: config.polls, store, pollMs: config.result.pollMs, servedBy: task.identity.id, log: parts.log,
  });
  const hub = new LiveHub(config.result.maxConnections);
  feed.onChange((poll, json) => hub.publish(poll, json));
  metrics.watchTally(() => feed.ageMs);

  const live = { polls: config.polls, hub, metrics, current: (poll: Poll) => feed.text(poll) };
  acceptWebSockets(app.server, { ...live, path: `${basePath}/ws` });
  addEventRoute(app, { ...live, path: `${basePath}/events` });
  addAssetRoutes(app, basePath, [STYLES, ICON, RESULT_SCRIPT]);
  addOpenApiRoute(app, basePath);

  type Query = { Querystring: { poll?: string } };
  app.get<Query>(`${basePath}/`, (request, reply) => {
    const poll = findPoll(config.polls, request.query.poll);
    const html = resultPage({
      polls: config.polls, poll, tally: feed.view(poll), basePath, voteUrl: config.web.voteUrl, task: task.identity,
    });
    return reply.type(HTML).header('cache-control', 'no-store').send(html);
  });
  app.get<Query>(`${basePath}/api/results`, (request, reply) => {
    const text = feed.text(findPoll(config.polls, request.query.poll));
    return reply.type('application/json').header('cache-control', 'no-store').send(text);
  });
  app.get<Query>(`${basePath}/api/results.csv`, (request, reply) => {
    const text = toCsv(feed.view(findPoll(config.polls, request.query.poll)));
    return reply.type('text/csv; charset=utf-8').header('cache-control', 'no-store').send(text);
  });
  return { app, feed, hub };
}
