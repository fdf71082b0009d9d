import type { Resource } from '../../template';
import { ResourceChange } from '../changes/resource-change';
import type { DeploymentStep } from '../path/deployment-step';
import type { PlannedStep } from '../path/plan';
import type { DurationRange } from '../times/duration-range';
import { NOTHING } from '../times/range';

/** A step as users see it. */
export function stepOf({ node, doneAfter, isCritical }: PlannedStep): DeploymentStep {
  const { resource, change, duration, time } = node;
  return {
    path: resource.path, logicalId: resource.logicalId, resourceType: resource.type,
    change: change!.change, changedProperties: [...change!.properties], duration, doneAfter, basis: time.basis,
    isCritical,
  };
}

/** The end of a resource. */
export function deletedStep({ path, logicalId, type }: Resource, end: DurationRange): DeploymentStep {
  return {
    path, logicalId, resourceType: type, change: ResourceChange.DELETE, changedProperties: [], duration: NOTHING,
    doneAfter: end, basis: 'not known', isCritical: false,
  };
}
