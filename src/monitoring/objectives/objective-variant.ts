import type { Duration } from 'aws-cdk-lib';
import type { Problem } from '../../core';

/** What is promised, in numbers: whatever watches it, CloudWatch or another tool, starts from here. */
export interface ObjectiveVariant {
  /** Stable name in PascalCase, unique among the objectives of a service. */
  readonly id: string;
  /** For people, for example `99.9 % without error`. */
  readonly title: string;
  /** The share that has to be good, in percent: of requests, or of minutes. */
  readonly percent: number;
  /** What to look at when too many are bad, as a sentence. */
  readonly firstStep: string;
  problems(prop: string): Problem[];
  /** What is bad, in the words of the tool that counts it. */
  readonly bind: <T>(counter: BadCounter<T>) => T;
}

/** Counts what is bad in the words of one tool. */
export interface BadCounter<T> {
  /** Requests that failed. */
  failed(): T;
  /** Requests that took longer. */
  slowerThan(limit: Duration): T;
  /** Minutes in which a percentile of the response times was longer. */
  slowMinutes(percentile: number, limit: Duration): T;
}
