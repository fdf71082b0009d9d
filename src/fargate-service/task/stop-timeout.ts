import { Duration } from 'aws-cdk-lib';
import { isKnown, shorter, type Problem } from '../../core';

/** Long enough for most requests, and half of the 60 seconds for which a load balancer drains by default. */
const STOP_TIMEOUT = Duration.seconds(30);
/** Limits of AWS Fargate. */
export const STOP_TIMEOUT_BOUNDS = { min: Duration.seconds(2), max: Duration.seconds(120) };

/** What the user gave, else 30 seconds, or half the deregistration delay where that is shorter. */
export function stopTimeoutOf(given: Duration | undefined, deregistrationDelay: Duration | undefined): Duration {
  if (given) return given;
  if (!isKnown(deregistrationDelay)) return STOP_TIMEOUT;
  const half = Math.floor(deregistrationDelay.toSeconds() / 2);
  return Duration.seconds(Math.min(STOP_TIMEOUT.toSeconds(), Math.max(STOP_TIMEOUT_BOUNDS.min.toSeconds(), half)));
}

/**
 * A task has to end while the load balancer still waits for it.
 *
 * A deregistration delay of 2 seconds or less passes, because no stop timeout can be shorter.
 */
export function drainProblems(given: Duration | undefined, deregistrationDelay: Duration | undefined): Problem[] {
  const isTooShort = isKnown(deregistrationDelay)
    && deregistrationDelay.toSeconds({ integral: false }) <= STOP_TIMEOUT_BOUNDS.min.toSeconds();
  return isTooShort
    ? []
    : shorter(
        'container.stopTimeout', given, 'ingress.target.deregistrationDelay', deregistrationDelay,
        'the load balancer waits no longer than that for open requests',
      );
}
