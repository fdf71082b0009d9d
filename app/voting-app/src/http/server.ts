import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Log } from '../core/log.ts';
import { describeError } from '../core/log.ts';
import type { Health } from '../health/health.ts';
import { addHealthRoutes } from '../health/routes.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { ApiError, problem, PROBLEM_TYPE } from './problem.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface HttpOptions {
  readonly basePath: string;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Served before the framework sees the request. */
  readonly direct?: DirectHandler;
}

/** Requests that come so often that routing, parsing and hooks would cost more than what they ask for. */
export interface DirectHandler {
  takes(request: IncomingMessage): boolean;
  serve(request: IncomingMessage, response: ServerResponse): void;
}

const BODY_LIMIT = 16 * 1024;
/** Longer than the 60 s that the load balancer keeps a connection idle, so that it is never this side that closes first. */
const KEEP_ALIVE_MS = 75_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** What all roles share: health routes, security headers, metrics, one form of error. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const { health, metrics, log } = options;
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    serverFactory: (handler) => listener(handler, options.direct),
    return503OnClosing: false,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: true } },
    routerOptions: { ignoreTrailingSlash: true },
  });

  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(SECURITY_HEADERS);
    // tells the client to come back on a new connection, which another task will answer.
    if (health.isStopping) reply.header('connection', 'close');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.http.record(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).type(PROBLEM_TYPE).send(problem(404, 'no such page')));
  app.setErrorHandler((error: Error & { statusCode?: number; validation?: unknown }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500 && !(error instanceof ApiError)) {
      log.error('request failed', { method: request.method, route: request.routeOptions.url, error: describeError(error) });
    }
    if (error instanceof ApiError && error.retryAfterS !== undefined) reply.header('retry-after', String(error.retryAfterS));
    const detail = status >= 500 && !(error instanceof ApiError) ? 'internal error' : error.message;
    return reply.code(status).type(PROBLEM_TYPE).send(problem(status, detail));
  });

  addHealthRoutes(app, health, options.basePath);
  return app;
}

function listener(framework: RequestListener, direct: DirectHandler | undefined): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    if (direct?.takes(request) === true) direct.serve(request, response);
    else framework(request, response);
  });
}
