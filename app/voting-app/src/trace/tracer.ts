import { describeError, type Log } from '../core/log.ts';
import { toOtlp } from './otlp.ts';
import {
  newSpanId, newTraceId, parseTraceparent, preciseNow, type Span, SPAN_KIND, type TraceContext,
} from './span.ts';

export interface TracingConfig {
  /** Base address of a collector that speaks OTLP over HTTP. */
  readonly endpoint: string;
  readonly service: string;
  /** Share of the votes that are traced, 0 to 1; a caller that sends `traceparent` decides for itself. */
  readonly ratio: number;
}

const SEND_EVERY_MS = 2_000;
const TIMEOUT_MS = 3_000;
/** Beyond that spans are dropped: the collector is slower than the votes. */
const MAX_WAITING = 4_096;

/** Where a vote is on its way through the processes: one trace from the form to the row. */
export class Tracer {
  private waiting: Span[] = [];
  private dropped = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly config: TracingConfig, private readonly task: string, private readonly log: Log,
    private readonly random: () => number = Math.random,
  ) {
    this.timer = setInterval(() => void this.send(), SEND_EVERY_MS);
    this.timer.unref();
  }

  /** A vote that comes in, when it is one of those to trace. */
  public begin(poll: string, traceparent: unknown): VoteTrace | undefined {
    const parent = parseTraceparent(traceparent);
    if (!(parent?.sampled ?? this.random() < this.config.ratio)) return undefined;
    return new VoteTrace(this, poll, parent);
  }

  /** A vote that has been committed; its trace began in another process. */
  public stored(parent: TraceContext, startMs: number, attributes: Span['attributes']): void {
    const context = { traceId: parent.traceId, spanId: newSpanId() };
    const span = { name: 'store vote', kind: SPAN_KIND.CONSUMER, context, parentSpanId: parent.spanId };
    this.record({ ...span, startMs, endMs: preciseNow(), attributes });
  }

  public record(...spans: readonly Span[]): void {
    if (this.waiting.length + spans.length > MAX_WAITING) this.dropped += spans.length;
    else this.waiting.push(...spans);
  }

  public async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.send();
  }

  /** Traces are a help, not a duty: what the collector does not take is gone. */
  public async send(): Promise<void> {
    if (this.waiting.length === 0) return;
    const [spans, dropped] = [this.waiting, this.dropped];
    this.waiting = [];
    this.dropped = 0;
    const body = toOtlp(spans, { 'service.name': this.config.service, 'service.instance.id': this.task });
    try {
      const answer = await fetch(`${this.config.endpoint.replace(/\/$/, '')}/v1/traces`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`the collector answered ${answer.status}`);
      if (dropped > 0) this.log.warn('spans dropped', { dropped });
    } catch (error) {
      this.log.warn('spans not sent', { spans: spans.length, error: describeError(error) });
    }
  }
}

/** The spans of a vote in the process that takes it: the request, and below it the way into the queue. */
export class VoteTrace {
  /** For the vote in the queue. */
  public readonly context: TraceContext;
  private readonly request: TraceContext;
  private readonly startMs = preciseNow();

  constructor(private readonly tracer: Tracer, private readonly poll: string, private readonly parent?: TraceContext) {
    const traceId = parent?.traceId ?? newTraceId();
    this.request = { traceId, spanId: newSpanId() };
    this.context = { traceId, spanId: newSpanId() };
  }

  public end(failed: boolean): void {
    const times = { startMs: this.startMs, endMs: preciseNow(), failed, attributes: { 'voting.poll': this.poll } };
    this.tracer.record(
      { ...times, name: 'vote', kind: SPAN_KIND.SERVER, context: this.request, parentSpanId: this.parent?.spanId },
      {
        ...times, name: 'queue vote', kind: SPAN_KIND.PRODUCER, context: this.context,
        parentSpanId: this.request.spanId,
      },
    );
  }
}
