import { Duration } from 'aws-cdk-lib';
import { duration, known, type Problem } from '../../core';
import type { BootstrapVariant } from './bootstrap-variant';

/** Options of every bootstrap that starts an application. */
export interface BootstrapOptions {
  /**
   * How long the application may take from its start to its first healthy answer, 10 seconds to 30 minutes. After that
   * the instance signals failure.
   *
   * @default Duration.minutes(3) - longer than most runtimes take to start
   */
  readonly startTimeout?: Duration;

  /**
   * How long the application may take to end after SIGTERM, 1 to 120 seconds.
   *
   * @default Duration.seconds(30) - half of the 60 seconds for which the load balancer drains by default
   */
  readonly stopTimeout?: Duration;
}

const START_TIMEOUT = Duration.minutes(3);
const STOP_TIMEOUT = Duration.seconds(30);
/** From the launch to the start of the application: the operating system boots, packages and image are downloaded. */
const INSTALLATION = Duration.minutes(10);

export function timeoutsOf(
  { startTimeout = START_TIMEOUT, stopTimeout = STOP_TIMEOUT }: BootstrapOptions,
): { readonly startTimeout: Duration; readonly stopTimeout: Duration } {
  return { startTimeout, stopTimeout };
}

export function timeoutProblems(prop: string, { startTimeout, stopTimeout }: BootstrapOptions): Problem[] {
  return [
    ...known(`${prop}.startTimeout`, startTimeout),
    ...known(`${prop}.stopTimeout`, stopTimeout),
    ...duration(`${prop}.startTimeout`, startTimeout, { min: Duration.seconds(10), max: Duration.minutes(30) }),
    ...duration(`${prop}.stopTimeout`, stopTimeout, { min: Duration.seconds(1), max: Duration.seconds(120) }),
  ];
}

/** How long an instance may take to signal the end of its first boot. Undefined if it signals nothing. */
export function signalTimeoutOf({ isNone, startTimeout }: BootstrapVariant): Duration | undefined {
  return isNone ? undefined : INSTALLATION.plus(startTimeout);
}
