import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../http/problem.ts';
import type { Poll } from '../poll/poll.ts';
import { ICON } from '../ui/assets.ts';
import { withPoll } from '../ui/links.ts';
import { qrDrawing } from '../ui/qr-drawing.ts';
import { sharePage } from '../ui/share-page.ts';
import { findPoll } from './find-poll.ts';
import { absolute } from './own-address.ts';
import type { Parts } from './parts.ts';

type Query = { Querystring: { poll?: string } };

/** Link and code with which others come to the poll: to the vote page if its address is known, else to this role's. */
export function addShareRoutes(app: FastifyInstance, { config: { polls, web }, task }: Parts): void {
  const { basePath } = web;
  const target = (request: FastifyRequest<Query>): { readonly poll: Poll; readonly link: string } => {
    const poll = findPoll(polls, request.query.poll);
    const link = absolute(request.raw, web.trustProxy, withPoll(web.voteUrl ?? `${basePath}/`, polls, poll));
    if (link === undefined) throw new ApiError(400, 'the request has no usable Host header');
    return { poll, link };
  };
  app.get<Query>(`${basePath}/share`, (request, reply) => {
    const { poll, link } = target(request);
    const [drawing, back] = ['qr.svg', ''].map((path) => withPoll(`${basePath}/${path}`, polls, poll));
    const html = sharePage({ poll, link, drawing, back, basePath, task: task.identity });
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
  });
  app.get<Query>(`${basePath}/qr.svg`, (request, reply) => {
    const drawing = qrDrawing(target(request).link);
    if (drawing === '') throw new ApiError(404, 'the address is too long for a QR code');
    return reply.type(ICON.type).header('cache-control', 'no-store').send(drawing);
  });
}
