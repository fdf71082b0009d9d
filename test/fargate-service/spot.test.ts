import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Spot } from '../../src/fargate-service';
import { rendered } from '../support/templates';

const token = new CfnParameter(new Stack(), 'P', { type: 'Number' });

describe('spot', () => {
  const problems = (options: object) => rendered(Spot.mixed(options)._variant.problems('spot'));

  test.each([
    [{ onDemandBase: -1 }, '"spot.onDemandBase" must be an integer from 0 to 100000, got -1'],
    [{ onDemandBase: 100_001 }, '"spot.onDemandBase" must be an integer from 0 to 100000, got 100001'],
    [{ onDemandWeight: -1 }, '"spot.onDemandWeight" must be an integer from 0 to 1000, got -1'],
    [{ onDemandWeight: 1001 }, '"spot.onDemandWeight" must be an integer from 0 to 1000, got 1001'],
    [
      { spotWeight: 0 },
      '"spot.spotWeight" must be an integer from 1 to 1000, got 0: leave "spot" out to run everything on demand',
    ],
    [
      { spotWeight: 1001 },
      '"spot.spotWeight" must be an integer from 1 to 1000, got 1001: leave "spot" out to run everything on demand',
    ],
  ])('fails for %j', (options, expected) => {
    expect(problems(options)).toEqual([expected]);
  });

  test('accepts the limits, and values that are known at deployment only', () => {
    expect(problems({ onDemandBase: 0, onDemandWeight: 0, spotWeight: 1000 })).toEqual([]);
    expect(problems({
      onDemandBase: token.valueAsNumber, onDemandWeight: token.valueAsNumber, spotWeight: token.valueAsNumber,
    }))
      .toEqual(
        [],
      );
  });

  test('one task runs on demand and three quarters of the rest on Spot by default', () => {
    expect(Spot.mixed()._variant.bind()).toEqual([
      { capacityProvider: 'FARGATE', base: 1, weight: 1 }, { capacityProvider: 'FARGATE_SPOT', weight: 3 },
    ]);
  });

  test('Spot alone names no other capacity', () => {
    expect(Spot.only()._variant.bind()).toEqual([{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]);
  });
});
