import { parse } from 'node:querystring';
import { ApiError } from '../http/problem.ts';
import type { Click } from '../poll/vote.ts';

/** Fields of the form; `vote` is the name that the classic voting app uses. */
export interface FormFields {
  readonly vote?: string;
  readonly poll?: string;
  readonly ballot?: string;
}

export interface VoteBody {
  readonly choice: string;
  readonly poll?: string;
  readonly ballot?: string;
  readonly click?: Click;
}

export const VOTE_BODY = {
  type: 'object',
  required: ['choice'],
  additionalProperties: false,
  properties: {
    choice: { type: 'string', minLength: 1, maxLength: 40, description: 'id of an option' },
    poll: { type: 'string', minLength: 1, maxLength: 40, description: 'id of the poll; the first one when absent' },
    ballot: {
      type: 'string', minLength: 1, maxLength: 100,
      description: 'the field of the same name in the form: names the voter while the browser has no cookie',
    },
    click: {
      type: 'object',
      required: ['page', 'number'],
      additionalProperties: false,
      description: 'orders the votes of one page, which may overtake each other: the highest number counts',
      properties: {
        page: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'any name that no other page has' },
        number: { type: 'integer', minimum: 1, maximum: 1_000_000 },
      },
    },
  },
} as const;

const FORM = 'application/x-www-form-urlencoded';
/** What nearly every form looks like, read without the general parser. */
const PLAIN = /^vote=([a-z0-9_-]{1,40})$/;

export const MAX_FORM = 2_048;

export function isForm(contentType: string | undefined): boolean {
  return contentType === FORM || contentType?.split(';')[0].trim().toLowerCase() === FORM;
}

export function parseForm(body: string): FormFields {
  // a form file written by `echo`, as load tools send it, ends in a line break.
  const text = body.trimEnd();
  const plain = PLAIN.exec(text);
  if (plain !== null) return { vote: plain[1] };
  const fields = parse(text);
  if (Object.values(fields).some((value) => Array.isArray(value))) throw new ApiError(400, 'a field was given twice');
  return fields as FormFields;
}
