import { CfnScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { HorizontalAnnotation } from 'aws-cdk-lib/aws-cloudwatch';
import { isKnown } from '../../core';
import { SignalGroup, SignalUnit, type IMonitored } from '../../signal';
import { BOUND_COLOR } from '../panels';
import { resourcesOf } from '../subjects';

/** Lines at the smallest and the largest capacity that scaling may choose, where they are known at synthesis. */
export function capacityBounds(subject: IMonitored): (group: SignalGroup, unit: SignalUnit) => HorizontalAnnotation[] {
  const lines = resourcesOf(subject).flatMap((resource) => {
    if (resource instanceof CfnScalableTarget) return linesAt(resource.minCapacity, resource.maxCapacity);
    if (resource instanceof CfnAutoScalingGroup) return linesAt(Number(resource.minSize), Number(resource.maxSize));
    return [];
  });
  return (group, unit) => (group === SignalGroup.CAPACITY && unit === SignalUnit.COUNT ? lines : []);
}

function linesAt(smallest: number, largest: number): HorizontalAnnotation[] {
  const bounds = [{ value: smallest, label: 'smallest capacity' }, { value: largest, label: 'largest capacity' }];
  return bounds.filter(({ value }) => isKnown(value) && !Number.isNaN(value))
    .map((bound) => ({ ...bound, color: BOUND_COLOR }));
}
