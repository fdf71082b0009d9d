import { Unit } from 'aws-cdk-lib/aws-cloudwatch';

/** Unit of a signal: a closed list, so that each one can be drawn by CloudWatch and by Grafana. */
export enum SignalUnit {
  /** From 0 to 100. */
  PERCENT = 'percent',
  /** Seconds. */
  SECONDS = 'seconds',
  /** Thousandths of a second. */
  MILLISECONDS = 'milliseconds',
  /** Whole days. */
  DAYS = 'days',
  /** Bytes. */
  BYTES = 'bytes',
  /** Bytes in a second. */
  BYTES_PER_SECOND = 'bytes per second',
  /** A number of anything: requests, instances, connections. */
  COUNT = 'count',
  /** A number of anything in a second. */
  COUNT_PER_SECOND = 'count per second',
}

/** What the tools that draw a signal call its unit. */
export interface UnitNames {
  readonly cloudWatch: Unit;
  /** Id of the unit in a panel of Grafana. */
  readonly grafana: string;
}

/** The names of every unit; a compiler error says when one is missing. */
export const UNIT_NAMES: Readonly<Record<SignalUnit, UnitNames>> = {
  [SignalUnit.PERCENT]: { cloudWatch: Unit.PERCENT, grafana: 'percent' },
  [SignalUnit.SECONDS]: { cloudWatch: Unit.SECONDS, grafana: 's' },
  [SignalUnit.MILLISECONDS]: { cloudWatch: Unit.MILLISECONDS, grafana: 'ms' },
  // CloudWatch has no longer unit of time than a second.
  [SignalUnit.DAYS]: { cloudWatch: Unit.NONE, grafana: 'd' },
  [SignalUnit.BYTES]: { cloudWatch: Unit.BYTES, grafana: 'bytes' },
  [SignalUnit.BYTES_PER_SECOND]: { cloudWatch: Unit.BYTES_PER_SECOND, grafana: 'Bps' },
  [SignalUnit.COUNT]: { cloudWatch: Unit.COUNT, grafana: 'short' },
  [SignalUnit.COUNT_PER_SECOND]: { cloudWatch: Unit.COUNT_PER_SECOND, grafana: 'cps' },
};
