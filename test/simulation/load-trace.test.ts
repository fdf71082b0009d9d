import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runOf } from './support';
import { LoadTrace } from '../../src/simulation';
import { describedTier } from '../cost/templates/described-tier';

/** The load in each minute of a trace, as a simulation sees it. */
function loads(trace: LoadTrace): number[] {
  return runOf(describedTier(), { trace }).timeline.map(({ loadValue }) => loadValue);
}
const problemsOf = (trace: LoadTrace) => {
  try {
    runOf(describedTier(), { trace });
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map((line) => line.trim());
  }
  return [];
};

test('steps hold until the next one, and an hour after the last', () => {
  const trace = LoadTrace.steps([{ atSeconds: 0, value: 1 }, { atSeconds: 90, value: 3 }]);

  expect(trace.durationSeconds).toBe(3690);
  expect(loads(trace).slice(0, 4)).toEqual([1, 2, 3, 3]);
});

test('a ramp is even, from its start to its end', () => {
  const trace = LoadTrace.ramp({
    fromValue: 0, toValue: 120, startSeconds: 60, rampSeconds: 120, durationSeconds: 300,
  });

  expect(loads(trace).map(Math.round)).toEqual([0, 30, 90, 120, 120]);
});

test('a ramp and a spike may begin at once', () => {
  expect(loads(LoadTrace.ramp({ fromValue: 0, toValue: 60, startSeconds: 0, rampSeconds: 60, durationSeconds: 120 }))
    .map(Math.round)).toEqual([30, 60]);
  expect(loads(LoadTrace.spike({
    baseValue: 1, peakValue: 9, startSeconds: 0, spikeSeconds: 60, durationSeconds: 120,
  }))).toEqual([9, 1]);
});

test('a day is low at night and high at the hour of its peak, and the days are alike', () => {
  const day = loads(LoadTrace.diurnal({ lowValue: 10, highValue: 90, peakHour: 15, days: 2 }));

  expect(day).toHaveLength(2880);
  expect([day[3 * 60], day[15 * 60], day[27 * 60]].map(Math.round)).toEqual([10, 90, 10]);
});

describe('rows of a file', () => {
  test.each<[string, string]>([
    ['seconds', '0,100\n60,200\n120,300\n'], ['a head', 'time,users\n0,100\n60,200\n120,300'],
    ['semicolons, blanks and remarks', '# measured\r\n0 ; 100\r\n\r\n60 ; 200\r\n120 ; 300\r\n'],
    ['dates', '2026-11-26T08:00:00Z,100\n2026-11-26T08:01:00Z,200\n2026-11-26T08:02:00Z,300'],
    ['quotes', '"timestamp","value"\n"1700000000","100"\n"1700000060","200"\n"1700000120","300"'],
  ])('with %s', (_, text) => {
    expect(loads(LoadTrace.csv(text))).toEqual([100, 200, 300]);
  });

  test('come from a file, too', () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'trace-')), 'load.csv');
    fs.writeFileSync(file, '0,5\n');

    expect(loads(LoadTrace.csvFile(file))).toEqual([5]);
  });
});

test('noise swings within its percentage, and is the same for the same seed', () => {
  const flat = LoadTrace.steps([{ atSeconds: 0, value: 100 }]);
  const [one, same, other] = [flat.withNoise(20, 7), flat.withNoise(20, 7), flat.withNoise(20, 8)].map(loads);

  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
  expect(Math.min(...one)).toBeGreaterThanOrEqual(80);
  expect(Math.max(...one)).toBeLessThanOrEqual(120);
  expect(new Set(one).size).toBeGreaterThan(50);
  expect(one.reduce((total, each) => total + each, 0) / one.length).toBeCloseTo(100, -1);
});

