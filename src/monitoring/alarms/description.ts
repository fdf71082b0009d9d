import { Severity, type Signal } from '../../signal';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LONGEST = 1024;
const LONGEST_NAME = 200;

/** What every text about an alarm says. */
export interface Described {
  readonly severity: Severity;
  /** Name of the subject. */
  readonly name: string;
  /** Base of the links to runbooks, without a slash at its end. */
  readonly runbooks?: string;
}

/** Severity, title, subject, reason with what to do first, runbook. A long reason is cut, never the link. */
export function alarmDescription(
  signal: Pick<Signal, 'id' | 'title' | 'reason'>, { severity, name, runbooks }: Described,
): string {
  return whole(`${severity.toUpperCase()}: ${signal.title} (${cut(name, LONGEST_NAME)}). `, sentence(signal.reason),
    runbooks && ` Runbook: ${runbooks}/${signal.id}`);
}

/** The same for the alarm that pages for a subject. */
export function healthDescription(titles: readonly string[], { severity, name, runbooks }: Described): string {
  return whole(`${severity.toUpperCase()}: ${cut(name, LONGEST_NAME)}. `,
    `One of its alarms is raised; open it and see which: ${titles.join('; ')}.`, runbooks && ` Runbooks: ${runbooks}`);
}

function whole(head: string, body: string, tail: string = ''): string {
  return `${head}${cut(body, LONGEST - head.length - tail.length)}${tail}`;
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

function cut(words: string, longest: number): string {
  return words.length <= longest ? words : `${words.slice(0, longest - 3)}...`;
}
