import type { Registry } from 'prom-client';
import { registerPlain, type Value } from './plain-metric.ts';

/** A counter with one label, for what happens with each vote: no objects of labels to build and hash. */
export class PlainCounter {
  private readonly counts = new Map<string, number>();

  constructor(registry: Registry, name: string, help: string, label: string) {
    const values = (): Value[] => [...this.counts].map(([key, value]) => ({ labels: { [label]: key }, value }));
    registerPlain(registry, { name, help, type: 'counter' }, values, () => this.counts.clear());
  }

  public inc(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
}
