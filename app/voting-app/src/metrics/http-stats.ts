import type { Registry } from 'prom-client';
import { METRIC } from './names.ts';
import { registerPlain, type Value } from './plain-metric.ts';

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.389, 0.5, 1, 2.5, 5];

interface RouteStats {
  readonly labels: { readonly method: string; readonly route: string };
  readonly statuses: Map<number, number>;
  readonly buckets: number[];
  sum: number;
  count: number;
}

/**
 * Requests and their times: kept as plain numbers, since the hot path cannot afford to hash labels, and shown when
 * asked for.
 */
export class HttpStats {
  private readonly routes = new Map<string, Map<string, RouteStats>>();

  constructor(registry: Registry) {
    const reset = (): void => this.routes.clear();
    registerPlain(
      registry, { name: METRIC.HTTP_REQUESTS, help: 'HTTP requests answered', type: 'counter' }, () => this.requests(),
      reset,
    );
    registerPlain(
      registry, { name: METRIC.HTTP_DURATION, help: 'Time to answer an HTTP request', type: 'histogram' },
      () => this.durations(), reset,
    );
  }

  public record(method: string, route: string, status: number, seconds: number): void {
    const stats = this.find(method, route);
    stats.statuses.set(status, (stats.statuses.get(status) ?? 0) + 1);
    stats.sum += seconds;
    stats.count++;
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]) bucket++;
    if (bucket < BUCKETS.length) stats.buckets[bucket]++;
  }

  private find(method: string, route: string): RouteStats {
    let methods = this.routes.get(route);
    if (methods === undefined) {
      methods = new Map();
      this.routes.set(route, methods);
    }
    let stats = methods.get(method);
    if (stats === undefined) {
      stats = { labels: { method, route }, statuses: new Map(), buckets: BUCKETS.map(() => 0), sum: 0, count: 0 };
      methods.set(method, stats);
    }
    return stats;
  }

  private all(): RouteStats[] {
    return [...this.routes.values()].flatMap((methods) => [...methods.values()]);
  }

  private requests(): Value[] {
    return this.all().flatMap(
      ({ labels, statuses }) => [...statuses].map(([status, value]) => ({ labels: { ...labels, status }, value })),
    );
  }

  private durations(): Value[] {
    const name = METRIC.HTTP_DURATION;
    return this.all().flatMap(({ labels, buckets, sum, count }) => {
      let below = 0;
      const rows = BUCKETS.map(
        (le, index) => ({ metricName: `${name}_bucket`, labels: { ...labels, le }, value: below += buckets[index] }),
      );
      return [
        ...rows,
        { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
        { metricName: `${name}_sum`, labels, value: sum },
        { metricName: `${name}_count`, labels, value: count },
      ];
    });
  }
}
