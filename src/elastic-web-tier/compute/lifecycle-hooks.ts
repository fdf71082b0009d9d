import { Duration } from 'aws-cdk-lib';
import { DefaultResult, LifecycleTransition, type CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { isKnown } from '../../core';
import { HOOKS } from '../boot/group-programs';
import { signalTimeoutOf } from '../bootstrap/timeouts';
import type { ResolvedTier } from '../launch/resolved-tier';

type Hook = CfnAutoScalingGroup.LifecycleHookSpecificationProperty;

/** Default of the library's load balancers. It stands for a delay that is not known yet. */
const DRAIN = Duration.minutes(1);
/** Shortest timeout of a hook of EC2 Auto Scaling. */
const SHORTEST_HOOK = Duration.seconds(30);
/** After `stopTimeout`: systemd kills the application, and the agent sends the last logs. */
const ENDING = Duration.minutes(1);

/**
 * Hooks that hold an instance back until it works, and until its requests have ended. They stand in the group itself: a
 * hook that is made after the group would miss its first instances.
 */
export function lifecycleHooks(tier: ResolvedTier): Hook[] {
  return [...launchHook(tier), terminationHook(tier)];
}

function launchHook({ bootstrap }: ResolvedTier): Hook[] {
  const timeout = signalTimeoutOf(bootstrap);
  if (timeout === undefined) return [];
  return [{
    lifecycleHookName: HOOKS.launching,
    lifecycleTransition: LifecycleTransition.INSTANCE_LAUNCHING,
    heartbeatTimeout: timeout.toSeconds(),
    defaultResult: DefaultResult.ABANDON,
  }];
}

function terminationHook({ bootstrap, ingress }: ResolvedTier): Hook {
  const delay = ingress?.deregistrationDelay ?? Duration.seconds(0);
  const drain = isKnown(delay) ? delay : DRAIN;
  const end = bootstrap.isNone ? drain : drain.plus(bootstrap.stopTimeout).plus(ENDING);
  return {
    lifecycleHookName: HOOKS.terminating,
    lifecycleTransition: LifecycleTransition.INSTANCE_TERMINATING,
    heartbeatTimeout: Math.max(SHORTEST_HOOK.toSeconds(), end.toSeconds()),
    defaultResult: DefaultResult.CONTINUE,
  };
}
