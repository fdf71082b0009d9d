import type { Duration } from 'aws-cdk-lib';
import type { Problem } from '../../core';

/** What is promised, in numbers: whatever watches it, CloudWatch or another tool, starts from here. */
export interface ObjectiveVariant {
  /** Stable name in PascalCase, unique among the objectives of a service. */
  readonly id: string;
  /** For people, for example `99.9 % without error`. */
  readonly title: string;
  /** The share of requests that has to be good, in percent. */
  readonly percent: number;
  /** What to look at when too many are bad, as a sentence. */
  readonly firstStep: string;
  problems(prop: string): Problem[];
  /** Which requests are bad, in the words of the tool that counts them. */
  bind<T>(counter: BadRequestCounter<T>): T;
}

/** Counts bad requests in the words of one tool. */
export interface BadRequestCounter<T> {
  failed(): T;
  slowerThan(limit: Duration): T;
}
