import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import { profileKeyOf } from './encryption-key';
import { Mark } from './marks';
import { Profile } from './profile';
import type { Problem } from './problem';
import { oneOf } from './validation';

/** What a log group holds: it decides what one can ask of it. */
export type LogContent = 'application' | 'postgres' | 'cacheCommands' | 'flows' | 'firewall' | 'executions' | 'other';

export interface LogGroupOptions {
  /** What it holds; by default the log of an application. */
  readonly content?: LogContent;
  /** The user's own retention, in place of the profile's. */
  readonly retention?: RetentionDays;
  /** Only if AWS demands a certain name, as for WAF logs. */
  readonly logGroupName?: string;
}

const CONTENT = new Mark<LogContent>('log-content');
const RETENTIONS = Object.values(RetentionDays).filter((days) => typeof days === 'number');

/**
 * CloudWatch Logs keeps logs for one of a list of days only.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export function retentionProblems(prop: string, retention: RetentionDays | undefined): Problem[] {
  return oneOf(prop, retention, RETENTIONS, 'days that CloudWatch Logs offers; 9999 stands for ever');
}

/**
 * A log group with the retention, the removal policy and the encryption of the profile. The library makes all its log
 * groups with this function.
 */
export function createLogGroup(scope: Construct, id: string, options: LogGroupOptions = {}): LogGroup {
  const defaults = Profile.of(scope)._defaults;
  const group = new LogGroup(scope, id, {
    logGroupName: options.logGroupName,
    retention: options.retention ?? defaults.logRetention,
    removalPolicy: defaults.telemetryRemoval,
    encryptionKey: profileKeyOf(scope),
  });
  if (options.content) CONTENT.set(group, options.content);
  return group;
}

/** What a log group holds. Without a note, as on those of others, it is the log of an application. */
export function contentOf(group: IConstruct): LogContent {
  return CONTENT.get(group) ?? 'application';
}
