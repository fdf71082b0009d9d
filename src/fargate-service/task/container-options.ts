import { Duration } from 'aws-cdk-lib';
import type { HealthCheck } from 'aws-cdk-lib/aws-ecs';
import { command, contradiction, duration, integer, isKnown, known, shorter, text, type Problem } from '../../core';
import { STOP_TIMEOUT_BOUNDS } from './stop-timeout';
import type { VolumeMount } from './volume';

/** How the application's container runs. */
export interface ContainerOptions {
  /**
   * Command that runs in place of the image's own, one word in each item. Then the application receives SIGTERM, and
   * not a shell.
   *
   * @default - the image's own
   */
  readonly command?: string[];
  /**
   * Entry point that runs in place of the image's own.
   *
   * @default - the image's own
   */
  readonly entryPoint?: string[];
  /**
   * Check that ECS runs inside the container. ECS replaces a task that fails it, with or without a load balancer.
   *
   * The interval is 5 to 300 seconds, the timeout 2 to 60 seconds and shorter than the interval; both are known at
   * synthesis. Retries are 1 to 10, the start period is 0 to 300 seconds.
   *
   * @default - none: with an ingress the load balancer checks the task
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
   */
  readonly healthCheck?: HealthCheck;
  /**
   * Time between SIGTERM and SIGKILL, from 2 to 120 seconds. With an ingress it must be shorter than the deregistration
   * delay, because the load balancer waits no longer than that for open requests.
   *
   * @default - 30 seconds, or half the deregistration delay where that is shorter
   */
  readonly stopTimeout?: Duration;
  /**
   * User that the process runs as, for example `1000:1000`.
   *
   * @default - the image's own
   */
  readonly user?: string;
  /**
   * Whether the container's own file system is read-only. The application must then write to a mounted volume. Rejected
   * together with `enableExecuteCommand`, whose agent writes to the file system.
   *
   * @default false - most stock images write temporary files
   */
  readonly readonlyRootFilesystem?: boolean;
  /**
   * Volumes of the task at their places in the container, each at a place of its own.
   *
   * @default - only the container's own file system
   */
  readonly mounts?: VolumeMount[];
}

/** Defaults of Amazon ECS. */
const CHECK_INTERVAL = Duration.seconds(30);
const CHECK_TIMEOUT = Duration.seconds(5);

const USER = /[A-Za-z0-9_][A-Za-z0-9_.-]*(?::[A-Za-z0-9_][A-Za-z0-9_.-]*)?/;

export function containerProblems(prop: string, options: ContainerOptions): Problem[] {
  return [
    ...command(`${prop}.command`, options.command),
    ...command(`${prop}.entryPoint`, options.entryPoint),
    ...userProblems(`${prop}.user`, options.user),
    ...(options.healthCheck ? healthCheckProblems(`${prop}.healthCheck`, options.healthCheck) : []),
    ...duration(`${prop}.stopTimeout`, options.stopTimeout, STOP_TIMEOUT_BOUNDS),
  ];
}

export function userProblems(prop: string, user: string | undefined): Problem[] {
  return text(prop, user, USER, 'be a user or "user:group", each by name or number');
}

export function healthCheckProblems(prop: string, check: HealthCheck): Problem[] {
  return [
    ...checkCommand(`${prop}.command`, check.command),
    // the CDK compares both with their limits at synthesis.
    ...known(`${prop}.interval`, check.interval),
    ...known(`${prop}.timeout`, check.timeout),
    ...duration(`${prop}.interval`, check.interval, { min: Duration.seconds(5), max: Duration.seconds(300) }),
    ...duration(`${prop}.timeout`, check.timeout, { min: Duration.seconds(2), max: Duration.seconds(60) }),
    ...shorter(`${prop}.timeout`, check.timeout ?? CHECK_TIMEOUT, `${prop}.interval`, check.interval ?? CHECK_INTERVAL),
    ...integer(`${prop}.retries`, check.retries, { min: 1, max: 10 }),
    ...duration(`${prop}.startPeriod`, check.startPeriod, { min: Duration.seconds(0), max: Duration.seconds(300) }),
  ];
}

/**
 * `CMD` and `CMD-SHELL` only say how to run the words that follow. `NONE` would switch the check off, although the user
 * has asked for one.
 */
function checkCommand(prop: string, given: readonly string[] | undefined): Problem[] {
  const problems = [
    ...contradiction(given === undefined, { prop, must: 'be given', got: given }), ...command(prop, given),
  ];
  if (problems.length > 0 || !isKnown(given)) return problems;
  const [first, ...rest] = given;
  const words = ['CMD', 'CMD-SHELL'].includes(first) ? rest : given;
  return contradiction(words.length === 0 || words[0].trim() === '' || first === 'NONE', {
    prop, must: 'have a word to run, and not be "NONE"', got: given,
  });
}
