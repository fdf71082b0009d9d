// R-SCALE-4: the cheapest policy that bears a load, with the run that proves it.
import fs from 'node:fs';
import path from 'node:path';
import { JUMP, serviceTemplate, tierWithout } from './support';
import { LoadTrace, ScalingAdvice, ScalingSimulation, type AdviceOptions } from '../../src/simulation';
import { describedTier } from '../cost/templates/described-tier';

const tier = ScalingSimulation.fromTemplate(describedTier(), { region: 'us-east-1' });
const advised = (options: Partial<AdviceOptions>, simulation = tier) => ScalingAdvice.of(simulation, {
  trace: JUMP, unitCapacity: 1000, healthySeconds: 60, metricDelaySeconds: 0, absorbWithinSeconds: 600, ...options,
});

describe('from 1,000 to 10,000 users within ten minutes', () => {
  const advice = advised({});

  test('a policy is proposed, and its run proves it', () => {
    expect(advice.policy!.isEnough).toBe(true);
    expect(advice.proof.secondsToAbsorb).toBe(advice.policy!.absorbSeconds);
    expect(advice.proof.secondsToAbsorb).toBeLessThanOrEqual(600);
    expect(advice.proof.peakCapacity).toBe(10);
  });

  test('no other one that is enough is cheaper', () => {
    const prices = [advice.policy!, ...advice.alternatives].map(({ monthlyUsd }) => monthlyUsd!);

    expect(advice.alternatives.every(({ isEnough }) => isEnough)).toBe(true);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
  });

  test('its price is that of its run', () => {
    expect(advice.policy!.monthlyUsd).toBeCloseTo(advice.proof.costEstimate().monthly.expected, 6);
  });

  test('the same question has the same answer', () => {
    expect(advised({}).toText()).toBe(advice.toText());
    expect(advice.toText()).toMatch(/^The cheapest of \d+ policies within 10:00:\n {2}\S/);
  });
});

test('a policy that is good enough stays', () => {
  expect(advised({ absorbWithinSeconds: 1500 }).policy!.text).toBe('the policies of the template, from 2 to 10');
});

// the table of docs/simulation.md.
test.each([25, 10, 5])('what the page says about %i minutes is what is proposed', (minutes) => {
  const page = fs.readFileSync(path.join(__dirname, '../../docs/simulation.md'), 'utf8');
  const { monthlyUsd } = ScalingAdvice.of(tier, {
    trace: JUMP, unitCapacity: 1000, absorbWithinSeconds: minutes * 60,
  }).policy!;
  const [, stated] = new RegExp(`^\\| ${minutes} minutes \\|.*\\| ([\\d.]+) \\|$`, 'm').exec(page) ?? [];

  expect(Number(stated)).toBeCloseTo(monthlyUsd!, 1);
});

test('where no policy is quick enough, nothing scales', () => {
  expect(advised({ absorbWithinSeconds: 60 }).policy).toMatchObject({
    text: 'no scaling, from 10 to 10', absorbSeconds: 0, minUnits: 10, maxUnits: 10,
  });
});

test('what is too expensive is not enough, and the quickest ones are named', () => {
  const advice = advised({ absorbWithinSeconds: 60, monthlyLimitUsd: 400 });

  expect(advice.policy).toBeUndefined();
  expect(advice.alternatives[0]).toMatchObject({ absorbSeconds: 0, isEnough: false });
  expect(advice.toText()).toMatch(/^None of \d+ policies is within 1:00 and \$400 a month\.\n\nThe quickest ones:/);
});

test.each([undefined, 'cn-north-1'])('without prices the fewest unit-hours win: %s', (region) => {
  const advice = advised({}, ScalingSimulation.fromTemplate(describedTier(), { region }));

  expect(advice.policy!.monthlyUsd).toBeUndefined();
  expect(advice.alternatives[0].unitHours).toBeGreaterThanOrEqual(advice.policy!.unitHours);
});

test('a group without policies, and a service, get advice too', () => {
  const bare = ScalingSimulation.fromTemplate(tierWithout('High', 'Low', 'ScaleOut', 'ScaleIn'));
  const service = ScalingSimulation.fromTemplate(serviceTemplate());

  expect(advised({}, bare).policy!.text).toMatch(/^(target tracking|\d more)/);
  expect(advised({}, service).policy!.isEnough).toBe(true);
});

test('a maximum that is too small is raised, unless that is ruled out', () => {
  const small = ScalingSimulation.fromTemplate({ Resources: {
    ...describedTier().Resources,
    Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: 2, MaxSize: 4 } },
  } });
  const trace = LoadTrace.steps([{ atSeconds: 0, value: 1000 }, { atSeconds: 600, value: 6000 }]);

  expect(advised({ trace, absorbWithinSeconds: 1200 }, small).policy!.maxUnits).toBe(6);
  expect(advised({ trace, absorbWithinSeconds: 1200, mostUnits: 5 }, small).policy).toBeUndefined();
});

test('fails with what is wrong', () => {
  expect(() => advised({ absorbWithinSeconds: -1, monthlyLimitUsd: NaN, mostUnits: 1 })).toThrow(new Error([
    'no advice is possible:',
    '  "absorbWithinSeconds" must be a number of at least 0 seconds, got -1',
    '  "monthlyLimitUsd" must be a number of at least 0 US dollars, got NaN',
    '  "mostUnits" must be an integer from 2 to 10000 instances or tasks, got 1',
  ].join('\n')));
  expect(() => advised({ monthlyLimitUsd: 5 }, ScalingSimulation.fromTemplate(describedTier())))
    .toThrow('"monthlyLimitUsd" must come with a Region, got 5: give "cost.region"');
  expect(() => advised({ unitCapacity: 0 })).toThrow('"unitCapacity" must be a number above 0, got 0');
});
