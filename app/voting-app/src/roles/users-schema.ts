/** A mailbox as browsers check it in a form: enough to catch typing errors, the rest only a sent message can tell. */
const HOST_PART = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const EMAIL = `^[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]+@${HOST_PART}(?:\\.${HOST_PART})+$`;

const FIELDS = {
  email: { type: 'string', maxLength: 254, pattern: EMAIL, description: 'unique, without regard to case' },
  name: {
    type: 'string', minLength: 1, maxLength: 200, pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$',
    description: 'at least one character that is not blank, and no NUL',
  },
} as const;

export const CREATE_USER = {
  type: 'object', required: ['email', 'name'], additionalProperties: false, properties: FIELDS,
} as const;
export const UPDATE_USER = {
  type: 'object', minProperties: 1, additionalProperties: false, properties: FIELDS,
} as const;

export const USER_ID = { type: 'string', pattern: '^[1-9][0-9]{0,17}$', description: 'a number in text form' } as const;
export const USER_PARAMS = { type: 'object', required: ['id'], properties: { id: USER_ID } } as const;

export const MAX_PAGE = 200;
export const DEFAULT_PAGE = 50;
export const LIST_QUERY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    limit: { type: 'string', pattern: '^[0-9]{1,3}$' },
    after: { ...USER_ID, description: '`next` of the page before' },
  },
} as const;

export const USER = {
  type: 'object',
  required: ['id', 'email', 'name', 'createdAt', 'updatedAt'],
  properties: {
    id: USER_ID,
    email: { type: 'string' },
    name: { type: 'string' },
    createdAt: { type: 'string', format: 'date-time' },
    updatedAt: { type: 'string', format: 'date-time' },
  },
} as const;
