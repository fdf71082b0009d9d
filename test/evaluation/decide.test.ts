import type { AlarmState, MissingData } from '../../src/evaluation';
import { decide } from '../../src/evaluation/decide';

const TREATMENTS: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

/** Points as AWS writes them: 0 is good, X breaches, - is missing. */
function pointsOf(picture: string): (number | undefined)[] {
  return [...picture].map((sign) => ({ '0': 0, 'X': 100, '-': undefined })[sign]);
}

function stateOf(picture: string, of: [m: number, n: number], missingData: MissingData, current: AlarmState): string {
  return decide(pointsOf(picture), {
    comparison: 'GreaterThanThreshold', threshold: 50, datapointsToAlarm: of[0], evaluationPeriods: of[1], missingData,
  }, current).state;
}

const KEPT = 'kept';
const EVERYWHERE = (state: string) => TREATMENTS.map(() => state);

/** The rows that AWS publishes, for missing, ignore, breaching, notBreaching. */
const TABLES: [table: string, of: [number, number], picture: string, expected: string[]][] = [
  ['table 1 (W7), row 1', [3, 3], '0-X-X', EVERYWHERE('OK')],
  ['table 1 (W7), row 2', [3, 3], '0----', EVERYWHERE('OK')],
  ['table 1 (W7), row 3', [3, 3], '-----', ['INSUFFICIENT_DATA', KEPT, 'ALARM', 'OK']],
  ['table 1 (W7), row 4', [3, 3], '0XX-X', EVERYWHERE('ALARM')],
  ['table 1 (W7), row 5', [3, 3], '--X--', ['ALARM', KEPT, 'ALARM', 'OK']],
  ['table 2, row 1', [2, 3], '0-X-X', EVERYWHERE('ALARM')],
  ['table 2, row 2', [2, 3], '00X0X', EVERYWHERE('ALARM')],
  ['table 2, row 3', [2, 3], '0-X--', ['OK', 'OK', 'ALARM', 'OK']],
  ['table 2, row 4', [2, 3], '----0', ['OK', 'OK', 'ALARM', 'OK']],
  ['table 2, row 5', [2, 3], '---X-', ['ALARM', KEPT, 'ALARM', 'OK']],
  ['premature, too new', [3, 3], '----X', [KEPT, KEPT, 'ALARM', 'OK']],
  ['premature, still too new', [3, 3], '---X-', [KEPT, KEPT, 'ALARM', 'OK']],
  ['premature, all bad and old enough', [3, 3], '--XX-', ['ALARM', KEPT, 'ALARM', 'OK']],
];

describe('the published tables of missing data', () => {
  const cases = TABLES.flatMap(([table, of, picture, expected]) => TREATMENTS.map((missingData, index) =>
    ({ table, of, picture, missingData, expected: expected[index] })));

  test.each(cases)('$table: $picture, $missingData: $expected', ({ of, picture, missingData, expected }) => {
    const states = (['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const).map((current) =>
      [current, stateOf(picture, of, missingData, current)]);

    expect(states).toEqual(states.map(([current]) => [current, expected === KEPT ? current : expected]));
  });
});

describe('too few points', () => {
  test.each<[MissingData, string]>([
    ['missing', 'ALARM'], ['ignore', 'ALARM'], ['breaching', 'ALARM'], ['notBreaching', 'ALARM'],
  ])('as many bad ones as the alarm needs are an alarm, %s', (missingData, state) => {
    expect(stateOf('---XX', [2, 3], missingData, 'OK')).toBe(state);
  });

  test('real points that are good outweigh gaps only as far as the alarm allows them', () => {
    expect(stateOf('---0-', [3, 3], 'breaching', 'OK')).toBe('OK');
    expect(stateOf('---0-', [2, 3], 'breaching', 'OK')).toBe('ALARM');
  });
});

test.each<[string, number, string]>([
  ['GreaterThanThreshold', 50, 'OK'], ['GreaterThanThreshold', 50.1, 'ALARM'],
  ['GreaterThanOrEqualToThreshold', 49.9, 'OK'], ['GreaterThanOrEqualToThreshold', 50, 'ALARM'],
  ['LessThanThreshold', 50, 'OK'], ['LessThanThreshold', 49.9, 'ALARM'],
  ['LessThanOrEqualToThreshold', 50.1, 'OK'], ['LessThanOrEqualToThreshold', 50, 'ALARM'],
])('%s of 50 makes %d %s', (comparison, value, state) => {
  const condition = { threshold: 50, evaluationPeriods: 1, datapointsToAlarm: 1, missingData: 'missing' } as const;

  expect(decide([value], { ...condition, comparison: comparison as 'LessThanThreshold' }, 'OK').state).toBe(state);
});
