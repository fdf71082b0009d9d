// R-MON-1: every alarm is played, around its limit and through the life of a system.
import {
  alarmFrom, ASSUMPTIONS, type AlarmProperties, type AlarmState, type Assumptions, type Comparison, type MissingData,
} from '../../../src/evaluation';
import { alarmsIn } from '../../support/alarms';
import { behaviourOf, METRIC_BEHAVIOUR, type Life } from '../metric-behaviour';
import { inputsFor, metricsOf, REQUESTS, type Inputs } from './inputs';
import { stateAfter, statesThrough, type Period, type Phase } from './play';
import { differentAlarms, emptyTemplates, watchedAlarm, watchedTemplates, type WatchedAlarm } from './watched-alarms';

/** States just below the limit, at it and just above. */
const AROUND: Readonly<Record<Comparison, readonly AlarmState[]>> = {
  GreaterThanThreshold: ['OK', 'OK', 'ALARM'],
  GreaterThanOrEqualToThreshold: ['OK', 'ALARM', 'ALARM'],
  LessThanThreshold: ['ALARM', 'OK', 'OK'],
  LessThanOrEqualToThreshold: ['ALARM', 'ALARM', 'OK'],
};

/** What AWS does not say, each tried on its own; and points that come two minutes late. */
const TRIED: Readonly<Record<string, Partial<Assumptions>>> = {
  'as we think': {},
  'a range without more periods': { extraPeriods: 0 },
  'a range of ten more periods': { extraPeriods: 10 },
  'FILL leaves what was never published': { fillsNothing: false },
  'a gap in arithmetic stays a gap': { gapsInArithmetic: 'gap' },
  'a gap in MAX or MIN counts as 0': { gapsInAggregates: 'zero' },
  'a gap in MAX or MIN stays a gap': { gapsInAggregates: 'gap' },
  'points are two minutes late': { metricDelaySeconds: 120 },
};

const GAP: Period = undefined;

let alarms: readonly WatchedAlarm[];
let emptyAlarms: readonly WatchedAlarm[];

beforeAll(async () => {
  alarms = differentAlarms(await watchedTemplates());
  emptyAlarms = differentAlarms(Object.fromEntries(Object.entries(emptyTemplates()).map(([name, template]) =>
    [name, alarmsIn(template)])));
});

/** Inputs just below the limit of an alarm, at it and just above. */
function around(alarm: WatchedAlarm): (Inputs | undefined)[] {
  const { threshold } = alarm.definition;
  return [-1, 0, 1].map((side) => inputsFor(alarm, threshold + side * stepOf(alarm)));
}

/** The difference that is tried: of counts the smallest that there is. */
function stepOf({ definition, countsSamples, ranks }: WatchedAlarm): number {
  if (ranks) return 100 / REQUESTS;
  return countsSamples ? 1 : Math.max(1, Math.abs(definition.threshold)) * 1e-6;
}

function sides(alarm: WatchedAlarm): { good: Inputs; bad: Inputs } {
  const [states, inputs] = [AROUND[alarm.definition.comparison], around(alarm)];
  const at = (state: AlarmState) => inputs.find((each, index) => each && states[index] === state)!;
  return { good: at('OK'), bad: at('ALARM') };
}

function times(count: number, period: Period): Period[] {
  return Array<Period>(count).fill(period);
}

type Outcome = readonly [what: string, got: AlarmState, expected: AlarmState];

/** Every kind of alarm is tried; lines name what is not as it should be. */
function wrong(
  all: readonly WatchedAlarm[], outcomes: (alarm: WatchedAlarm) => readonly Outcome[],
): string[] {
  return all.flatMap((alarm) => outcomes(alarm).filter(([, got, expected]) => got !== expected)
    .map(([what, got, expected]) => `${alarm.where}, ${what}: ${got}, not ${expected}`));
}

test('there are alarms of every kind', () => {
  expect(alarms.length).toBeGreaterThan(60);
  expect(emptyAlarms.length).toBeGreaterThan(15);
});

