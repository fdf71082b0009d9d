import type { Duration } from 'aws-cdk-lib';

/** Labels that tell jobs apart: what a rule about a job is kept by. */
export const BY_JOB = 'by (subject, job)';
/** Labels that tell subjects apart. */
export const BY_SUBJECT = 'by (subject)';

/** A selector of some jobs, with more conditions if there are any. */
export function ofJobs(metric: string, jobs: readonly string[], ...conditions: string[]): string {
  const some = jobs.length === 1 ? `job="${jobs[0]}"` : `job=~"${jobs.join('|')}"`;
  return `${metric}{${[some, ...conditions].join(', ')}}`;
}

const UNITS: readonly (readonly [string, number])[] = [['d', 86_400], ['h', 3_600], ['m', 60], ['s', 1]];

/** A length in the words of PromQL, in the largest unit that fits: `90m`, `3d`. */
export function lengthOf(time: Duration): string {
  return secondsIn(time.toSeconds());
}

export function secondsIn(seconds: number): string {
  const [unit, length] = UNITS.find(([, some]) => seconds % some === 0)!;
  return `${seconds / length}${unit}`;
}

/** A text in the quotes of PromQL. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
