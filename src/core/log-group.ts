import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { profileKeyOf } from './encryption-key';
import { Profile } from './profile';
import type { Problem } from './problem';
import { oneOf } from './validation';

export interface LogGroupOptions {
  /** The user's own retention, in place of the profile's. */
  readonly retention?: RetentionDays;
  /** Only if AWS demands a certain name, as for WAF logs. */
  readonly logGroupName?: string;
}

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
  return new LogGroup(scope, id, {
    logGroupName: options.logGroupName,
    retention: options.retention ?? defaults.logRetention,
    removalPolicy: defaults.telemetryRemoval,
    encryptionKey: profileKeyOf(scope),
  });
}
