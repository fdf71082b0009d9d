import type { FastifyInstance } from 'fastify';
import { ApiError } from '../http/problem.ts';
import { EmailTaken, type User, type UserInput, type UserStore } from '../store/users.ts';
import { CREATE_USER, DEFAULT_PAGE, LIST_QUERY, MAX_PAGE, UPDATE_USER, USER_PARAMS } from './users-schema.ts';

interface ById {
  Params: { id: string };
}

export function addUserRoutes(app: FastifyInstance, basePath: string, users: UserStore): void {
  const collection = `${basePath}/api/users`;
  const item = `${collection}/:id`;

  app.get<{
    Querystring: { limit?: string; after?: string };
  }>(collection, { schema: { querystring: LIST_QUERY } }, async (request) => {
    const limit = pageSize(request.query.limit);
    const { after } = request.query;
    // one more than asked tells whether there is a next page.
    const found = await users.list(limit + 1, after);
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? items[items.length - 1].id : null };
  });

  app.post<{ Body: UserInput }>(collection, { schema: { body: CREATE_USER } }, async (request, reply) => {
    const user = await unlessTaken(users.create(request.body));
    return reply.code(201).header('location', `${collection}/${user.id}`).send(user);
  });

  app.get<ById>(
    item, { schema: { params: USER_PARAMS } }, async (request) => orNotFound(await users.find(request.params.id)),
  );

  app.patch<ById & {
    Body: Partial<UserInput>;
  }>(item, { schema: { params: USER_PARAMS, body: UPDATE_USER } }, async (request) =>
    orNotFound(await unlessTaken(users.update(request.params.id, request.body))));

  app.put<ById & { Body: UserInput }>(item, { schema: { params: USER_PARAMS, body: CREATE_USER } }, async (request) =>
    orNotFound(await unlessTaken(users.update(request.params.id, request.body))));

  app.delete<ById>(item, { schema: { params: USER_PARAMS } }, async (request, reply) => {
    if (!await users.remove(request.params.id)) throw notFound();
    return reply.code(204).send();
  });
}

/** Values of a query are text; only this one stands for a number. */
function pageSize(text: string | undefined): number {
  const limit = text === undefined ? DEFAULT_PAGE : Number(text);
  if (limit < 1 || limit > MAX_PAGE) throw new ApiError(400, `limit must be a whole number from 1 to ${MAX_PAGE}`);
  return limit;
}

function orNotFound(user: User | undefined): User {
  if (user === undefined) throw notFound();
  return user;
}

function notFound(): ApiError {
  return new ApiError(404, 'there is no such user');
}

async function unlessTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof EmailTaken ? new ApiError(409, error.message) : error;
  }
}
