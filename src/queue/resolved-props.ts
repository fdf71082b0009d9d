import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { isKnown, isQuantity, Profile } from '../core';
import type { WorkQueueProps } from './work-queue-props';

/** The props with every default filled in. */
export interface ResolvedQueueProps {
  readonly processingTime: Duration;
  readonly visibilityTimeout: Duration;
  readonly maxReceiveCount: number;
  readonly retentionPeriod: Duration;
  readonly fifo: boolean;
  readonly maxAge: Duration;
  readonly removalPolicy: RemovalPolicy;
}

const PROCESSING_TIME = Duration.minutes(1);
/** A run that takes twice as long as it should is still one run. */
const PATIENCE = 2;
const RECEIVES = 5;
const RETENTION = Duration.days(4);

/** Age of the oldest message at which somebody has to look: nobody waits for the jobs of a queue. */
export const MAX_AGE = Duration.hours(1);

export function resolveProps(scope: Construct, props: WorkQueueProps): ResolvedQueueProps {
  const processingTime = props.processingTime ?? PROCESSING_TIME;
  return {
    processingTime,
    visibilityTimeout: props.visibilityTimeout ?? twice(processingTime),
    maxReceiveCount: props.maxReceiveCount ?? RECEIVES,
    retentionPeriod: props.retentionPeriod ?? RETENTION,
    fifo: props.fifo ?? false,
    maxAge: props.maxAge ?? usualAge(props.retentionPeriod ?? RETENTION),
    removalPolicy: props.removalPolicy ?? Profile.of(scope)._defaults.queueRemoval,
  };
}

/** No message gets older than the queue keeps it. */
function usualAge(retention: Duration): Duration {
  if (!isKnown(retention) || !isQuantity(retention)) return MAX_AGE;
  const half = Math.floor(retention.toSeconds({ integral: false }) / 2);
  return half < MAX_AGE.toSeconds() ? Duration.seconds(half) : MAX_AGE;
}

/** A time that only the deployment knows cannot be doubled: then it is taken as it is. */
function twice(time: Duration): Duration {
  return isKnown(time) && isQuantity(time) ? Duration.millis(PATIENCE * time.toMilliseconds()) : time;
}
