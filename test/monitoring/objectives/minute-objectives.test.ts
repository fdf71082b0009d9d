// R-MON-1, R-MON-2: a percentile that has to hold in a share of the minutes.
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  CapacityRange, Deployment, FargateService, Ingress, Monitoring, Objective, WebLoadBalancer, type FargateServiceProps,
  type LatencyObjectiveOptions,
} from '../../../src';
import {
  alarmFrom, MetricAlarm, SampleBook, type AlarmDefinition, type AlarmProperties, type AlarmState, type MetricName,
} from '../../../src/evaluation';
import { badMinutesOf, BURN_RATES, minutesAllowed } from '../../../src/monitoring/objectives';
import { IMAGE } from '../../fargate-service/support';
import { stackWithVpc } from '../../support/stacks';
import { ofType, resourcesOf, type Resource } from '../support';

const FAST = Objective.latency({ percentile: 99, under: Duration.millis(500), percent: 99.9 });
const FEW = Objective.latency({ percentile: 99, under: Duration.millis(400), percent: 95 });
const MINUTE = 60;

type Parts = Record<string, Resource>;

const own = (): Partial<FargateServiceProps> => ({ ingress: Ingress.http() });
const blueGreen = () => ({ ...own(), deployment: Deployment.blueGreen() });
const shared = (stack: Stack) => {
  const loadBalancer = new WebLoadBalancer(stack, 'Edge', {
    vpc: stack.node.findChild('Vpc') as never, domainName: '*.example.com',
    hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
  });
  return { ingress: Ingress.route(loadBalancer, { hosts: ['shop.example.com'] }) };
};

function serving(props: (stack: Stack) => Partial<FargateServiceProps>, ...objectives: Objective[]): Stack {
  const { stack, vpc } = stackWithVpc();
  new FargateService(stack, 'Web', { vpc, image: IMAGE, capacity: CapacityRange.fixed(2), ...props(stack) });
  new Monitoring(stack, 'Monitoring', { objectives });
  return stack;
}

/** What was made for an objective, by its id without its hash. */
function partsOf(stack: Stack, { _variant: { id } }: Objective = FAST): Parts {
  const start = `WebObjectives${id}`;
  return Object.fromEntries(Object.entries(resourcesOf(stack)).filter(([name]) => name.startsWith(start))
    .map(([name, resource]) => [name.slice(start.length, -8), resource]));
}

function alarmOf(parts: Parts, id: string): AlarmDefinition {
  return alarmFrom(id, parts[id].Properties as AlarmProperties);
}

const windowsOf = (parts: Parts) => Object.entries(parts).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm');
const groupsOf = ({ queries }: AlarmDefinition): MetricName[] =>
  Object.values(queries).flatMap((query) => 'metric' in query ? [query.metric] : []);
const expressionOf = ({ Properties: p }: Resource): string =>
  (p.Metrics as { Expression?: string }[]).find(({ Expression }) => Expression)!.Expression!;

/** The state after minutes whose response times are given for each target group. */
function stateAfter(alarm: AlarmDefinition, minutes: readonly (readonly (number[] | undefined)[])[]): AlarmState {
  const [book, groups] = [new SampleBook(), groupsOf(alarm)];
  minutes.forEach((minute, index) => minute.forEach((times, group) => {
    for (const seconds of times ?? []) book.add(groups[group], index * MINUTE, seconds);
  }));
  return new MetricAlarm(alarm, book).step(minutes.length * MINUTE)!.state;
}

/** A minute of 100 requests of which so many are slow. */
const minuteWith = (slow: number): number[] => [...Array<number>(slow).fill(2), ...Array<number>(100 - slow).fill(0.1)];
const [GOOD, BAD] = [minuteWith(1), minuteWith(2)];
const repeated = <T>(count: number, value: T) => Array<T>(count).fill(value);

