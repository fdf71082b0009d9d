import type { FastifyInstance } from 'fastify';
import { addOpenApiRoute } from '../http/openapi.ts';
import { createHttp } from '../http/server.ts';
import { UserStore } from '../store/users.ts';
import type { DatabaseParts, Parts } from './parts.ts';
import { addUserRoutes } from './users-routes.ts';

/** The backend API: users, kept in the database. */
export function createApiApp(parts: Parts & DatabaseParts): FastifyInstance {
  const { basePath } = parts.config.web;
  const app = createHttp({ ...parts, basePath });
  addUserRoutes(app, basePath, new UserStore(parts.sql));
  addOpenApiRoute(app, basePath, parts.config.polls);
  return app;
}
