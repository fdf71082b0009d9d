import { Duration } from 'aws-cdk-lib';
import { isKnown, shorter, type Problem } from '../core';

/** Long enough for most requests, and well below the 60 seconds that a load balancer drains by default. */
const STOP_TIMEOUT = Duration.seconds(30);
/** Limits of AWS Fargate. */
export const STOP_TIMEOUT_BOUNDS = { min: Duration.seconds(2), max: Duration.seconds(120) };

/** The given time, else the default: half the drain where that is shorter. */
export function stopTimeoutOf(given: Duration | undefined, drain: Duration | undefined): Duration {
  if (given) return given;
  if (!isKnown(drain)) return STOP_TIMEOUT;
  const half = Math.floor(drain.toSeconds() / 2);
  return Duration.seconds(Math.min(STOP_TIMEOUT.toSeconds(), Math.max(STOP_TIMEOUT_BOUNDS.min.toSeconds(), half)));
}

/**
 * A drain that is shorter than the shortest stop timeout asks for nothing: its user does not care for open requests.
 */
export function drainProblems(given: Duration | undefined, drain: Duration | undefined): Problem[] {
  if (!isKnown(drain) || drain.toSeconds() <= STOP_TIMEOUT_BOUNDS.min.toSeconds()) return [];
  return shorter(
    'container.stopTimeout', given, 'ingress.deregistrationDelay', drain,
    'the load balancer waits no longer than that for open requests',
  );
}
