import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Threshold } from '../../src';

const alarm = Alarm.fromAlarmName(new Stack(), 'Alarm', 'existing');

// R-MON-1
describe('a threshold', () => {
  test.each([
    [Threshold.above(1, { periods: 2 }), ComparisonOperator.GREATER_THAN_THRESHOLD],
    [Threshold.atLeast(1, { periods: 2 }), ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD],
    [Threshold.below(1, { periods: 2 }), ComparisonOperator.LESS_THAN_THRESHOLD],
    [Threshold.atMost(1, { periods: 2 }), ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD],
  ])('has the direction that its name says', (threshold, comparison) => {
    expect(threshold).toMatchObject({ value: 1, comparison, evaluationPeriods: 2 });
  });

  test('takes a gap for nothing bad, looks at all periods and has no alarm, unless it is told so', () => {
    const { missingData, datapointsToAlarm, alarm: existing } = Threshold.above(1, { periods: 2 });

    expect([missingData, datapointsToAlarm, existing]).toEqual([TreatMissingData.NOT_BREACHING, undefined, undefined]);
  });

  test('keeps what it is told', () => {
    expect(Threshold.above(1, { periods: 3, datapointsToAlarm: 2, missingData: TreatMissingData.IGNORE, alarm }))
      .toMatchObject({
        evaluationPeriods: 3, datapointsToAlarm: 2, missingData: TreatMissingData.IGNORE, alarm,
      });
  });

  test('takes over an alarm and stays the same otherwise', () => {
    const threshold = Threshold.atMost(0.5, {
      periods: 3, datapointsToAlarm: 2, missingData: TreatMissingData.MISSING,
    });

    const withAlarm = threshold.withAlarm(alarm);

    expect(withAlarm.alarm).toBe(alarm);
    expect({ ...withAlarm, alarm: undefined }).toEqual({ ...threshold });
    expect(threshold.alarm).toBeUndefined();
  });
});
