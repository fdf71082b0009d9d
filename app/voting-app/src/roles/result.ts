import type { FastifyInstance } from 'fastify';
import { ClientSeats } from '../http/client-seats.ts';
import { addOpenApiRoute } from '../http/openapi.ts';
import { createHttp } from '../http/server.ts';
import type { Poll } from '../poll/poll.ts';
import { ControlStore } from '../store/controls.ts';
import { PipelineStore } from '../store/pipeline.ts';
import { VoteStore } from '../store/votes.ts';
import {
  addAssetRoutes, ADMIN_SCRIPT, ADMIN_STYLES, ICON, PRESENT_STYLES, RESULT_SCRIPT, SHARE_SCRIPT, STYLES,
} from '../ui/assets.ts';
import { addAdminRoutes } from './admin.ts';
import { ControlWatch } from './control-watch.ts';
import { findPoll } from './find-poll.ts';
import { addEventRoute } from './live-events.ts';
import { LiveHub } from './live-hub.ts';
import { acceptWebSockets } from './live-socket.ts';
import type { DatabaseParts, Parts } from './parts.ts';
import { PipelineFeed } from './pipeline-feed.ts';
import { addResultPages } from './result-pages.ts';
import { toCsv } from './results-csv.ts';
import { addShareRoutes } from './share.ts';
import { TallyFeed } from './tally-feed.ts';

const ASSETS = [STYLES, PRESENT_STYLES, ADMIN_STYLES, ICON, RESULT_SCRIPT, SHARE_SCRIPT, ADMIN_SCRIPT];

export interface ResultApp {
  readonly app: FastifyInstance;
  readonly feed: TallyFeed;
  readonly pipeline: PipelineFeed;
  readonly controls: ControlWatch;
  readonly hub: LiveHub;
}

/** The pages with the bars, and their numbers as WebSocket, events, JSON and CSV. */
export function createResultApp(parts: Parts & DatabaseParts): ResultApp {
  const { config, metrics, task: { identity }, log, sql } = parts;
  const { basePath } = config.web;
  const app = createHttp({ ...parts, basePath });
  const pipeline = new PipelineFeed(new PipelineStore(sql, config.polls.ids), log);
  const feed = new TallyFeed({
    polls: config.polls, store: new VoteStore(sql), pollMs: config.result.pollMs, log,
    servedBy: identity.id, zone: identity.zone, pipeline,
  });
  const store = new ControlStore(sql);
  const controls = new ControlWatch(config.polls, () => store.all(), log);
  const hub = new LiveHub(config.result.maxConnections);
  feed.onChange((poll, json) => hub.publish(poll, json));
  metrics.watchTally(() => feed.ageMs);

  const live = {
    polls: config.polls, hub, metrics, current: (poll: Poll) => feed.text(poll),
    seats: new ClientSeats(config.result.maxPerClient), trustProxy: config.web.trustProxy,
  };
  acceptWebSockets(app.server, { ...live, path: `${basePath}/ws` });
  addEventRoute(app, { ...live, path: `${basePath}/events` });
  addAssetRoutes(app, basePath, ASSETS);
  addOpenApiRoute(app, basePath, config.polls);
  addResultPages(app, parts, feed, pipeline);
  addShareRoutes(app, parts);
  addNumbers(app, parts, feed);
  addAdminRoutes(app, parts, feed, async () => {
    await controls.look();
    await feed.read();
  });
  return { app, feed, pipeline, controls, hub };
}

type Query = { Querystring: { poll?: string } };

function addNumbers(app: FastifyInstance, { config }: Parts, feed: TallyFeed): void {
  const { basePath } = config.web;
  app.get<Query>(`${basePath}/api/results`, (request, reply) => {
    const text = feed.text(findPoll(config.polls, request.query.poll));
    return reply.type('application/json').header('cache-control', 'no-store').send(text);
  });
  app.get<Query>(`${basePath}/api/results.csv`, (request, reply) => {
    const text = toCsv(feed.view(findPoll(config.polls, request.query.poll)));
    return reply.type('text/csv; charset=utf-8').header('cache-control', 'no-store').send(text);
  });
}