test('the table of metrics says what every metric of an alarm does, and nothing else', () => {
  const used = [...alarms, ...emptyAlarms].flatMap(({ definition }) => metricsOf(definition))
    .map(({ namespace, name }) => `${namespace.split('/Elections')[0]} ${name}`);
  const listed = Object.entries(METRIC_BEHAVIOUR).flatMap(([namespace, { metrics }]) =>
    Object.keys(metrics).map((name) => `${namespace} ${name}`));

  expect([...new Set(used)].sort()).toEqual(listed.sort());
  expect(() => behaviourOf({ namespace: 'AWS/RDS', name: 'FreeStorage' }))
    .toThrow('test/monitoring/metric-behaviour.ts does not say what AWS/RDS FreeStorage does');
});

describe('around its limit', () => {
  test('an alarm is raised on its side of the limit, and only there', () => {
    expect(wrong(alarms, (alarm) => around(alarm).flatMap((inputs, index) => inputs === undefined
      ? []
      : [[
          ['just below', 'at the limit', 'just above'][index], stateAfter(alarm, times(40, inputs)),
          AROUND[alarm.definition.comparison][index],
        ]]))).toEqual([]);
  });

  test('only a count of failures cannot be below its limit', () => {
    const unreachable = alarms.filter((alarm) => around(alarm).includes(undefined));

    expect(unreachable.filter(({ definition, countsSamples }) => definition.threshold !== 0 && !countsSamples))
      .toEqual([]);
  });

  test('one bad period fewer than it needs is no alarm, and as many are one', () => {
    expect(wrong(alarms, (alarm) => {
      const { good, bad } = sides(alarm);
      const { datapointsToAlarm: needed, evaluationPeriods: periods } = alarm.definition;
      const after = (count: number) =>
        stateAfter(alarm, [...times(periods + 20, good), ...times(count, bad), ...times(periods - needed, good)]);
      // silence is bad only when the older points have left the range.
      const late = alarm.countsSamples ? ASSUMPTIONS.extraPeriods : 0;
      return [[`${needed - 1} bad`, after(needed - 1), 'OK'], [`${needed} bad`, after(needed + late), 'ALARM']];
    })).toEqual([]);
  });

  test('good periods end it', () => {
    expect(wrong(alarms, (alarm) => {
      const { good, bad } = sides(alarm);
      return [['good again', stateAfter(alarm, [...times(40, bad), ...times(40, good)]), 'OK']];
    })).toEqual([]);
  });

  test('a gap of one period is no good period, but for a formula that fills it', () => {
    expect(wrong(alarms, (alarm) => {
      const { bad } = sides(alarm);
      const { evaluationPeriods: periods, datapointsToAlarm: needed, missingData } = alarm.definition;
      // an alarm on one period sees the bad one that comes after the gap, and nothing else.
      const fillsGood = alarm.fills && missingData !== 'breaching' && needed === periods && periods > 1;
      return [['gap', stateAfter(alarm, [...times(40, bad), GAP, bad]), fillsGood ? 'OK' : 'ALARM']];
    })).toEqual([]);
  });

  test.each([true, false])('nothing at all is what its missing data say; FILL of nothing is a value: %s', (fills) => {
    const nothing: Readonly<Record<MissingData, AlarmState>> = {
      breaching: 'ALARM', notBreaching: 'OK', ignore: 'INSUFFICIENT_DATA', missing: 'INSUFFICIENT_DATA',
    };

    expect(wrong(alarms, (alarm) => [[
      'nothing', stateAfter(alarm, times(40, GAP), { ...ASSUMPTIONS, fillsNothing: fills }),
      // its formula makes a value of nothing, so no period is missing.
      fills && alarm.fills && alarm.definition.missingData === 'ignore' ? 'OK' : nothing[alarm.definition.missingData],
    ]])).toEqual([]);
  });
});

