import type { FastifyInstance } from 'fastify';
import type { PollBook } from '../poll/poll.ts';
import { CREATE_USER, DEFAULT_PAGE, MAX_PAGE, UPDATE_USER, USER, USER_ID } from '../roles/users-schema.ts';
import { VOTE_BODY } from '../roles/vote-input.ts';

type Json = Record<string, unknown>;

const POLL_PARAMETER = {
  name: 'poll', in: 'query', required: false, schema: { type: 'string' },
  description: 'id of the poll; the first one when absent',
};
const POLL_STATE = { enum: ['open', 'not-open-yet', 'closed'] };
const TIME = { type: ['string', 'null'], format: 'date-time' };
const ID_PARAMETER = { name: 'id', in: 'path', required: true, schema: USER_ID };

function json(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}

function fault(description: string): Json {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
}

function retryLater(description: string): Json {
  return { ...fault(description), headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'seconds' } } };
}

function body(schema: Json): Json {
  return { required: true, content: { 'application/json': { schema } } };
}

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const health = (summary: string): Json => ({
  get: {
    tags: ['health'], summary,
    responses: { 200: json('usable', ref('Health')), 503: json('not usable', ref('Health')) },
  },
});

/** The JSON routes of all roles; the tag of a route is the role that has it. */
export const OPENAPI = {
  openapi: '3.1.0',
  info: { title: 'Voting app', version: '1.0.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
  paths: {
    '/api/votes': { post: {
      tags: ['vote'], summary: 'Vote, or change the vote', requestBody: body(ref('VoteRequest')),
      description: 'The voter is the browser: a signed cookie names it, and is set when it is absent. '
        + 'Repeating a vote is harmless.',
      responses: {
        202: json('the vote is safe in the queue', ref('VoteAccepted')), 400: fault('no such option'),
        403: fault('sent from another site'), 404: fault('no such poll'), 409: fault('the poll is not open'),
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
        200: { description: 'the tally', content: { 'text/csv': { schema: { type: 'string' } } } },
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
        404: fault('no such poll'), 429: retryLater('too many live connections from this address'),
        503: retryLater('too many live connections'),
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
    '/live': {
      get: { tags: ['health'], summary: 'The process runs', responses: { 200: json('alive', { type: 'object' }) } },
    },
    '/ready': health('Every part that the role needs works'),
    '/health': health('The same, with a grace time for outages that new tasks would not end'),
  },
  components: { schemas: {
    VoteRequest: VOTE_BODY,
    VoteAccepted: object({ id: text('place of the vote in the queue'), poll: text(), choice: text() }),
    Poll: object({
      id: text(), title: text(), options: list(object({ id: text(), label: text() })),
      state: POLL_STATE, opensAt: TIME, closesAt: TIME,
      polls: list(object({ id: text(), title: text() })),
    }),
    Tally: object({
      poll: text(), title: text(), state: POLL_STATE, opensAt: TIME, closesAt: TIME,
      total: { type: 'integer' }, totalText: text(), leader: { type: ['string', 'null'] },
      final: { type: 'boolean', description: 'the poll is closed and each vote that was accepted is counted' },
      outcome: { type: ['string', 'null'], description: 'the winner in one sentence; only of a final result' },
      options: list(object({ id: text(), label: text(), votes: { type: 'integer' }, percent: { type: 'number' } })),
      stale: { type: 'boolean', description: 'the database cannot be read; these are the last numbers known' },
      servedBy: text(), zone: { type: ['string', 'null'] },
      pipeline: { anyOf: [ref('Pipeline'), { type: 'null' }] },
    }),
    Pipeline: object({
      queued: { type: 'integer', description: 'votes accepted and not yet stored' },
      lagMs: { type: 'number', description: 'age of the oldest of them' },
      workers: { type: 'integer' }, stored: { type: 'integer', description: 'votes of all polls in the database' },
    }),
    NewUser: CREATE_USER,
    UserChange: UPDATE_USER,
    User: USER,
    UserPage: object({
      items: list(ref('User')),
      next: { ...USER_ID, type: ['string', 'null'], description: 'the last page has none' },
    }),
    Health: object({
      status: { enum: ['ok', 'degraded', 'unavailable', 'stopping'] },
      timestamp: { type: 'string', format: 'date-time' }, service: text(),
      checks: object({ database: ref('Check'), cache: ref('Check') }),
    }),
    Check: {
      type: 'object', required: ['status'],
      properties: {
        status: { enum: ['ok', 'failed', 'not-required'] }, latencyMs: { type: 'number' }, error: { type: 'string' },
      },
    },
    Problem: object({ type: text(), title: text(), status: { type: 'integer' }, detail: text() }),
  } },
} as const;

export function addOpenApiRoute(app: FastifyInstance, basePath: string, polls: PollBook): void {
  const { components } = OPENAPI;
  const schemas = { ...components.schemas, VoteRequest: voteRequest(polls) };
  const document = JSON.stringify({ ...OPENAPI, components: { schemas }, servers: [{ url: basePath || '/' }] });
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

function object(properties: Json): Json {
  return { type: 'object', required: Object.keys(properties), properties };
}

function list(items: Json): Json {
  return { type: 'array', items };
}

function text(description?: string): Json {
  return description === undefined ? { type: 'string' } : { type: 'string', description };
}
