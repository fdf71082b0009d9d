import { CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { CapacityRange } from '../../src/core';
import { ScalingPolicy } from '../../src/scaling';
import { alwaysRunning } from '../../src/workload';

const schedule = (name: string, minCapacity: number) =>
  ScalingPolicy.schedule({ name, cron: { hour: '7' }, minCapacity });

describe('the number that always runs', () => {
  test('is the smallest capacity', () => {
    expect(alwaysRunning(CapacityRange.between(2, 10))).toBe(2);
    expect(alwaysRunning(CapacityRange.fixed(3), [])).toBe(3);
  });

  test('is lower where a schedule lowers the capacity', () => {
    expect(alwaysRunning(CapacityRange.between(2, 10), [schedule('Day', 4), schedule('Night', 1)])).toBe(1);
  });

  test('is no higher where a schedule raises the capacity', () => {
    expect(alwaysRunning(CapacityRange.between(2, 10), [schedule('Day', 4)])).toBe(2);
  });

  test('is the smallest capacity where a schedule is known at deployment only', () => {
    const later = new CfnParameter(new Stack(), 'Later', { type: 'Number' }).valueAsNumber;

    expect(alwaysRunning(CapacityRange.between(2, 10), [schedule('Night', later)])).toBe(2);
    expect(Token.isUnresolved(alwaysRunning(CapacityRange.between(later, 10), [schedule('Night', 1)]))).toBe(true);
  });
});
