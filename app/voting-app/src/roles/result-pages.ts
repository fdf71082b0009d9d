import type { FastifyInstance, FastifyRequest } from 'fastify';
import { withPoll } from '../ui/links.ts';
import { presentPage } from '../ui/present-page.ts';
import { resultPage, type ResultPage } from '../ui/result-page.ts';
import { findPoll } from './find-poll.ts';
import { absolute } from './own-address.ts';
import type { Parts } from './parts.ts';
import type { PipelineFeed } from './pipeline-feed.ts';
import type { TallyFeed } from './tally-feed.ts';

const HTML = 'text/html; charset=utf-8';

type Query = { Querystring: { poll?: string } };

/** The results to look at: as a page, and for a screen at the wall. */
export function addResultPages(app: FastifyInstance, parts: Parts, feed: TallyFeed, pipeline: PipelineFeed): void {
  const { config: { polls, web }, task } = parts;
  const page = (request: FastifyRequest<Query>): ResultPage => {
    const poll = findPoll(polls, request.query.poll);
    return {
      polls, poll, tally: feed.view(poll), history: pipeline.history(poll),
      basePath: web.basePath, voteUrl: web.voteUrl, task: task.identity,
    };
  };
  app.get<Query>(`${web.basePath}/`, (request, reply) =>
    reply.type(HTML).header('cache-control', 'no-store').send(resultPage(page(request))));
  app.get<Query>(`${web.basePath}/present`, (request, reply) => {
    const shown = page(request);
    const voteLink = web.voteUrl && absolute(request.raw, web.trustProxy, withPoll(web.voteUrl, polls, shown.poll));
    return reply.type(HTML).header('cache-control', 'no-store').send(presentPage({ ...shown, voteLink }));
  });
}
