import type { IncomingMessage } from 'node:http';
import { ApiError } from './problem.ts';

/**
 * The body of a request as text; fails with 413 as soon as it is known to be too long. Calls neither when the client
 * gives up.
 */
export function readBody(
  request: IncomingMessage, limit: number, done: (body: string) => void, fail: (error: ApiError) => void,
): void {
  let body: Buffer | undefined;
  let tooLong = Number(request.headers['content-length']) > limit;
  const refuse = (): void => fail(new ApiError(413, `a body has ${limit} bytes at most`));
  if (tooLong) return refuse();
  request.on('data', (chunk: Buffer) => {
    if (tooLong) return;
    // nearly always there is one chunk only.
    body = body === undefined ? chunk : Buffer.concat([body, chunk]);
    tooLong = body.length > limit;
    if (tooLong) refuse();
  });
  request.on('end', () => {
    if (!tooLong) done(body?.toString() ?? '');
  });
}
