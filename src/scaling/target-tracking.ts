import { Annotations, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { duration, type Problem } from '../core';

/**
 * Pauses of a target tracking policy on an ECS service; an Auto Scaling group waits for the warm-up of its instances
 * instead.
 */
export interface TargetTrackingOptions {
  /**
   * Pause after scaling out, in whole seconds of at least 1.
   *
   * @default Duration.minutes(1) - missing capacity hurts users, so the next step may follow soon
   */
  readonly scaleOutCooldown?: Duration;

  /**
   * Pause after scaling in, in whole seconds of at least 1.
   *
   * @default Duration.minutes(5) - spare capacity only costs, and a load may come back
   */
  readonly scaleInCooldown?: Duration;
}

const SCALE_OUT_COOLDOWN = Duration.minutes(1);
const SCALE_IN_COOLDOWN = Duration.minutes(5);
const IDLE_COOLDOWN = 'cdk-elastic-web:idleCooldown';

export function cooldowns(
  { scaleOutCooldown, scaleInCooldown }: TargetTrackingOptions,
): Required<TargetTrackingOptions> {
  return {
    scaleOutCooldown: scaleOutCooldown ?? SCALE_OUT_COOLDOWN, scaleInCooldown: scaleInCooldown ?? SCALE_IN_COOLDOWN,
  };
}

export function cooldownProblems(
  prop: string, { scaleOutCooldown, scaleInCooldown }: TargetTrackingOptions,
): Problem[] {
  return [
    ...duration(`${prop}.scaleOutCooldown`, scaleOutCooldown, { min: Duration.seconds(1) }),
    ...duration(`${prop}.scaleInCooldown`, scaleInCooldown, { min: Duration.seconds(1) }),
  ];
}

/** The same policy may be meant for services as well, so a setting without effect is no error. */
export function warnAboutCooldowns(
  parent: Construct, name: string, { scaleOutCooldown, scaleInCooldown }: TargetTrackingOptions,
): void {
  if (scaleOutCooldown === undefined && scaleInCooldown === undefined) return;
  Annotations.of(parent).addWarningV2(IDLE_COOLDOWN,
    `the cooldowns of ${name} have no effect on an Auto Scaling group: it waits for the warm-up of its instances `
    + 'instead');
}
