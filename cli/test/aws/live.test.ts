import { stripVTControlCharacters } from 'node:util';
import { sparkline } from '../../src/views/chart';
import { BALANCER, failing, failure, minutesAgo, operate, targetsWith, type Calls } from './recorded';

/** Begins a new page on a screen. */
const CLEAR = '\x1b[2J\x1b[H';

/** Numbers of one metric, those of the others missing. */
function measured(metric: string, byMinutesAgo: { readonly [minutes: number]: number }): Calls {
  return {
    describeTargetGroups: async () => ({ TargetGroups: [{ LoadBalancerArns: [BALANCER] }] }),
    getMetricData: async ({ MetricDataQueries = [] }) => ({ MetricDataResults: MetricDataQueries.map((query) => {
      const isWanted = query.MetricStat?.Metric?.MetricName === metric;
      const entries = isWanted ? Object.entries(byMinutesAgo) : [];
      return {
        Id: query.Id, Values: entries.map(([, value]) => value),
        Timestamps: entries.map(([minutes]) => minutesAgo(Number(minutes))),
      };
    }) }),
  };
}

test('shows charts with the last and the highest number above the tables', async () => {
  const { code, out } = await operate('live Shop --times 1', measured('RequestCount', { 3: 6000, 2: 3000, 1: 1500 }));

  expect(out).toContain(
    'Web   requests  ···························█▅▃    25 /s   100 /s\n'
    + '      p95       ······························  no data\n');
  expect(out).toContain('2 of 2 targets healthy');
  expect(code).toBe(0);
});

test('asks for the metrics of the target group and of the service', async () => {
  const asked: unknown[] = [];
  await operate('live Shop --times 1', {
    ...measured('RequestCount', {}),
    getMetricData: async ({ MetricDataQueries = [] }) => {
      asked.push(...MetricDataQueries.map(({ MetricStat }) => MetricStat?.Metric));
      return { MetricDataResults: [] };
    },
  });

  expect(asked).toHaveLength(5);
  expect(asked[0]).toEqual({ Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount', Dimensions: [
    { Name: 'LoadBalancer', Value: 'app/Shop/50dc6c495c0c9188' },
    { Name: 'TargetGroup', Value: 'targetgroup/Shop-Web/6d0ecf831eec9f09' },
  ] });
  expect(asked[3]).toMatchObject({ Namespace: 'AWS/ECS', MetricName: 'CPUUtilization' });
});

test('looks again and again, but asks for metrics once a minute, because they cost money', async () => {
  let [asked, waits] = [0, 0];
  const { out } = await operate('live Shop --times 8 --every 1', {
    ...measured('RequestCount', {}), getMetricData: async () => { asked++; return {}; },
  }, { onWait: () => { waits++; } });

  // 7 pauses of at least 5 seconds.
  expect([asked, waits, out.match(/✔ Shop/g)?.length]).toEqual([1, 7, 8]);
});

test('clears the screen of a terminal, and only there', async () => {
  const calls = measured('RequestCount', {});

  expect((await operate('live Shop --times 1', calls, { isTTY: true })).out).toContain('\x1b[2J');
  expect((await operate('live Shop --times 1', calls)).out).not.toContain('\x1b');
});

test('draws on a terminal without colours too, and on no simple one', async () => {
  const calls = measured('RequestCount', {});
  const drawn = async (env: { readonly [name: string]: string }) =>
    (await operate('live Shop --times 1', calls, { isTTY: true, env })).out;

  expect(await drawn({ NO_COLOR: '1' })).toContain(`${CLEAR}✔ Shop`);
  expect(await drawn({ TERM: 'dumb' })).not.toContain('\x1b');
});