describe('the arithmetic of bad minutes', () => {
  test.each([
    [99.9, [1, 3, 5], [1, 1, 1], 43.2], [99, [9, 22, 44], [1, 2, 4], 432], [95, [44, 109, 217], [4, 10, 19], 2160],
    [94, [52, 130, 260], [5, 11, 22], 2592], [99.99, [1, 1, 1], [1, 1, 1], 4.32],
  ])('of %d %% tells from %j bad minutes of 60, 360 and 1440 on, and %j of 5, 30 and 120; %d may be bad in 30 days',
    (goal, long, short, allowed) => {
      const rates = BURN_RATES.slice(0, 3);

      expect(rates.map((rate) => badMinutesOf(rate, goal, rate.long))).toEqual(long);
      expect(rates.map((rate) => badMinutesOf(rate, goal, rate.short))).toEqual(short);
      expect(minutesAllowed(goal, Duration.days(30))).toBe(allowed);
    });

  test('asks for more than the limit, never for as much', () => {
    const sixHours = BURN_RATES[1];

    // 30 % of 360 minutes are exactly 108.
    expect(badMinutesOf(sixHours, 95, sixHours.long)).toBe(109);
  });
});

describe('an objective of minutes', () => {
  const stack = serving(own, FAST, FEW);
  const [parts, few] = [partsOf(stack), partsOf(stack, FEW)];

  test('has two windows for each rate that CloudWatch can look back over', () => {
    expect(windowsOf(parts).map(([id, { Properties: p }]) =>
      [id, p.Threshold, p.EvaluationPeriods, p.DatapointsToAlarm])).toEqual([
      ['HourLong', 0.5, 62, 1], ['HourShort', 0.5, 7, 1],
      ['SixHoursLong', 0.5, 362, 3], ['SixHoursShort', 0.5, 32, 1],
      ['DayLong', 0.5, 1440, 5], ['DayShort', 0.5, 122, 1],
    ]);
    for (const [id] of windowsOf(parts)) {
      const { periodSeconds, evaluationPeriods } = alarmOf(parts, id);
      expect(periodSeconds).toBe(MINUTE);
      expect(periodSeconds * evaluationPeriods).toBeLessThanOrEqual(86_400);
    }
  });

  test('looks at the percentile of each minute', () => {
    expect(parts.HourLong.Properties.Metrics).toEqual(expect.arrayContaining([
      expect.objectContaining({ MetricStat: expect.objectContaining({ Period: 60, Stat: 'p99' }) }),
    ]));
    expect(expressionOf(parts.HourLong)).toBe('FILL(p0, 0)');
  });

  test('says what is bad, in the alarm and in the one that tells', () => {
    expect(parts.SixHoursLong.Properties.AlarmDescription)
      .toBe('3 or more of 360 minutes are bad. It does nothing itself.');
    expect(parts.Critical.Properties.AlarmDescription).toContain(
      'CRITICAL: 99.9 % of the minutes have a p99 of at most 500 ms (Web). The budget of 30 days burns too fast: 2 % '
      + 'in 1 hour or 5 % in 6 hours, and it goes on.',
    );
    expect(parts.Warning.Properties.AlarmDescription).toContain('burns too fast: 10 % in 1 day, and it goes on.');
  });

  test('is raised by one minute more than may be bad, and not before', () => {
    const [id, bad] = ['HourLong', 44];
    const after = (count: number) => stateAfter(
      alarmOf(few, id), [...repeated(20, [GOOD]), ...repeated(count, [BAD]), ...repeated(60 - count, [GOOD])],
    );

    expect([after(bad - 1), after(bad)]).toEqual(['OK', 'ALARM']);
  });

  test('takes one slow request of 100 for a good minute, and two for a bad one', () => {
    expect(stateAfter(alarmOf(parts, 'HourShort'), repeated(10, [GOOD]))).toBe('OK');
    expect(stateAfter(alarmOf(parts, 'HourShort'), [...repeated(10, [GOOD]), [BAD]])).toBe('ALARM');
  });

  test('takes minutes without requests for good ones', () => {
    expect(stateAfter(alarmOf(parts, 'HourShort'), repeated(30, [undefined]))).toBe('OK');
    expect(stateAfter(alarmOf(few, 'HourShort'), [...repeated(10, [BAD]), ...repeated(4, [undefined])])).toBe('OK');
  });

  test('is raised although the newest two minutes are not there yet', () => {
    expect(stateAfter(alarmOf(few, 'HourShort'), [...repeated(10, [BAD]), ...repeated(2, [undefined])])).toBe('ALARM');
  });

  test('forgets a bad minute when the window is over', () => {
    const minutes = [...repeated(100, [GOOD]), [BAD], ...repeated(70, [GOOD])];

    expect(stateAfter(alarmOf(parts, 'HourLong'), minutes)).toBe('OK');
    expect(stateAfter(alarmOf(parts, 'HourLong'), minutes.slice(0, -20))).toBe('ALARM');
  });

  test('is drawn as what is left of the bad minutes of 14 days, and as the percentile with its limit', () => {
    const [[, { Properties: p }]] = ofType(resourcesOf(stack), 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(p.DashboardBody);

    // 14 days have 20160 minutes, of which one in a thousand may be bad.
    expect(body).toContain('TIME_SERIES(100 - 100 * SUM(IF(FILL(p0, 0) > 0.5, 1, 0)) / 20.16)');
    expect(body).toContain('Budget left: 99.9 % of the minutes have a p99 of at most 500 ms');
    expect(body).toContain('Minutes: 99.9 % of the minutes have a p99 of at most 500 ms');
  });

  test('gives no warning of the CDK', () => {
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('Objectives'))).toEqual([]);
  });
});

