import type { FastifyInstance } from 'fastify';
import type { PollBook } from '../poll/poll.ts';
import { DEFAULT_PAGE, MAX_PAGE, USER_ID } from '../roles/users-schema.ts';
import { VOTE_BODY } from '../roles/vote-input.ts';
import { body, fault, type Json, json, ref, retryLater, text } from './openapi-parts.ts';
import { SCHEMAS } from './openapi-schemas.ts';

const POLL_PARAMETER = {
  name: 'poll', in: 'query', required: false, schema: { type: 'string' },
  description: 'id of the poll; the first one when absent',
};
const POLL_IN_PATH = { name: 'poll', in: 'path', required: true, schema: text('id of the poll') };
const ID_PARAMETER = { name: 'id', in: 'path', required: true, schema: USER_ID };

const health = (summary: string): Json => ({
  get: {
    tags: ['health'], summary,
    responses: { 200: json('usable', ref('Health')), 503: json('not usable', ref('Health')) },
  },
});

/** Of the administration, which exists with a token only. */
const admin = (summary: string, responses: Json, more: Json = {}): Json => ({
  tags: ['admin'], summary, security: [{ adminToken: [] }], ...more,
  responses: {
    ...responses, 401: fault('the token is missing or wrong'), 429: retryLater('too many wrong tokens'),
  },
});
const NO_POLL = { 404: fault('no such poll') };

/** The JSON routes of all roles; the tag of a route is the role that has it. */
export const OPENAPI = {
  openapi: '3.1.0',
  info: { title: 'Voting app', version: '1.0.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
  paths: {
    '/api/votes': { post: {
      tags: ['vote'], summary: 'Vote, or change the vote', requestBody: body(ref('VoteRequest')),
      parameters: [POLL_PARAMETER],
      description: 'The voter is the browser: a signed cookie names it, and is set when it is absent. '
        + 'Repeating a vote is harmless.',
      responses: {
        202: json('the vote is safe in the queue', ref('VoteAccepted')),
        400: fault('no such option, or two polls named'), 403: fault('sent from another site'),
        404: fault('no such poll'), 409: fault('the poll is not open'),
        429: retryLater('too many votes from this address'),
        503: retryLater('the queue is full or gone'),
      },
    } },
    '/api/poll': { get: {
      tags: ['vote'], summary: 'What can be voted for', parameters: [POLL_PARAMETER],
      responses: { 200: json('the poll', ref('Poll')), 404: fault('no such poll') },
    } },
    '/api/results': { get: {
      tags: ['result'], summary: 'The votes of each option', parameters: [POLL_PARAMETER],
      responses: { 200: json('the tally', ref('Tally')), 404: fault('no such poll') },
    } },
    '/api/results.csv': { get: {
      tags: ['result'], summary: 'The same as a table', parameters: [POLL_PARAMETER],
      responses: {
        200: { description: 'the tally', content: { 'text/csv': { schema: text() } } },
        404: fault('no such poll'),
      },
    } },
    '/events': { get: {
      tags: ['result'],
      summary: 'The tally whenever it changes, as server-sent events; /ws gives the same as a WebSocket',
      parameters: [POLL_PARAMETER],
      responses: {
        200: {
          description: 'events with a Tally as data', content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
        400: fault('the connection has another request on its way'), 404: fault('no such poll'),
        429: retryLater('too many live connections from this address'), 503: retryLater('too many live connections'),
      },
    } },
    '/api/users': {
      get: {
        tags: ['api'], summary: 'A page of users in the order of creation',
        parameters: [
          {
            name: 'limit', in: 'query',
            schema: { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: DEFAULT_PAGE },
          },
          { name: 'after', in: 'query', schema: USER_ID, description: '`next` of the page before' },
        ],
        responses: { 200: json('a page', ref('UserPage')), 400: fault('wrong parameter') },
      },
      post: {
        tags: ['api'], summary: 'Create a user', requestBody: body(ref('NewUser')),
        responses: {
          201: json('created', ref('User')), 400: fault('wrong field'), 409: fault('the e-mail address is taken'),
        },
      },
    },
    '/api/users/{id}': {
      parameters: [ID_PARAMETER],
      get: {
        tags: ['api'], summary: 'One user',
        responses: { 200: json('the user', ref('User')), 400: fault('wrong id'), 404: fault('no such user') },
      },
      put: {
        tags: ['api'], summary: 'Replace a user', requestBody: body(ref('NewUser')),
        responses: {
          200: json('the user', ref('User')), 400: fault('wrong field'), 404: fault('no such user'),
          409: fault('the e-mail address is taken'),
        },
      },
      patch: {
        tags: ['api'], summary: 'Change some fields', requestBody: body(ref('UserChange')),
        responses: {
          200: json('the user', ref('User')), 400: fault('wrong field'), 404: fault('no such user'),
          409: fault('the e-mail address is taken'),
        },
      },
      delete: {
        tags: ['api'], summary: 'Remove a user',
        responses: { 204: { description: 'removed' }, 400: fault('wrong id'), 404: fault('no such user') },
      },
    },
    '/admin/polls': { get: admin('The state of each poll', { 200: json('the polls', ref('AdminPolls')) }) },
    '/admin/polls/{poll}': {
      parameters: [POLL_IN_PATH],
      post: admin(
        'Open or close a poll, go back to its configured times, or delete its votes', {
          200: json('the poll afterwards', ref('AdminPoll')), 400: fault('no such action'), ...NO_POLL,
          409: fault('only a poll with a final result can be emptied'),
        }, { requestBody: body(ref('AdminAction')) },
      ),
    },
    '/admin/polls/{poll}/votes.json': {
      parameters: [POLL_IN_PATH],
      get: admin('Each vote, without who gave it', { 200: json('the votes', ref('Votes')), ...NO_POLL }),
    },
    '/admin/polls/{poll}/votes.csv': {
      parameters: [POLL_IN_PATH],
      get: admin('The same as a table', {
        200: { description: 'the votes', content: { 'text/csv': { schema: text() } } }, ...NO_POLL,
      }),
    },
    '/live': {
      get: { tags: ['health'], summary: 'The process runs', responses: { 200: json('alive', { type: 'object' }) } },
    },
    '/ready': health('Every part that the role needs works'),
    '/health': health('The same, with a grace time for outages that new tasks would not end'),
  },
  components: { schemas: SCHEMAS, securitySchemes: { adminToken: { type: 'http', scheme: 'bearer' } } },
} as const;

export function addOpenApiRoute(app: FastifyInstance, basePath: string, polls: PollBook): void {
  const { components } = OPENAPI;
  const schemas = { ...components.schemas, VoteRequest: voteRequest(polls) };
  const document = JSON.stringify({
    ...OPENAPI, components: { ...components, schemas }, servers: [{ url: basePath || '/' }],
  });
  app.get(`${basePath}/api/openapi.json`, (_request, reply) => reply.type('application/json').send(document));
}

/** With the polls and options of this deployment. */
function voteRequest(polls: PollBook): Json {
  const { choice, poll, ...others } = VOTE_BODY.properties;
  const choices = new Set(polls.polls.flatMap(({ options }) => options.map(({ id }) => id)));
  return { ...VOTE_BODY, properties: {
    choice: { ...choice, enum: [...choices] }, poll: { ...poll, enum: polls.polls.map(({ id }) => id) }, ...others,
  } };
}
