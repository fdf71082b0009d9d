import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { warnAboutFloatingImage } from '../workload';
import type { ComputeVariant } from './compute/compute-variant';
import { isKnownFamily } from './launch/instance-type';
import type { ResolvedTier } from './launch/resolved-tier';

/** Warns about props that are allowed, but probably not meant. */
export function warnAbout(scope: Construct, tier: ResolvedTier, compute: ComputeVariant): void {
  const { instanceType, bootstrap, placed, vpc } = tier;
  placed.warn(scope, vpc);
  const unknown = [instanceType, ...compute.otherInstanceTypes].filter((type) => !isKnownFamily(type));
  if (unknown.length > 0) {
    Annotations.of(scope).addWarningV2('cdk-elastic-web:unknownInstanceFamily',
      `the CDK does not know the family of ${unknown.join(', ')}: it is new, or misspelt`);
  }
  if (bootstrap.floats) warnAboutFloatingImage(scope, 'instance');
  if (compute.runsOutOfSpot) {
    Annotations.of(scope).addWarningV2('cdk-elastic-web:oneSpotType',
      'Spot instances of one type only are often not to be had: name others that do as well in "moreInstanceTypes"');
  }
}
