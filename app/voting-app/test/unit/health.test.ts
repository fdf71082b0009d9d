import { databaseCheck } from '../../src/health/checks.ts';
import { CheckFailed, Health } from '../../src/health/health.ts';
import { createMetricsServer } from '../../src/metrics/server.ts';
import { createVoteApp } from '../../src/roles/vote.ts';
import { FakeSql, pgError, testParts } from '../support/parts.ts';

function health(check: () => Promise<void>, clock = { ms: 0 }, timeoutMs?: number): Health {
  return new Health({ service: 'vote', checks: { cache: check }, graceMs: 10_000, now: () => clock.ms, timeoutMs });
}
const fails = async (): Promise<void> => {
  throw pgError('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.7:6379');
};

// R-APP-2
describe('health', () => {
  test('names the service, the time and every part', async () => {
    const { code, report } = await health(async () => undefined).ready();

    expect(code).toBe(200);
    expect(report).toEqual({
      status: 'ok', timestamp: '1970-01-01T00:00:00.000Z', service: 'vote',
      checks: { cache: { status: 'ok', latencyMs: expect.any(Number) }, database: { status: 'not-required' } },
    });
  });

  test('is not ready at once when a part fails, and names it without addresses', async () => {
    const { code, report } = await health(fails).ready();

    expect([code, report.status, report.checks.cache]).toEqual(
      [503, 'unavailable', { status: 'failed', error: 'ECONNREFUSED' }],
    );
  });

  test('forgives a failure during the grace time and not after it', async () => {
    const clock = { ms: 0 };
    const subject = health(fails, clock);
    const codes = [];
    for (const ms of [0, 9_999, 11_000]) {
      clock.ms = ms;
      codes.push((await subject.health()).code);
    }

    expect(codes).toEqual([200, 200, 503]);
  });

  test('starts the grace time anew after a success', async () => {
    const clock = { ms: 0 };
    let broken = true;
    const subject = health(async () => broken ? fails() : undefined, clock);
    for (const [ms, state] of [[0, true], [9_000, false], [11_000, true]] as const) {
      clock.ms = ms;
      broken = state;
      await subject.health();
    }
    clock.ms = 20_000;

    expect((await subject.health()).report.status).toBe('degraded');
  });

  test('lives whatever its parts do, and is not ready while it stops', async () => {
    const subject = health(async () => undefined);
    subject.stop();

    expect(subject.live().status).toBe('ok');
    expect(await subject.ready()).toMatchObject({ code: 503, report: { status: 'stopping' } });
  });

  test('gives up on a part that does not answer', async () => {
    const { report } = await health(() => new Promise(() => undefined), { ms: 0 }, 20).ready();

    expect(report.checks.cache).toEqual({ status: 'failed', error: 'timeout' });
  });

  test('asks the stores once a second, however many ask for health', async () => {
    const clock = { ms: 0 };
    let asked = 0;
    const subject = health(async () => void asked++, clock);

    await Promise.all(Array.from({ length: 50 }, () => subject.ready()));
    clock.ms = 1_000;
    await subject.ready();

    expect(asked).toBe(2);
  });

  test('is the same at the root and below the base path', async () => {
    const app = createVoteApp(await testParts({ BASE_PATH: '/vote' }));

    for (const url of ['/live', '/ready', '/health', '/vote/live', '/vote/ready', '/vote/health']) {
      const answer = await app.inject(url);
      expect([url, answer.statusCode, answer.headers['cache-control']]).toEqual([url, 200, 'no-store']);
    }
  });
});

describe('the database check', () => {
  test('accepts the version it needs and newer ones', async () => {
    await expect(databaseCheck(new FakeSql(() => [{ version: 99 }]))()).resolves.toBeUndefined();
  });

  test('fails while migrations are missing', async () => {
    const check = databaseCheck(new FakeSql(() => {
      throw pgError('42P01');
    }));

    await expect(check()).rejects.toThrow(CheckFailed);
  });

  test.each([
    ['a full disk', '53100'], ['a server that has become read-only', '25006'],
  ])('fails after the database refused to write for %s, although it answers', async (_, code) => {
    const sql = Object.assign(new FakeSql(() => [{ version: 99 }]), { writesRefused: () => code });

    await expect(databaseCheck(sql)()).rejects.toThrow(new CheckFailed(code));
  });
});

describe('the metrics port', () => {
  test('serves metrics and health, and nothing else', async () => {
    const parts = await testParts();
    parts.metrics.watchQueue(parts.backlog);
    const server = createMetricsServer(parts.metrics, parts.health).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;

    const answers = await Promise.all(
      ['/metrics', '/health', '/ready', '/live', '/'].map((path) => fetch(base + path)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404]);
    const text = await answers[0].text();
    for (
      const name of [
        'voting_queue_depth', 'voting_votes_received_total', 'nodejs_eventloop_lag_seconds',
        'process_cpu_seconds_total',
      ]
    ) {
      expect(text).toContain(name);
    }
    server.closeAllConnections();
    server.close();
  });
});
