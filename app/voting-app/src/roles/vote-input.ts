import { parse } from 'node:querystring';
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../http/problem.ts';

/** Fields of the form; `vote` is the name that the classic voting app uses. */
export interface VoteForm {
  readonly vote?: string;
  readonly poll?: string;
}

export interface VoteBody {
  readonly choice: string;
  readonly poll?: string;
}

export const VOTE_BODY = {
  type: 'object',
  required: ['choice'],
  additionalProperties: false,
  properties: {
    choice: { type: 'string', minLength: 1, maxLength: 40, description: 'id of an option' },
    poll: { type: 'string', minLength: 1, maxLength: 40, description: 'id of the poll; the first one when absent' },
  },
} as const;

const FORM = 'application/x-www-form-urlencoded';
const MAX_FORM = 2_048;
/** What nearly every form looks like, read without the general parser. */
const PLAIN = /^vote=([a-z0-9_-]{1,40})$/;

export function addFormParser(app: FastifyInstance): void {
  app.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: MAX_FORM }, (_request, body, done) => {
    // a form file written by `echo`, as load tools send it, ends in a line break.
    const text = (body as string).trimEnd();
    const plain = PLAIN.exec(text);
    if (plain !== null) return done(null, { vote: plain[1] });
    const fields = parse(text);
    const repeated = Object.values(fields).some((value) => Array.isArray(value));
    if (repeated) done(new ApiError(400, 'a field was given twice'));
    else done(null, fields);
  });
}