test.each<[string, LoadTrace, string[]]>([
  ['no steps', LoadTrace.steps([]), ['"trace" must have at least one value, got none']],
  ['steps in the wrong order', LoadTrace.steps([{ atSeconds: 0, value: 1 }, { atSeconds: 0, value: 2 }]),
    ['"trace[1].atSeconds" must be above the one before, got 0']],
  ['a step in the middle of a second', LoadTrace.steps([{ atSeconds: 0, value: 1 }, { atSeconds: 1.5, value: 2 }]),
    ['"trace[1].atSeconds" must be an integer of at least 0, got 1.5',
      '"trace.durationSeconds" must be an integer from 60 to 2678400 seconds, got 3601.5']],
  ['a load that is no number', LoadTrace.steps([{ atSeconds: 0, value: Infinity }]),
    ['"trace[0].value" must be a number of at least 0, got Infinity']],
  ['more than a month', LoadTrace.steps([{ atSeconds: 0, value: 1 }], { durationSeconds: 2_678_401 }),
    ['"trace.durationSeconds" must be an integer from 60 to 2678400 seconds, got 2678401']],
  ['a ramp without length', LoadTrace.ramp({ fromValue: 1, toValue: 2, rampSeconds: 0 }),
    ['"trace[2].atSeconds" must be above the one before, got 600']],
  ['a spike that ends before it begins', LoadTrace.spike({ baseValue: 1, peakValue: 2, spikeSeconds: -60 }),
    ['"trace[2].atSeconds" must be above the one before, got 540']],
  ['a night above the day', LoadTrace.diurnal({ lowValue: 5, highValue: 4 }),
    ['"trace.highValue" must be a number of at least 5, got 4']],
  ['an hour after midnight', LoadTrace.diurnal({ lowValue: 1, highValue: 2, peakHour: 25, days: 0 }),
    ['"trace.peakHour" must be a number from 0 to 24, got 25', '"trace.days" must be an integer from 1 to 31, got 0']],
  ['noise beyond the load', LoadTrace.steps([{ atSeconds: 0, value: 1 }]).withNoise(101, 0.5),
    ['"trace.withNoise.percent" must be a number from 0 to 100 percent, got 101',
      '"trace.withNoise.seed" must be an integer of at least 0, got 0.5']],
  ['nothing in place of steps', LoadTrace.steps(null as never), ['"trace" must be a list of steps, got null']],
  ['nothing among steps', LoadTrace.steps([null as never]), ['"trace" must be a list of steps, got [null]']],
  ['a ramp without options', LoadTrace.ramp(undefined as never),
    ['"trace" must be the options of a ramp, got undefined']],
  ['a spike without options', LoadTrace.spike(3 as never), ['"trace" must be the options of a spike, got 3']],
  ['a day without options', LoadTrace.diurnal(undefined as never),
    ['"trace" must be the options of a day, got undefined']],
  ['rows that are no text', LoadTrace.csv(7 as never), ['"trace" must be a text with rows, got 7']],
  ['noise on top of nothing', LoadTrace.steps(undefined as never).withNoise(10, 1),
    ['"trace" must be a list of steps, got undefined']],
  ['a bad row after comments and blank lines', LoadTrace.csv('# users\n\ntime,users\n0,1\n\n60,many\n'),
    ['"trace" must be rows of a time (seconds or an ISO date) and a number, got "60,many": line 6 is not']],
  ['an empty file', LoadTrace.csv(''), ['"trace" must have at least one value, got none']],
  ['a head without rows', LoadTrace.csv('time,users\n'), ['"trace" must have at least one value, got none']],
  ['a first row without a number', LoadTrace.csv('0,many\n'),
    ['"trace" must be rows of a time (seconds or an ISO date) and a number, got "0,many": line 1 is not']],
  ['a number that only a program writes', LoadTrace.csv('0,0x10\n'),
    ['"trace" must be rows of a time (seconds or an ISO date) and a number, got "0,0x10": line 1 is not']],
  ['a row without a number', LoadTrace.csv('0,1\n60,many\n'),
    ['"trace" must be rows of a time (seconds or an ISO date) and a number, got "60,many": line 2 is not']],
  ['rows that go back', LoadTrace.csv('0,1\n60,2\n30,3\n'),
    ['"trace[2].atSeconds" must be above the one before, got 30']],
  ['a load below zero', LoadTrace.csv('0,-1\n'), ['"trace[0].value" must be a number of at least 0, got -1']],
])('%s fails', (_, trace, problems) => {
  expect(problemsOf(trace)).toEqual(problems);
});
