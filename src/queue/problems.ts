import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  describe, duration, encryptionKeyProblems, integer, isQuantity, oneOf, otherAccountProblems, relation,
  REMOVALS_WITHOUT_SNAPSHOT, shorter, type Problem,
} from '../core';
import type { ResolvedQueueProps } from './resolved-props';
import type { WorkQueueProps } from './work-queue-props';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const LONGEST_VISIBILITY = Duration.hours(12);
const RETENTION = { min: Duration.minutes(1), max: Duration.days(14) };
const MAX_RECEIVES = 1000;

/** Half of the longest visibility, so that the usual visibility of twice the time exists. */
const LONGEST_PROCESSING = Duration.hours(6);

/** What Amazon SQS would reject at deployment, or do at run time to everybody's surprise. */
export function queueProblems(scope: Construct, props: WorkQueueProps, resolved: ResolvedQueueProps): Problem[] {
  const { processingTime, visibilityTimeout, retentionPeriod } = resolved;
  return [
    ...duration('processingTime', props.processingTime, { min: Duration.seconds(1), max: LONGEST_PROCESSING }),
    ...duration('visibilityTimeout', props.visibilityTimeout, { min: Duration.seconds(1), max: LONGEST_VISIBILITY }),
    ...relation({
      prop: 'visibilityTimeout', must: `be at least "processingTime" (${describe(processingTime)})`,
      got: visibilityTimeout, advice: 'else a message is handed out again while a worker still works on it',
    }, [visibilityTimeout, processingTime], () => !(secondsOf(visibilityTimeout) < secondsOf(processingTime))),
    ...integer('maxReceiveCount', props.maxReceiveCount, { min: 1, max: MAX_RECEIVES }),
    ...duration('retentionPeriod', props.retentionPeriod, RETENTION),
    ...shorter(
      'visibilityTimeout', visibilityTimeout, 'retentionPeriod', retentionPeriod,
      'else a message is lost while a worker works on it',
    ),
    ...duration('maxAge', props.maxAge, RETENTION),
    ...shorter(
      'maxAge', props.maxAge, 'retentionPeriod', retentionPeriod,
      'no message ever gets older, so no alarm would be raised',
    ),
    ...encryptionKeyProblems(scope, 'encryptionKey', props.encryptionKey),
    ...otherAccountProblems(scope, 'encryptionKey', props.encryptionKey),
    ...oneOf('removalPolicy', props.removalPolicy, REMOVALS_WITHOUT_SNAPSHOT, 'Amazon SQS makes no snapshots'),
  ];
}

function secondsOf(length: Duration): number {
  return isQuantity(length) ? length.toSeconds({ integral: false }) : NaN;
}
