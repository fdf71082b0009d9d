import type { Span } from './span.ts';

const STATUS = { OK: 1, ERROR: 2 };

/** Spans in the JSON form of OTLP. @see https://opentelemetry.io/docs/specs/otlp/ */
export function toOtlp(spans: readonly Span[], resource: Readonly<Record<string, string>>): string {
  return JSON.stringify({
    resourceSpans: [{
      resource: { attributes: attributes(resource) },
      scopeSpans: [{ scope: { name: 'voting-app' }, spans: spans.map(toSpan) }],
    }],
  });
}

function toSpan({ name, kind, context, parentSpanId, startMs, endMs, attributes: values, failed }: Span): object {
  return {
    traceId: context.traceId, spanId: context.spanId, ...(parentSpanId !== undefined && { parentSpanId }), name, kind,
    startTimeUnixNano: nanoseconds(startMs), endTimeUnixNano: nanoseconds(endMs),
    attributes: attributes(values), status: { code: failed === true ? STATUS.ERROR : STATUS.OK },
  };
}

function attributes(values: Readonly<Record<string, string | number>>): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));
}

/** As text: beyond what a JavaScript number holds exactly. */
function nanoseconds(ms: number): string {
  return String(BigInt(Math.round(ms * 1_000)) * 1_000n);
}
