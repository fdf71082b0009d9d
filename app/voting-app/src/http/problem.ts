import { STATUS_CODES } from 'node:http';

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
export const PROBLEM_TYPE = 'application/problem+json';

export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

export function problem(status: number, detail: string): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail };
}

/** An answer other than success, with a text that the client may see. */
export class ApiError extends Error {
  constructor(public readonly statusCode: number, detail: string, public readonly retryAfterS?: number) {
    super(detail);
    this.name = 'ApiError';
  }
}
