import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { contradiction, type Problem } from '../../core';
import type { BootLifecycle } from '../boot/lifecycle';
import { MAX_USER_DATA_BYTES, placeholder, sizeOf } from '../boot/user-data-size';
import { renderUserData } from '../bootstrap/user-data';
import type { Application } from './application';
import { bootSpecOf, probeOf, type ResolvedTier } from './resolved-tier';

/**
 * Makes what the instances pull, lets them pull it, and renders their user data. Undefined if the machine image brings
 * everything.
 */
export function createUserData(
  scope: Construct, tier: ResolvedTier, lifecycle: BootLifecycle, { role, logGroup, settings }: Application,
): string | undefined {
  const plan = tier.bootstrap.bind(scope, bootSpecOf(tier, lifecycle.mountPath));
  if (!plan || !settings) return undefined;
  for (const repository of plan.repositories) repository.grantPull(role);
  return renderUserData(tier.bootstrap, plan, {
    region: Stack.of(scope).region, probe: probeOf(tier), lifecycle, logGroupName: logGroup.logGroupName, settings,
  });
}

/** User data that is too large. Placeholders stand for what is not made yet, so the check makes nothing. */
export function userDataProblems(scope: Construct, tier: ResolvedTier, draft: BootLifecycle): Problem[] {
  const plan = tier.bootstrap.draft(bootSpecOf(tier, draft.mountPath));
  const bytes = plan === undefined
    ? 0
    : sizeOf(renderUserData(tier.bootstrap, plan, {
        region: Stack.of(scope).region, probe: probeOf(tier), lifecycle: draft, logGroupName: placeholder(),
        settings: { parameterName: placeholder(), fingerprint: placeholder() },
      }));
  return contradiction(bytes > MAX_USER_DATA_BYTES, {
    prop: 'bootstrap', must: `render at most ${MAX_USER_DATA_BYTES} bytes of user data`, got: bytes,
    advice: 'put what is large into an image or a package',
  });
}