test('of two target groups the slower one decides, and one without traffic does not count', () => {
  const parts = partsOf(serving(blueGreen, FAST));
  const alarm = alarmOf(parts, 'HourShort');

  expect(groupsOf(alarm)).toHaveLength(2);
  expect(expressionOf(parts.HourShort)).toBe('MAX([FILL(p0, 0), FILL(p1, 0)])');
  expect(stateAfter(alarm, repeated(10, [GOOD, undefined]))).toBe('OK');
  expect(stateAfter(alarm, repeated(10, [GOOD, GOOD]))).toBe('OK');
  expect(stateAfter(alarm, repeated(10, [GOOD, BAD]))).toBe('ALARM');
  expect(stateAfter(alarm, repeated(10, [undefined, BAD]))).toBe('ALARM');
});

test('behind a shared load balancer only the target group of the service is looked at', () => {
  const [group] = groupsOf(alarmOf(partsOf(serving(shared, FAST)), 'HourLong'));

  expect(group.name).toBe('TargetResponseTime');
  expect(Object.keys(group.dimensions).sort()).toEqual(['LoadBalancer', 'TargetGroup']);
});

test('it may stand beside an objective of requests with the same time', () => {
  const requests = Objective.latency({ under: Duration.millis(500), percent: 99 });
  const stack = serving(own, FAST, requests);

  expect(windowsOf(partsOf(stack))).toHaveLength(6);
  expect(windowsOf(partsOf(stack, requests))).toHaveLength(8);
});

describe('bad input', () => {
  const problemsOf = (changes: Partial<LatencyObjectiveOptions>) => () =>
    new Monitoring(new Stack(new App(), 'Shop'), 'Monitoring', {
      objectives: [Objective.latency({ percentile: 99, under: Duration.millis(500), percent: 99.9, ...changes })],
    });

  test.each([[50], [99.9], [99.99]])('a percentile may be %d', (percentile) => {
    expect(problemsOf({ percentile })).not.toThrow();
  });

  test.each([[0], [49.9], [99.991], [100], [NaN]])('a percentile may not be %d', (percentile) => {
    expect(problemsOf({ percentile }))
      .toThrow(`"objectives[0].percentile" must be a number from 50 to 99.99, got ${percentile}`);
  });

  test.each([[93.9], [99.999]])('%d %% of the minutes can not be promised', (percent) => {
    expect(problemsOf({ percent })).toThrow(
      `"objectives[0].percent" must be a number from 94 to 99.99, got ${percent}: with a percentile it is a share of `
      + 'all minutes, such as 99.9',
    );
  });

  test('what is only known at deployment decides nothing', () => {
    expect(problemsOf({ percentile: Lazy.number({ produce: () => 99 }) }))
      .toThrow('"objectives[0].percentile" must be known at synthesis');
  });
});
