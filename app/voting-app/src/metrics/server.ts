import { createServer, type Server } from 'node:http';
import type { Health } from '../health/health.ts';
import type { Metrics } from './metrics.ts';

/** A port of its own for Prometheus, which the load balancer never reaches. */
export function createMetricsServer(metrics: Metrics, health: Health): Server {
  return createServer((request, response) => {
    const answer = (code: number, type: string, body: string): void => {
      response.writeHead(code, { 'content-type': type }).end(body);
    };
    void (async () => {
      const path = request.url?.split('?')[0];
      if (path === '/metrics') return answer(200, metrics.registry.contentType, await metrics.registry.metrics());
      if (path === '/live') return answer(200, 'application/json', JSON.stringify(health.live()));
      if (path !== '/health' && path !== '/ready') return answer(404, 'text/plain', 'not found\n');
      const { code, report } = path === '/health' ? await health.health() : await health.ready();
      return answer(code, 'application/json', JSON.stringify(report));
    })().catch(() => response.destroy());
  });
}