describe('on a screen', () => {
  const sick = Array.from({ length: 60 }, () => ({ State: 'unhealthy', Reason: 'Target.Timeout' } as const));
  const many = { ...measured('RequestCount', {}), describeTargetHealth: async () => targetsWith(...sick) };
  const screens = (out: string) => out.split(CLEAR).slice(1).map((screen) => screen.trimEnd().split('\n'));

  test('the beginning stays in sight: no page is higher or wider than the window, which may change', async () => {
    let size = { columns: 60, rows: 24 };
    const { out } = await operate('live Shop --times 2', many, {
      isTTY: true, size: () => size, onWait: () => { size = { columns: 200, rows: 30 }; },
    });
    const [small, large] = screens(out).map((lines) => lines.map(stripVTControlCharacters));

    expect([small.length, large.length]).toEqual([23, 29]);
    expect([small, large].map(([first]) => first)).toEqual([
      expect.stringMatching(/^✖ Shop not healthy/), expect.stringMatching(/^✖ Shop not healthy/),
    ]);
    expect(small.at(-1)).toMatch(/^… \d+ more lines in a higher window, or with "status"$/);
    expect(Math.max(...small.map((line) => line.length))).toBe(60);
    expect(Math.max(...large.map((line) => line.length))).toBeGreaterThan(60);
  });

  test('each colour ends where it begins, also in a line that does not fit', async () => {
    const { out } = await operate('live Shop --times 1', many, { isTTY: true, size: () => ({ columns: 8, rows: 24 }) });
    const [lines] = screens(out);

    expect(lines.some((line) => line.includes('\x1b[31m'))).toBe(true);
    for (const line of lines) {
      const styles = line.split('\x1b[').slice(1).map((part) => Number.parseInt(part, 10));
      const ends = styles.filter((style) => style === 22 || style === 39);
      expect(styles.length).toBe(2 * ends.length);
    }
  });

  test('a page that fits is shown whole', async () => {
    const { out } = await operate('live Shop --times 1', measured('RequestCount', {}), {
      isTTY: true, size: () => ({ columns: 120, rows: 40 }),
    });

    expect(out).toContain('1 alarm: 0 on');
    expect(out).not.toContain('more lines');
  });
});

describe('a connection that is lost', () => {
  /** A connection that is lost from one look to another. */
  function lostAt(...looks: readonly number[]): Calls {
    let look = 0;
    return { ...measured('RequestCount', {}), describeAlarms: async () => {
      if (looks.includes(++look)) throw failure('Error', 'getaddrinfo EAI_AGAIN monitoring.eu-west-1.amazonaws.com');
      return { MetricAlarms: [] };
    } };
  }

  test('does not end it: it shows what was, says so, and goes on', async () => {
    const { code, out, err } = await operate('live Shop --times 4', lostAt(2, 3));

    expect(out.match(/✔ Shop healthy/g)).toHaveLength(4);
    expect(out.match(/\? AWS cannot be reached: this is how it was, and the next look follows/g)).toHaveLength(2);
    expect([code, err]).toEqual([0, '']);
  });

  test('is a field for machines', async () => {
    const { out } = await operate('live Shop --times 2 --json', lostAt(2));

    expect(out.trim().split('\n').map((line) => (JSON.parse(line) as { trouble?: string }).trouble))
      .toEqual([undefined, 'AWS cannot be reached']);
  });

  test('at the last look leaves the health untold', async () => {
    const { code, err } = await operate('live Shop --times 2', lostAt(2));

    expect([code, err]).toEqual([2, expect.stringMatching(/^error: AWS cannot be reached\nnext: check the network/)]);
  });

  test('at the first look is an error at once: the Region may be none', async () => {
    expect(await operate('live Shop', lostAt(1))).toMatchObject({ code: 2, out: '' });
  });

  test('is not what expired credentials are', async () => {
    let look = 0;
    const { code, err } = await operate('live Shop', { ...measured('RequestCount', {}), describeAlarms: async () => {
      if (++look > 1) throw failure('ExpiredTokenException', 'The security token included in the request is expired');
      return { MetricAlarms: [] };
    } });

    expect([code, err]).toEqual([2, expect.stringContaining('your credentials have expired')]);
  });
});

test('goes on without metrics where a right is missing', async () => {
  const { code, out } = await operate('live Shop --times 1', {
    ...measured('RequestCount', {}),
    getMetricData: failing('AccessDenied', 'is not authorized to perform: cloudwatch:GetMetricData'),
  });

  expect(out).toContain('no data');
  expect(code).toBe(0);
});

test('a chart begins at zero', () => {
  expect(sparkline([0, 0])).toBe('▁▁');
  expect(sparkline([0, 1, 2, 4, undefined])).toBe('▁▃▅█·');
});