describe.each(Object.entries(TRIED))('through a life, when %s', (_, tried) => {
  const assumptions: Assumptions = { ...ASSUMPTIONS, ...tried };
  // open: if CloudWatch filled nothing that was never published, a service that has never run would need a first start
  // by hand. AWS does not say, so the alarm that starts the first worker is not tried with that.
  const isTried = ({ scales, fills }: WatchedAlarm) => assumptions.fillsNothing || !(scales && fills);

  /** After a bad time in which the alarm has to be raised, it has to end. */
  const ends = (phase: Phase) => (alarm: WatchedAlarm): Outcome[] => {
    const [duringBad, after] = statesThrough(alarm, sides(alarm).bad, phase, assumptions);
    return [['bad', duringBad, 'ALARM'], [phase.life, after === 'ALARM' ? 'ALARM' : 'OK', 'OK']];
  };

  test('no alarm is silent when all is bad, and none lasts when all is well again', () => {
    expect(wrong(alarms.filter(isTried), ends({ life: 'healthy' }))).toEqual([]);
  });

  test('none lasts when nobody uses the system, but for one that makes it smaller', () => {
    const scalesIn = ({ scales, definition }: WatchedAlarm) => scales && definition.comparison.startsWith('Less');

    expect(wrong(alarms.filter((alarm) => isTried(alarm) && !scalesIn(alarm)), ends({ life: 'idle' }))).toEqual([]);
  });

  test('none lasts when a deployment has left a second target group empty', () => {
    const groupOf = ({ dimensions }: { dimensions: Readonly<Record<string, string>> }) => dimensions.TargetGroup;

    expect(wrong(alarms, (alarm) => {
      const groups = [...new Set(metricsOf(alarm.definition).map(groupOf))].filter((group) => group !== undefined);
      return groups.slice(1).flatMap((empty) =>
        ends({ life: 'healthy', isSilent: (metric) => groupOf(metric) === empty })(alarm));
    })).toEqual([]);
  });

  test('none lasts when a system that may be empty is', () => {
    expect(wrong(emptyAlarms.filter(({ scales }) => !scales), ends({ life: 'empty' }))).toEqual([]);
  });
});

describe('the life that is played sees', () => {
  const alarmOf = (properties: AlarmProperties) => watchedAlarm('test', {
    definition: alarmFrom('Alarm', {
      Period: 60, EvaluationPeriods: 5, Threshold: 10, ComparisonOperator: 'GreaterThanThreshold', ...properties,
    }),
    acts: false, properties,
  });
  const endOf = (alarm: WatchedAlarm, life: Life, assumptions: Partial<Assumptions> = {}) =>
    statesThrough(alarm, sides(alarm).bad, { life }, { ...ASSUMPTIONS, ...assumptions });
  const requests = { Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount' };

  test.each<[TreatMissingData: string, ends: AlarmState]>([
    ['breaching', 'ALARM'], ['ignore', 'ALARM'], ['missing', 'INSUFFICIENT_DATA'], ['notBreaching', 'OK'],
  ])('an alarm that lasts on an idle system: %s', (TreatMissingData, state) => {
    expect(endOf(alarmOf({ ...requests, Statistic: 'Sum', Threshold: 1000, TreatMissingData }), 'idle'))
      .toEqual(['ALARM', state]);
  });

  test('an alarm that late points keep silent', () => {
    const filled = (EvaluationPeriods: number) => alarmOf({
      EvaluationPeriods, DatapointsToAlarm: 5, TreatMissingData: 'notBreaching', Threshold: 1000,
      Metrics: [
        { Id: 'e', Expression: 'FILL(m, 0)' },
        { Id: 'm', ReturnData: false, MetricStat: { Metric: requests, Period: 60, Stat: 'Sum' } },
      ],
      Period: undefined,
    });

    expect(endOf(filled(5), 'idle', { metricDelaySeconds: 120 })).toEqual(['OK', 'OK']);
    expect(endOf(filled(7), 'idle', { metricDelaySeconds: 120 })).toEqual(['ALARM', 'OK']);
  });
});
