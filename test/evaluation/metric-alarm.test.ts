import fs from 'node:fs';
import path from 'node:path';
import { ruleTable } from '../../scripts/tables';
import { ASSUMPTIONS, MetricAlarm, RULES, RuleStatus, SampleBook } from '../../src/evaluation';
import { CPU, cpuAlarm, MINUTE, samples, statesOf } from './support';

describe('periods', () => {
  test('W9: three bad periods in a row are an alarm, a good one ends it, and a single bad one is none', () => {
    const states = statesOf(cpuAlarm(), [10, 10, 60, 60, 60, 10, 10, 10, 60]);

    expect(states[3]).toBe('OK');
    expect(states[4]).toBe('ALARM');
    expect(states.slice(5)).toEqual(['OK', 'OK', 'OK', 'OK']);
  });

  test('W10: a period of five minutes slides by the minute', () => {
    const alarm = new MetricAlarm(cpuAlarm({ Period: 300, EvaluationPeriods: 1, Statistic: 'Sum' }), samples(
      [1, 2, 3, 4, 5, 6],
    ), { ...ASSUMPTIONS, extraPeriods: 0 });

    expect(alarm.step(5 * MINUTE)!.points).toEqual([1 + 2 + 3 + 4 + 5]);
    expect(alarm.step(6 * MINUTE)!.points).toEqual([2 + 3 + 4 + 5 + 6]);
  });

  test('W10: two periods of five minutes need ten minutes', () => {
    const states = statesOf(cpuAlarm({ Period: 300, EvaluationPeriods: 2 }), [
      ...Array<number>(5).fill(0), ...Array<number>(11).fill(90),
    ]);

    // an average above 50 needs three of the five minutes.
    expect(states.indexOf('ALARM') + 1).toBe(5 + 5 + 3);
  });

  test('W18: a burst of seconds is no alarm on the average of a minute', () => {
    const book = new SampleBook();
    for (let second = 0; second < 10 * MINUTE; second++) book.add(CPU, second, second < 7.3 ? 100 : 1);
    const alarm = new MetricAlarm(cpuAlarm({ EvaluationPeriods: 1 }), book);

    const states = Array.from({ length: 10 }, (_, minute) => alarm.step((minute + 1) * MINUTE)!.state);

    expect(new Set(states)).toEqual(new Set(['OK']));
  });

  test('an alarm is evaluated each minute, and every ten seconds with a shorter period', () => {
    const dueOf = (period: number) => {
      const alarm = new MetricAlarm(cpuAlarm({ Period: period }), samples([]));
      return Array.from({ length: MINUTE }, (_, second) => second + 1).filter((second) => alarm.step(second));
    };

    expect(dueOf(60)).toEqual([60]);
    expect(dueOf(10)).toEqual([10, 20, 30, 40, 50, 60]);
  });
});

describe('memory', () => {
  test('a new alarm has insufficient data until the first point', () => {
    expect(statesOf(cpuAlarm(), [undefined, undefined, 10])).toEqual(['INSUFFICIENT_DATA', 'INSUFFICIENT_DATA', 'OK']);
  });

  test('ignored gaps keep an alarm for ever', () => {
    const states = statesOf(cpuAlarm({ TreatMissingData: 'ignore' }), [60, 60, 60, ...Array<undefined>(60)]);

    expect(new Set(states.slice(2))).toEqual(new Set(['ALARM']));
  });

  test('the last points of a metric that ends keep an alarm until they leave the range', () => {
    const states = statesOf(cpuAlarm({ TreatMissingData: 'notBreaching' }), [60, 60, 60, ...Array<undefined>(5)]);

    expect(states.slice(2)).toEqual(['ALARM', 'ALARM', 'ALARM', 'OK', 'OK', 'OK']);
  });
});

describe('what AWS does not say is a parameter', () => {
  test('a longer range sees older points', () => {
    const alarm = cpuAlarm({ TreatMissingData: 'notBreaching' });
    const ends = (extraPeriods: number) => statesOf(alarm, [60, 60, 60, ...Array<undefined>(9)], {
      ...ASSUMPTIONS, extraPeriods,
    }).lastIndexOf('ALARM');

    expect([0, 2, 5].map(ends)).toEqual([2, 4, 7]);
  });

  test('late points make an alarm late', () => {
    const first = (metricDelaySeconds: number) => statesOf(cpuAlarm(), [10, 10, 60, 60, 60, 60, 60, 60], {
      ...ASSUMPTIONS, metricDelaySeconds,
    }).indexOf('ALARM');

    expect([0, 60, 120].map(first)).toEqual([4, 5, 6]);
  });

  test('every rule says how sure it is, and the documented ones where', () => {
    for (const { status, source } of Object.values<(typeof RULES)[keyof typeof RULES] & { source?: string }>(RULES)) {
      expect(source !== undefined).toBe(status === RuleStatus.DOCUMENTED);
    }
  });
});

test('the page of the rules says what the rules say: `npm run docs` writes it', () => {
  const page = fs.readFileSync(path.join(__dirname, '../../docs/alarm-rules.md'), 'utf8');

  expect(page).toContain(`<!-- table -->\n${ruleTable()}\n<!-- end of table -->`);
});

test('a day of samples by the second takes far less than a second', () => {
  const day = 24 * 60 * MINUTE;
  const book = new SampleBook();
  for (let second = 0; second < day; second++) book.add(CPU, second, second % 100);
  const alarm = new MetricAlarm(cpuAlarm({ EvaluationPeriods: 5 }), book);

  const start = process.cpuUsage();
  for (let second = MINUTE; second <= day; second += MINUTE) alarm.step(second);
  const { user, system } = process.cpuUsage(start);

  expect((user + system) / 1e6).toBeLessThan(0.7);
});

test('the same samples give the same states, and nothing else is looked at', () => {
  const byMinute = Array.from({ length: 300 }, (_, minute) => minute % 7 === 0 ? undefined : (minute * 37) % 100);

  expect(statesOf(cpuAlarm(), byMinute)).toEqual(statesOf(cpuAlarm(), byMinute));
});

test('a sample that is older than the one before it is refused', () => {
  const book = samples([1, 2]);

  expect(() => book.add(CPU, 0, 1)).toThrow('a sample must not be older than the one before it (60 s), got: 0 s');
});
