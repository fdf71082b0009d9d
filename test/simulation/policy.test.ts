// what policies want, by what their alarms say.
import { alarmFrom, type AlarmDefinition } from '../../src/evaluation';
import { Fleet } from '../../src/simulation/engine/fleet';
import {
  agreed, simplePolicy, stepPolicy, targetPolicy, withCooldowns, type Change, type Policy, type Reading,
} from '../../src/simulation/engine/policy';
import { targetAlarms } from '../../src/simulation/engine/target-alarms';

const CPU = { namespace: 'AWS/ECS', name: 'CPUUtilization', dimensions: { ServiceName: 'shop' } };
const TIMES = { launchSeconds: 30, healthySeconds: 30, drainSeconds: 300, warmupSeconds: 100 };
const alarm = (ComparisonOperator: string, Threshold: number) => alarmFrom('Cpu', {
  Namespace: CPU.namespace, MetricName: CPU.name, Statistic: 'Average', Period: 60, EvaluationPeriods: 1, Threshold,
  ComparisonOperator,
});
const HIGH = alarm('GreaterThanThreshold', 70);
const LOW = alarm('LessThanThreshold', 30);
const UNITS = { type: 'ChangeInCapacity' } as const;
const OUT = stepPolicy(HIGH, [{ lower: 0, upper: 20, adjustment: 2 }, { lower: 20, adjustment: 3 }], UNITS);
const IN = stepPolicy(LOW, [{ upper: 0, adjustment: -1 }], UNITS);

interface Now {
  readonly seconds?: number;
  readonly fleet?: Fleet;
  readonly point?: number;
  readonly last?: Change;
}

/** What a policy wants while every alarm looks at one point. */
function wanted(policy: Policy, { seconds = 1000, fleet = new Fleet(10, TIMES), point = 80, last }: Now) {
  const readingOf = ({ threshold, comparison }: AlarmDefinition): Reading =>
    ({ state: (comparison.startsWith('Greater') ? point > threshold : point < threshold) ? 'ALARM' : 'OK', point });
  return policy.propose({ seconds, fleet, bounds: { min: 1, max: 20 }, readingOf, last })?.capacity;
}

/** Ten units that became twelve at a time. */
function grown(seconds: number): Fleet {
  const fleet = new Fleet(10, TIMES);
  fleet.resize(12, seconds);
  return fleet;
}

describe('step scaling', () => {
  test('takes the step of the distance, and nothing without an alarm', () => {
    expect([75, 95, 50].map((point) => wanted(OUT, { point }))).toEqual([12, 13, undefined]);
  });

  test('adds only what units that warm up do not bring', () => {
    expect(wanted(OUT, { fleet: grown(950), point: 75 })).toBe(12);
    expect(wanted(OUT, { fleet: grown(950), point: 95 })).toBe(13);
    expect(wanted(OUT, { fleet: grown(800), point: 75 })).toBe(14);
  });

  test('ends no unit while others warm up', () => {
    expect(wanted(IN, { fleet: grown(950), point: 10 })).toBeUndefined();
    expect(wanted(IN, { fleet: grown(800), point: 10 })).toBe(11);
  });
});

test('simple scaling waits for the change and for its cooldown', () => {
  const simple = simplePolicy(HIGH, { ...UNITS, value: 2 }, 300);

  expect([1029, 1329, 1330].map((seconds) => wanted(simple, { seconds, fleet: grown(1000) })))
    .toEqual([undefined, undefined, 14]);
});

test('target tracking counts warm units, and ends none while others warm up', () => {
  const policy = targetPolicy(targetAlarms(CPU, 'Average', 70), 70);

  expect(wanted(policy, { point: 100 })).toBe(15);
  expect(wanted(policy, { point: 75, fleet: grown(950) })).toBe(12);
  expect(wanted(policy, { point: 35 })).toBe(5);
  expect(wanted(policy, { point: 35, fleet: grown(950) })).toBeUndefined();
  expect(wanted(policy, { point: 66 })).toBeUndefined();
});

