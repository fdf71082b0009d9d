import type { FastifyInstance } from 'fastify';
import type { Health } from './health.ts';

export const HEALTH_ROUTES = ['/live', '/ready', '/health'] as const;

/** At the root and below the base path: load balancers ask the task directly, people through the listener. */
export function addHealthRoutes(app: FastifyInstance, health: Health, basePath = ''): void {
  for (const base of new Set(['', basePath])) {
    app.get(`${base}/live`, (_request, reply) => reply.header('cache-control', 'no-store').send(health.live()));
    app.get(`${base}/ready`, async (_request, reply) => {
      const { code, report } = await health.ready();
      return reply.code(code).header('cache-control', 'no-store').send(report);
    });
    app.get(`${base}/health`, async (_request, reply) => {
      const { code, report } = await health.health();
      return reply.code(code).header('cache-control', 'no-store').send(report);
    });
  }
}
