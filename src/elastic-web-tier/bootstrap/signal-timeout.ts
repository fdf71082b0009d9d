import { Duration } from 'aws-cdk-lib';
import type { Bootstrap } from './bootstrap';

/** From the launch to the start of the application: operating system, packages, image. */
const INSTALLATION = Duration.minutes(10);

/** How long an instance may take to say how its first boot ended; nothing where nobody says it. */
export function signalTimeoutOf(bootstrap: Bootstrap): Duration | undefined {
  return bootstrap._isNone ? undefined : INSTALLATION.plus(bootstrap._startTimeout);
}
