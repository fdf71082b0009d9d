import { stopTimeoutOf } from '../fargate-service';
import type { Ingress } from '../ingress';
import type { SettingValues } from './settings';

/** Variable of the program: how long it may finish what it has begun. */
export const SHUTDOWN_TIMEOUT = 'SHUTDOWN_TIMEOUT_S';
/** Afterwards the program closes its stores, and ends by itself at the latest after 2 seconds. */
const CLOSING_SECONDS = 5;
/** What the program takes unless it is told otherwise. */
const BY_ITSELF_SECONDS = 25;

/** Seconds after SIGTERM at which the first of the roles is killed; only pages that users attach can shorten them. */
export function stopSeconds(pages: readonly Ingress[]): number {
  const delays = [undefined, ...pages.map(({ _variant }) => _variant.deregistrationDelay)];
  return Math.min(...delays.map((delay) => stopTimeoutOf(undefined, delay).toSeconds()));
}

/** What the program may take of that: all but the time to close its stores, and half where that is short. */
export function shutdownSeconds(stop: number): number {
  return Math.max(1, stop - Math.min(CLOSING_SECONDS, Math.ceil(stop / 2)));
}

/** Tells the program to be quicker than it is by itself, where its container has less time. */
export function shutdownSettings(pages: readonly Ingress[]): SettingValues {
  const seconds = shutdownSeconds(stopSeconds(pages));
  return seconds < BY_ITSELF_SECONDS ? { [SHUTDOWN_TIMEOUT]: String(seconds) } : {};
}
