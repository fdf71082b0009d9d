import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { BurnRate } from './burn-rates';

/** When a budget burns too fast in one window: an alarm above the limit. */
export interface WindowAlarm {
  readonly description: string;
  readonly metric: IMetric;
  readonly limit: number;
  /** How many periods of the metric are looked at. */
  readonly periods: number;
  /** How many of them have to be above the limit. */
  readonly periodsToAlarm: number;
}

/** What may be bad, as CloudWatch measures it. */
export interface Budget {
  /** The rates at which it can be watched. */
  readonly rates: readonly BurnRate[];
  /** The long window of a rate. */
  readonly long: (rate: BurnRate) => WindowAlarm;
  /** The short window of a rate. */
  readonly short: (rate: BurnRate) => WindowAlarm;
  /** What is left of it, and how fast it burns. */
  readonly draw: (title: string) => IWidget[];
}
