import type { SignalGroup, SignalUnit } from '../../signal';

/** What CloudWatch knows and no exporter does. */
export type CloudWatchKind = 'loadBalancer' | 'database' | 'cache';

/** One series that CloudWatch is asked for. */
export interface CloudWatchSeries {
  /** Lower case letters, digits and `_`, unique in its signal: expressions name it. */
  readonly id: string;
  readonly periodSeconds: number;
  /** A metric; the values of dimensions may be tokens. */
  readonly metric?: {
    readonly namespace: string;
    readonly name: string;
    readonly statistic: string;
    readonly dimensions: { readonly [name: string]: string };
    /** Where it is not the Region of Grafana. */
    readonly region?: string;
  };
  /** What is calculated from other series. */
  readonly expression?: string;
}

/** A signal of a subject, as CloudWatch measures it. Plain data, as the rest of the model. */
export interface CloudWatchSignal {
  readonly subject: string;
  readonly kind: CloudWatchKind;
  readonly title: string;
  readonly unit: SignalUnit;
  readonly group: SignalGroup;
  /** Where its first alarm is. */
  readonly limit?: { readonly value: number; readonly isFloor: boolean };
  /** The last one is shown; the others are what it is calculated from. */
  readonly series: readonly CloudWatchSeries[];
}
