import { randomBytes, randomInt } from 'node:crypto';
import { describeError } from '../core/log.ts';
import { EmfReporter, type EmfValue } from '../metrics/emf.ts';
import { EMF } from '../metrics/names.ts';
import { controlsToText } from '../poll/controls.ts';
import { ControlStore } from '../store/controls.ts';
import { PipelineStore } from '../store/pipeline.ts';
import { TallyAudit } from '../store/tally-audit.ts';
import { TALLY_SHARDS, VoteStore } from '../store/votes.ts';
import type { DatabaseParts, Parts, QueueParts } from './parts.ts';
import { PipelineReporter } from './pipeline-reporter.ts';
import { WorkerLoop } from './worker-loop.ts';

const HOUR_MS = 3_600_000;
/** The first audit is soon after the start, so that a deployment shows a fault. */
const FIRST_AUDIT_MS = 60_000;

/** Moves votes from the queue to the database with several loops side by side. */
export class Worker {
  /** Of this process and this start: several may run on one machine, and a namesake's entries look like one's own. */
  private readonly name: string;
  private readonly stopping = new AbortController();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly emf: EmfReporter;
  private readonly reporter: PipelineReporter;
  private running: Promise<unknown> = Promise.resolve();
  /** Since the last line of EMF. */
  private stored = 0;
  private mismatches = 0;

  constructor(private readonly parts: Parts & QueueParts & DatabaseParts, private readonly afterCommit?: () => void) {
    this.emf = new EmfReporter(parts.config.emf, { [EMF.DIMENSION_ROLE]: 'worker' }, () => this.emfValues());
    const { config, task, backlog, sql, log, queue } = parts;
    const controls = new ControlStore(sql);
    const relay = async (): Promise<void> => queue.writeControls(controlsToText(await controls.all()));
    const store = new PipelineStore(sql, config.polls.ids);
    this.name = `${task.identity.id}-${randomBytes(4).toString('hex')}`;
    this.reporter = new PipelineReporter(this.name, backlog, store, relay, log);
  }

  /** Resolves when the queue takes votes. */
  public start(): Promise<void> {
    const { config, queue, sql, metrics, log, tracer } = this.parts;
    const store = new VoteStore(sql);
    const loops = Array.from({ length: config.worker.loops }, (_, index) => new WorkerLoop({
      name: `${this.name}-${index}`,
      shard: randomInt(TALLY_SHARDS),
      batch: config.worker.batch,
      claimIdleMs: config.worker.claimIdleMs,
      queue, store, metrics, tracer, log: log.with({ loop: index }), afterCommit: this.afterCommit,
      onStored: (count) => {
        this.stored += count;
      },
    }));
    this.running = Promise.all(loops.map((loop) => loop.run(this.stopping.signal)));
    this.every(HOUR_MS, () => queue.removeIdleConsumers(HOUR_MS));
    this.startAudit(new TallyAudit(sql));
    this.reporter.start();
    this.emf.start();
    return Promise.race(loops.map((loop) => loop.opened));
  }

  /** Finishes the batches at hand; what is not stored stays in the queue. */
  public async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.stopping.abort();
    this.reporter.stop();
    await this.running;
    this.emf.stop();
  }

  private startAudit(audit: TallyAudit): void {
    const run = async (): Promise<void> => {
      const mismatches = await audit.mismatches();
      this.mismatches = mismatches.length;
      this.parts.metrics.tallyMismatches.set(mismatches.length);
      if (mismatches.length > 0) this.parts.log.error('tallies differ from a recount', { mismatches });
    };
    this.timers.push(setTimeout(() => void this.guard(run), FIRST_AUDIT_MS).unref());
    this.every(HOUR_MS, run);
  }

  private every(ms: number, action: () => Promise<unknown>): void {
    this.timers.push(setInterval(() => void this.guard(action), ms).unref());
  }

  private async guard(action: () => Promise<unknown>): Promise<void> {
    await action().catch(
      (error: unknown) => this.parts.log.warn('housekeeping failed', { error: describeError(error) }),
    );
  }

  private emfValues(): Record<string, EmfValue> {
    const { depth, lagMs, dead } = this.parts.backlog.stats;
    const stored = this.stored;
    this.stored = 0;
    return {
      [EMF.QUEUE_DEPTH]: { value: depth, unit: 'Count' },
      [EMF.QUEUE_LAG]: { value: lagMs, unit: 'Milliseconds' },
      [EMF.VOTES_STORED]: { value: stored, unit: 'Count' },
      [EMF.DEAD_LETTERS]: { value: dead, unit: 'Count' },
      [EMF.TALLY_MISMATCHES]: { value: this.mismatches, unit: 'Count' },
    };
  }
}
