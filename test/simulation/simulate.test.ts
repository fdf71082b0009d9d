// the described tier under 10,000 users, and what its policy would have done.
import { CPU, HIGH, JUMP, LOW, scenario, TWO_MORE } from './scenarios';
import { ASSUMPTIONS } from '../../src/evaluation';
import { simplePolicy, stepPolicy, targetPolicy, type Policy } from '../../src/simulation/engine/policy';
import { LoadKind } from '../../src/simulation/engine/readings';
import { simulate } from '../../src/simulation/engine/simulate';
import { targetAlarms } from '../../src/simulation/engine/target-alarms';

const MINUTE = 60;

/** Decisions as minutes and seconds after the jump, with the new capacity. */
function decisions({ events }: ReturnType<typeof simulate>): string[] {
  return events.map(({ seconds, to }) => `${timeOf(seconds)} ${to}`);
}

function timeOf(seconds: number): string {
  const after = seconds - JUMP;
  return `${Math.floor(after / MINUTE)}:${String(after % MINUTE).padStart(2, '0')}`;
}

describe('from 1,000 to 10,000 users', () => {
  const replays: [
    name: string, policy: Policy, warmup: number, expected: string[], absorbed: string, overload: number,
  ][] = [
    [
      'simple scaling, as described', simplePolicy(HIGH, TWO_MORE, 300), 300,
      ['3:00 4', '9:00 6', '15:00 8', '21:00 10'], '22:33', 108_400,
    ],
    [
      'step scaling whose warm-up is the cooldown',
      stepPolicy(HIGH, [{ lower: 0, adjustment: 2 }], { type: 'ChangeInCapacity' }), 300,
      ['3:00 4', '9:00 6', '15:00 8', '21:00 10'], '22:33', 108_400,
    ],
    [
      'target tracking with a warm-up of a minute', targetPolicy(targetAlarms(CPU, 'Average', 70), 70), 60,
      ['3:00 3', '5:00 5', '7:00 8', '9:00 10'], '10:33', 64_400,
    ],
  ];

  test.each(replays)('%s', (_, policy, warmupSeconds, expected, absorbed, overloadUserMinutes) => {
    const outcome = simulate(scenario([policy], { warmupSeconds }));

    expect(decisions(outcome)).toEqual(expected);
    expect(timeOf(outcome.absorbedAt!)).toBe(absorbed);
    expect(outcome.overload / MINUTE).toBe(overloadUserMinutes);
    expect(outcome.peak).toBe(10);
  });
});

test('W14: target tracking looks at 3 minutes above the target, and at 15 below nine tenths of it', () => {
  expect([70, 80].map((target) => targetAlarms(CPU, 'Average', target)).map(({ high, low }) => [
    high.threshold, high.evaluationPeriods, low.threshold, low.evaluationPeriods, high.periodSeconds, low.missingData,
  ])).toEqual([[70, 3, 63, 15, 60, 'missing'], [80, 3, 72, 15, 60, 'missing']]);
});

test('a day is played by the second, each second once and in order', () => {
  const DAY = 86_400;
  let next = 0;
  const load = (seconds: number) => seconds === next++ ? 600 : NaN;
  const { arrived, minutes } = simulate(scenario([simplePolicy(HIGH, TWO_MORE, 300)], { load, seconds: DAY }));

  expect([next, arrived, minutes.length]).toEqual([DAY, 600 * DAY, DAY / MINUTE]);
});

test('W18: a burst of 7.3 seconds scales nothing', () => {
  const load = (seconds: number) => seconds >= JUMP && seconds < JUMP + 7.3 ? 10_000 : 600;
  const policies = [simplePolicy(HIGH, TWO_MORE, 300), targetPolicy(targetAlarms(CPU, 'Average', 70), 70)];

  expect(policies.map((policy) => simulate(scenario([policy], { load })).events)).toEqual([[], []]);
});

test('less load ends instances again, one change at a time', () => {
  const less = simplePolicy(LOW, { type: 'ChangeInCapacity', value: -1 }, 300);

  const { events } = simulate(scenario([less], { initial: 4, load: () => 500, seconds: 7200 }));

  expect(events.map(({ from, to }) => [from, to])).toEqual([[4, 3], [3, 2]]);
  // 300 seconds until the instance has ended, 300 of cooldown, and the next minute.
  expect(events[1].seconds - events[0].seconds).toBe(600);
});

describe('a metric of each instance, which has no ceiling', () => {
  const requests = { namespace: 'AWS/ApplicationELB', name: 'RequestCountPerTarget', dimensions: {} };
  const perMinute = 700 * MINUTE;
  const policy = targetPolicy(targetAlarms(requests, 'Sum', perMinute), perMinute);
  const outcomeOf = (warmupSeconds: number) => simulate(scenario([policy], {
    warmupSeconds, bounds: { min: 2, max: 20 }, metrics: [{ metric: requests, kind: LoadKind.PER_UNIT }],
  }));

  test('needs one decision only: 10,000 of 700 for each, rounded up', () => {
    expect(decisions(outcomeOf(120))).toEqual(['3:00 15']);
    expect(timeOf(outcomeOf(120).absorbedAt!)).toBe('4:33');
  });

  test('makes too much of it when a warm-up ends before the metric has seen the new instances', () => {
    expect(outcomeOf(60).peak).toBe(20);
  });
});

test('an alarm that one point of three raises has seen the one above its threshold', () => {
  const alarm = { ...HIGH, periodSeconds: MINUTE, evaluationPeriods: 3, datapointsToAlarm: 1 };
  const load = (seconds: number) => seconds >= JUMP && seconds < JUMP + MINUTE ? 10_000 : 200;

  const { events } = simulate(scenario([simplePolicy(alarm, TWO_MORE, 30)], { load }));

  expect(events.map(({ point, to }) => [point, to])).toEqual([[100, 4], [100, 6]]);
});

test('late points delay the first decision', () => {
  const policy = simplePolicy(HIGH, TWO_MORE, 300);
  const { events } = simulate(scenario([policy], { assumptions: { ...ASSUMPTIONS, metricDelaySeconds: 120 } }));

  expect(timeOf(events[0].seconds)).toBe('5:00');
});

test('a day by the second takes less than a second', () => {
  const start = process.cpuUsage();
  simulate(scenario([simplePolicy(HIGH, TWO_MORE, 300)], { seconds: 86_400 }));
  const { user, system } = process.cpuUsage(start);

  expect((user + system) / 1e6).toBeLessThan(1);
});
