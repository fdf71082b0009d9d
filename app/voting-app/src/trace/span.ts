import { randomBytes } from 'node:crypto';

/** Names a span to the spans below it, also in other processes. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
}

/** As OpenTelemetry numbers them. */
export const SPAN_KIND = { SERVER: 2, PRODUCER: 4, CONSUMER: 5 } as const;

export interface Span {
  readonly name: string;
  readonly kind: (typeof SPAN_KIND)[keyof typeof SPAN_KIND];
  readonly context: TraceContext;
  readonly parentSpanId?: string;
  /** Epoch milliseconds, with fractions. */
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly failed?: boolean;
}

const PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const SAMPLED = 1;

/** @see https://www.w3.org/TR/trace-context/ */
export function parseTraceparent(header: unknown): (TraceContext & { readonly sampled: boolean }) | undefined {
  const match = typeof header === 'string' ? PARENT.exec(header) : null;
  if (match === null || /^0+$/.test(match[1]) || /^0+$/.test(match[2])) return undefined;
  return { traceId: match[1], spanId: match[2], sampled: (parseInt(match[3], 16) & SAMPLED) === SAMPLED };
}

export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}

export function newSpanId(): string {
  return randomBytes(8).toString('hex');
}

export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}
