import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { SignalUnit } from '../../src';
import { UNIT_NAMES } from '../../src/signal';

describe('units of signals', () => {
  test('are known to CloudWatch and to Grafana', () => {
    expect(Object.keys(UNIT_NAMES)).toEqual(Object.values(SignalUnit));
    expect(Object.values(UNIT_NAMES).filter(({ cloudWatch }) => !Object.values(Unit).includes(cloudWatch))).toEqual([]);
    expect(Object.values(UNIT_NAMES).map(({ grafana }) => grafana))
      .toEqual(['percent', 's', 'ms', 'd', 'bytes', 'Bps', 'short', 'cps']);
  });
});
