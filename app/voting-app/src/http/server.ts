import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { describeError } from '../core/log.ts';
import { addHealthRoutes } from '../health/routes.ts';
import { watchConnections } from './graceful-close.ts';
import { HttpPolicy, type PolicyParts } from './policy.ts';
import { ApiError, PROBLEM_TYPE } from './problem.ts';
import { PlainRequest } from './request.ts';
import { Routes } from './routes.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface HttpOptions extends PolicyParts {
  readonly basePath: string;
  /** Served before the framework sees the request. */
  readonly direct?: DirectHandler;
}

/** Requests that come so often that routing, parsing and hooks would cost more than what they ask for. */
export interface DirectHandler {
  readonly method: string;
  readonly url: string;
  takes(request: IncomingMessage): boolean;
  serve(request: IncomingMessage, response: ServerResponse): void;
}

const BODY_LIMIT = 16 * 1024;
/** The load balancer keeps an idle connection for 60 s. This side waits longer, so it is never the first to close. */
const KEEP_ALIVE_MS = 75_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** A client that takes its answer this slowly is gone, or means harm; every answer of ours begins sooner. */
const SILENCE_MS = 120_000;

/** What all roles share: health routes, security headers, metrics, one form of error. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const policy = new HttpPolicy(options);
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    serverFactory: (handler) => listener(handler, options),
    return503OnClosing: false,
    // a value of the wrong type is an error: turning 1 into "1" would accept what the documentation forbids.
    // the schemas themselves are checked by a test, because the schema of schemas takes long to compile.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true, validateSchema: false } },
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => fail(policy, error, request, reply.headers(SECURITY_HEADERS)),
  });
  const routes = new Routes();
  routes.watch(app);
  if (options.direct !== undefined) routes.add(options.direct.url, [options.direct.method]);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(SECURITY_HEADERS);
    if (policy.closesConnections) reply.header('connection', 'close');
    // before the framework looks at a body that nobody will read.
    done(request.is404 ? notFound(routes, request, reply) : undefined);
  });
  app.addHook('onResponse', (request, reply, done) => {
    policy.record(request.method, request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  app.setNotFoundHandler((request, reply) => fail(policy, notFound(routes, request, reply), request, reply));
  app.setErrorHandler((error, request, reply) => fail(policy, error, request, reply));
  addHealthRoutes(app, options.health, options.basePath);
  return app;
}

/** A path that exists with other methods is told apart from one that does not exist. */
function notFound(routes: Routes, request: FastifyRequest, reply: FastifyReply): ApiError {
  const methods = routes.methodsOf(request.raw.url ?? '');
  if (methods.length === 0 || methods.includes(request.method)) return new ApiError(404, 'no such page');
  reply.header('allow', methods.join(', '));
  return new ApiError(405, 'this page does not have the method');
}

function fail(policy: HttpPolicy, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body, retryAfterS } = policy.failure(error, request.method, request.routeOptions.url);
  if (retryAfterS !== undefined) reply.header('retry-after', String(retryAfterS));
  return reply.code(status).type(PROBLEM_TYPE).send(body);
}

function listener(framework: RequestListener, { direct, log }: HttpOptions): Server {
  const options = {
    keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_TIMEOUT_MS, IncomingMessage: PlainRequest,
  };
  const server = createServer(options, (request, response) => {
    try {
      if (direct?.takes(request) === true) direct.serve(request, response);
      else framework(request, response);
    } catch (error) {
      // whatever a request does, it only ends its own connection, never the process.
      log.error('request failed', { method: request.method, error: describeError(error) });
      response.destroy();
    }
  });
  server.timeout = SILENCE_MS;
  watchConnections(server);
  return server;
}
