import type { Registry } from 'prom-client';

export interface Value {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

interface About {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'histogram';
}

/**
 * Shows numbers that are kept elsewhere. The registry asks every metric for its values, and needs no more of one than
 * this.
 */
export function registerPlain(registry: Registry, about: About, values: () => Value[], reset: () => void): void {
  const metric = {
    ...about, aggregator: 'sum', get: async () => ({ ...about, aggregator: 'sum', values: values() }), reset,
  };
  (registry as unknown as { registerMetric(metric: unknown): void }).registerMetric(metric);
}
