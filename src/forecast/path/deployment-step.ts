import type { ResourceChange } from '../changes/resource-change';
import type { DurationRange } from '../times/duration-range';

/** One resource that a deployment touches. */
export interface DeploymentStep {
  /** Construct path of the resource; its logical id where no construct is known. */
  readonly path: string;
  /** Logical id of the resource in its template. */
  readonly logicalId: string;
  /** Type of the resource, for example `AWS::EC2::NatGateway`. */
  readonly resourceType: string;
  /** What happens to it. */
  readonly change: ResourceChange;
  /** Names of the properties that change, empty for what is created or deleted. */
  readonly changedProperties: string[];
  /** How long the resource alone takes; zero for what is deleted, because no figures are known. */
  readonly duration: DurationRange;
  /** When it is done, counted from the start of the deployment. */
  readonly doneAfter: DurationRange;
  /** Where the figure comes from. */
  readonly basis: string;
  /** Whether everything waits for it: if it took longer, so would the deployment. */
  readonly isCritical: boolean;
}
