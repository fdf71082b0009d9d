import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Sql } from '../store/sql.ts';
import type { Backlog } from '../queue/backlog.ts';
import { HttpStats } from './http-stats.ts';
import { METRIC } from './names.ts';
import { PlainCounter } from './plain-counter.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** All metrics of the process; each role fills those that it has something to say about. */
export class Metrics {
  public readonly registry = new Registry();
  public readonly http = new HttpStats(this.registry);
  public readonly votesReceived = new PlainCounter(
    this.registry, METRIC.VOTES_RECEIVED, 'Votes acknowledged to voters', 'poll',
  );

  public readonly votesRefused = new PlainCounter(this.registry, METRIC.VOTES_REFUSED, 'Votes refused', 'reason');
  public readonly votesStored = this.counter(METRIC.VOTES_STORED, 'Votes committed to the database', []);
  public readonly votesChanged = this.counter(METRIC.VOTES_CHANGED, 'Votes that changed a row', []);
  public readonly workerBatch = this.histogram(METRIC.WORKER_BATCH, 'Time to commit a batch', []);
  public readonly workerRetries = this.counter(METRIC.WORKER_RETRIES, 'Attempts to commit a batch that failed', []);
  public readonly reclaimed = this.counter(METRIC.QUEUE_RECLAIMED, 'Votes taken over from other workers', []);
  public readonly buried = this.counter(
    METRIC.QUEUE_BURIED, 'Votes moved to the dead letters by this process', ['reason'],
  );

  public readonly liveConnections = this.gauge(METRIC.LIVE_CONNECTIONS, 'Open live connections', ['transport']);
  public readonly tallyMismatches = this.gauge(
    METRIC.TALLY_MISMATCHES, 'Choices whose tally differs from a recount', [],
  );

  public readonly dependencyUp = this.gauge(
    METRIC.DEPENDENCY_UP, '1 when the last check of the dependency succeeded', ['dependency'],
  );

  constructor(service: string) {
    this.registry.setDefaultLabels({ role: service });
    collectDefaultMetrics({ register: this.registry });
  }

  public watchQueue(backlog: Backlog): void {
    this.gauge(METRIC.QUEUE_DEPTH, 'Votes queued and not yet stored', [], (gauge) => gauge.set(backlog.stats.depth));
    this.gauge(
      METRIC.QUEUE_LAG, 'Age of the oldest vote not yet stored', [], (gauge) => gauge.set(backlog.stats.lagMs / 1000),
    );
    this.gauge(METRIC.QUEUE_DEAD, 'Dead letters', [], (gauge) => gauge.set(backlog.stats.dead));
  }

  public watchPool(sql: Sql): void {
    this.gauge(METRIC.POOL_CONNECTIONS, 'Database connections and requests waiting for one', ['state'], (gauge) => {
      const { total, idle, waiting } = sql.poolStats();
      gauge.set({ state: 'busy' }, total - idle);
      gauge.set({ state: 'idle' }, idle);
      gauge.set({ state: 'waiting' }, waiting);
    });
  }

  public watchTally(ageMs: () => number): void {
    this.gauge(METRIC.TALLY_AGE, 'Time since the tally shown was read', [], (gauge) => gauge.set(ageMs() / 1000));
  }

  public gauge<L extends string>(
    name: string, help: string, labelNames: L[], collect?: (gauge: Gauge<L>) => void | Promise<void>,
  ): Gauge<L> {
    return new Gauge({
      name, help, labelNames, registers: [this.registry],
      ...(collect && { collect(this: Gauge<L>) { return collect(this); } }),
    });
  }

  private counter<L extends string>(name: string, help: string, labelNames: L[]): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram<L extends string>(name: string, help: string, labelNames: L[]): Histogram<L> {
    return new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }
}