test('a target that the metric is above adds nothing for units that the metric has not seen', () => {
  const policy = targetPolicy(targetAlarms(CPU, 'Average', 70), 70, { warmupSeconds: 0 });
  const wants = (seenAt: number) => policy.propose({
    seconds: 1200, fleet: grown(1000), bounds: { min: 1, max: 30 }, last: undefined,
    readingOf: ({ comparison }) => ({ state: comparison.startsWith('Less') ? 'OK' : 'ALARM', point: 84, seenAt }),
  })!.capacity;

  // ten units at 84 % need twelve, which are there; twelve need fifteen.
  expect([1000, 1029, 1030, 1200].map(wants)).toEqual([12, 12, 15, 15]);
});

describe('a target that the metric of nine units is below', () => {
  const [service, group] = [false, true].map((endsOneByOne) =>
    targetPolicy(targetAlarms(CPU, 'Average', 70), 70, { endsOneByOne }));
  /** Nine units, of which some end at second 1000; the metric was measured until second 990. */
  const fleet = (left: number) => {
    const nine = new Fleet(9, TIMES);
    if (left < 9) nine.resize(left, 1000);
    return nine;
  };
  const late = (policy: Policy, left: number, seenAt = 990) => policy.propose({
    seconds: 1060, fleet: fleet(left), bounds: { min: 1, max: 20 }, last: undefined,
    readingOf: ({ comparison }) => ({ state: comparison.startsWith('Less') ? 'ALARM' : 'OK', point: 50, seenAt }),
  });

  test('ends units of a service at once, and none more while the metric is older than that', () => {
    expect(late(service, 9)).toMatchObject({ capacity: 7, rule: 'targetTracking' });
    expect(late(service, 7)).toMatchObject({ capacity: 7 });
    expect(late(service, 7, 1060)).toMatchObject({ capacity: 5 });
  });

  test('takes the minute that ends with a change as one before it', () => {
    expect(late(service, 7, 1000)).toMatchObject({ capacity: 7 });
    expect(late(group, 7, 1000)).toMatchObject({ capacity: 7 });
  });

  test('ends units of a group one by one, and not more than the metric allows', () => {
    expect(late(group, 9)).toMatchObject({ capacity: 8, rule: 'endsOneByOne' });
    expect(late(group, 8)).toMatchObject({ capacity: 7, rule: 'endsOneByOne' });
    expect(late(group, 7)).toMatchObject({ capacity: 7 });
  });
});

describe('W6: the cooldown of an ECS service', () => {
  const cooldowns = { outSeconds: 300, inSeconds: 300 };
  const [out, into] = [withCooldowns(OUT, cooldowns), withCooldowns(IN, cooldowns)];
  const service = (count: number) => new Fleet(count, { ...TIMES, warmupSeconds: 0 });
  const twoMore = { seconds: 900, from: 10, to: 12 };

  test('of three more after two more, only one is added', () => {
    expect(wanted(out, { fleet: service(12), point: 95, last: twoMore })).toBe(13);
    expect(wanted(out, { fleet: service(12), point: 75, last: twoMore })).toBe(12);
  });

  test('after it the whole step is added', () => {
    expect(wanted(out, { seconds: 1200, fleet: service(12), point: 95, last: twoMore })).toBe(15);
  });

  test('fewer tasks wait for it, more tasks do not', () => {
    const oneLess = { seconds: 900, from: 13, to: 12 };

    expect(wanted(into, { fleet: service(12), point: 10, last: oneLess })).toBeUndefined();
    expect(wanted(into, { seconds: 1200, fleet: service(12), point: 10, last: oneLess })).toBe(11);
    expect(wanted(out, { fleet: service(12), point: 75, last: oneLess })).toBe(14);
  });
});

test('of several policies the largest capacity wins', () => {
  const want = (capacity: number) => ({ capacity, rule: 'stepScaling' as const });

  expect(agreed([want(3), want(5), want(4)])).toEqual(want(5));
  expect(agreed([])).toBeUndefined();
});
