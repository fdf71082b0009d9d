import { ADMIN_ACTION } from '../roles/admin-schema.ts';
import { CREATE_USER, UPDATE_USER, USER, USER_ID } from '../roles/users-schema.ts';
import { VOTE_BODY } from '../roles/vote-input.ts';
import { list, object, ref, text } from './openapi-parts.ts';

const POLL_STATE = { enum: ['open', 'not-open-yet', 'closed'] };
const MOMENT = { type: 'string', format: 'date-time' };
const TIME = { type: ['string', 'null'], format: 'date-time' };

/** What the routes take and give. */
export const SCHEMAS = {
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
  AdminAction: ADMIN_ACTION,
  AdminPoll: object({
    poll: text(), title: text(), state: POLL_STATE, opensAt: TIME, closesAt: TIME,
    total: { type: 'integer' }, totalText: text(), final: { type: 'boolean' },
  }),
  AdminPolls: object({ polls: list(ref('AdminPoll')) }),
  Votes: object({
    poll: text(), title: text(), options: list(object({ id: text(), label: text() })),
    votes: list(object({ choice: text(), votedAt: MOMENT, changedAt: MOMENT })),
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
    timestamp: MOMENT, service: text(),
    checks: object({ database: ref('Check'), cache: ref('Check') }),
  }),
  Check: {
    type: 'object', required: ['status'],
    properties: {
      status: { enum: ['ok', 'failed', 'not-required'] }, latencyMs: { type: 'number' }, error: { type: 'string' },
    },
  },
  Problem: object({ type: text(), title: text(), status: { type: 'integer' }, detail: text() }),
} as const;
