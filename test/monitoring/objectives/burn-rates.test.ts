// R-MON-1: the arithmetic of an error budget, apart from any tool that counts.
import { Severity } from '../../../src';
import {
  allowedPercent, BUDGET_PERIOD, budgetPercent, BURN_RATES, FEWEST_BAD, limitPercent,
} from '../../../src/monitoring/objectives';

describe('a budget of 30 days', () => {
  test.each([
    ['Hour', Severity.CRITICAL, 14.4, 60, 5, 2],
    ['SixHours', Severity.CRITICAL, 6, 360, 30, 5],
    ['Day', Severity.WARNING, 3, 1440, 120, 10],
    ['ThreeDays', Severity.WARNING, 1, 4320, 360, 10],
  ])('has a rate %s: %s at %d times, in %d and %d minutes, with %d %% of it gone',
    (id, severity, factor, long, short, gone) => {
      const rate = BURN_RATES.find((one) => one.id === id)!;

      expect([rate.severity, rate.factor, rate.long.toMinutes(), rate.short.toMinutes()])
        .toEqual([severity, factor, long, short]);
      expect(budgetPercent(rate)).toBe(gone);
      // the short window is a twelfth of the long one.
      expect(long / short).toBe(12);
    });

  test('is gone after 30 days at a rate of 1', () => {
    expect(budgetPercent({ ...BURN_RATES[0], factor: 1, long: BUDGET_PERIOD })).toBe(100);
    expect(BUDGET_PERIOD.toDays()).toBe(30);
  });

  test.each([
    [99.9, 0.1, [1.44, 0.6, 0.3, 0.1]],
    [99.95, 0.05, [0.72, 0.3, 0.15, 0.05]],
    [99, 1, [14.4, 6, 3, 1]],
    [99.999, 0.001, [0.0144, 0.006, 0.003, 0.001]],
    [94, 6, [86.4, 36, 18, 6]],
  ])('of %d %% allows %d %% bad requests, and is watched at exactly %j %%', (goal, allowed, limits) => {
    expect(allowedPercent(goal)).toBe(allowed);
    expect(BURN_RATES.map((rate) => limitPercent(rate, goal))).toEqual(limits);
  });

  test.each([[99.9, [348, 834, 1667, 5000]], [99, [35, 84, 167, 500]]])(
    'of %d %% is watched from so many requests on that five bad ones are no accident', (goal, fewest) => {
      const needed = BURN_RATES.map((rate) =>
        Math.ceil(Number((100 * FEWEST_BAD / limitPercent(rate, goal)).toFixed(6))));

      expect(needed).toEqual(fewest);
    },
  );
});
