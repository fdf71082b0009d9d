import { createServer } from 'node:http';
import { readConfig } from '../../src/config/config.ts';
import { Log } from '../../src/core/log.ts';
import { Metrics } from '../../src/metrics/metrics.ts';
import { MemoryQueue } from '../../src/queue/memory-queue.ts';
import { Batch } from '../../src/roles/batch.ts';
import { createVoteApp } from '../../src/roles/vote.ts';
import { toOtlp } from '../../src/trace/otlp.ts';
import { parseTraceparent, SPAN_KIND } from '../../src/trace/span.ts';
import { Tracer } from '../../src/trace/tracer.ts';
import { closeServers, listen, send } from '../support/listening.ts';
import { testParts } from '../support/parts.ts';

const log = new Log('silent');
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';

interface Sent {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly status: { readonly code: number };
}

/** A collector that keeps what it gets. */
async function collector(): Promise<{ endpoint: string; spans: Sent[]; paths: string[]; close(): void }> {
  const spans: Sent[] = [];
  const paths: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      paths.push(`${request.method} ${request.url}`);
      for (
        const { scopeSpans } of (
          JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Sent[] }[] }[] }
        ).resourceSpans
      ) {
        for (const scope of scopeSpans) spans.push(...scope.spans);
      }
      response.writeHead(200, { connection: 'close' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  return { endpoint: `http://127.0.0.1:${port}/`, spans, paths, close: () => server.close() };
}

afterEach(closeServers);

describe('the trace of a vote', () => {
  test('goes from the caller through the queue to the commit', async () => {
    const { endpoint, spans, paths, close } = await collector();
    const [vote, store] = ['vote', 'worker'].map((service) => new Tracer({ endpoint, service, ratio: 0 }, 'task', log));
    const parts = await testParts();
    const port = await listen(createVoteApp({ ...parts, tracer: vote }));
    const headers = { traceparent: `00-${TRACE}-${CALLER}-01` };

    await send(port, { method: 'POST', url: '/api/votes', payload: { choice: 'a' }, headers });
    const consumer = await parts.queue.consumer('w');
    await new Batch(await consumer.read(1, 100), {
      store: { store: async () => 1 }, consumer, shard: 0, metrics: new Metrics('worker'), log, tracer: store,
      signal: new AbortController().signal,
    }).run();
    await Promise.all([vote.stop(), store.stop()]);

    const [request, queued, stored] = ['vote', 'queue vote', 'store vote'].map(
      (name) => spans.find((span) => span.name === name)!,
    );
    expect(spans.map(({ traceId }) => traceId)).toEqual([TRACE, TRACE, TRACE]);
    expect([request.parentSpanId, queued.parentSpanId, stored.parentSpanId]).toEqual(
      [CALLER, request.spanId, queued.spanId],
    );
    expect(paths).toEqual(['POST /v1/traces', 'POST /v1/traces']);
    close();
  });

  test('says that the vote failed', async () => {
    const { endpoint, spans, close } = await collector();
    const tracer = new Tracer({ endpoint, service: 'vote', ratio: 1 }, 'task', log);
    const queue = new MemoryQueue();
    queue.add = () => Promise.reject(new Error('gone'));
    const port = await listen(createVoteApp({ ...await testParts({}, 'vote', queue), tracer }));

    await send(port, { method: 'POST', url: '/api/votes', payload: { choice: 'a' } });
    await tracer.stop();

    expect(spans.map(({ name, status }) => [name, status.code])).toEqual([['vote', 2], ['queue vote', 2]]);
    close();
  });

  test('is taken of a share of the votes, unless the caller decides', () => {
    const config = { endpoint: 'http://127.0.0.1:9', service: 'vote', ratio: 0.25 };
    const draws = [0.1, 0.3, 0.24, 0.25];
    const tracer = new Tracer(config, 'task', log, () => draws.shift()!);
    const kept = [1, 2, 3, 4].map(() => tracer.begin('main', undefined) !== undefined);

    expect(kept).toEqual([true, false, true, false]);
    expect(tracer.begin('main', `00-${TRACE}-${CALLER}-00`)).toBeUndefined();
    expect(tracer.begin('main', `00-${TRACE}-${CALLER}-01`)).toBeDefined();
    void tracer.stop();
  });

  test('is lost, and nothing else, when the collector is away', async () => {
    const tracer = new Tracer({ endpoint: 'http://127.0.0.1:9', service: 'vote', ratio: 1 }, 'task', log);
    tracer.begin('main', undefined)!.end(false);

    await expect(tracer.stop()).resolves.toBeUndefined();
  });

  test('is off unless an endpoint is named', () => {
    const env = { DB_HOST: 'h' };

    expect(readConfig(env, 'result').tracing).toBeUndefined();
    expect(readConfig({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, 'result').tracing).toEqual({
      endpoint: 'http://c:4318', service: 'voting-result', ratio: 0.01,
    });
  });

  test.each(
    [['OTEL_EXPORTER_OTLP_ENDPOINT', 'c:4318'], ['OTEL_TRACES_SAMPLER_ARG', '2'], ['OTEL_TRACES_SAMPLER_ARG', 'x']],
  )(
    'fails with %s=%s', (name, value) => {
      const env = { DB_HOST: 'h', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c', [name]: value };

      expect(() => readConfig(env, 'result')).toThrow(name);
    },
  );
});

describe('a traceparent', () => {
  test.each([
    undefined, '', 'x', `00-${'0'.repeat(32)}-${CALLER}-01`, `00-${TRACE}-${'0'.repeat(16)}-01`,
    `01-${TRACE}-${CALLER}-01`,
    `00-${TRACE.toUpperCase()}-${CALLER}-01`, `00-${TRACE}-${CALLER}-01-more`,
  ])('is none: %s', (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });
});

describe('a span in OTLP', () => {
  test('has its times in nanoseconds, as text', () => {
    const span = {
      name: 'n', kind: SPAN_KIND.SERVER, context: { traceId: TRACE, spanId: CALLER }, startMs: 1_700_000_000_000.5,
      endMs: 1_700_000_000_001, attributes: { text: 'x', number: 3 },
    };

    expect(JSON.parse(toOtlp([span], { 'service.name': 's' }))).toEqual({ resourceSpans: [{
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 's' } }] },
      scopeSpans: [{ scope: { name: 'voting-app' }, spans: [{
        traceId: TRACE, spanId: CALLER, name: 'n', kind: 2, status: { code: 1 },
        startTimeUnixNano: '1700000000000500000', endTimeUnixNano: '1700000000001000000',
        attributes: [{ key: 'text', value: { stringValue: 'x' } }, { key: 'number', value: { intValue: '3' } }],
      }] }],
    }] });
  });
});
