import type { AutoScalingOptions } from '../elastic-web-tier';
import type { VotingPageOptions } from './role-options';
import { onInstances, onTasks, type VoteComputeVariant } from './vote-compute-variant';
import { guardFactories } from '../core';

/**
 * What runs the page where people vote. The address and all votes stay when you switch. The page is away for some
 * minutes meanwhile, because its targets are replaced.
 *
 * @example
 * const vote = VoteCompute.tasks({ capacity: CapacityRange.between(2, 20) });
 */
export class VoteCompute {
  /** Tasks on AWS Fargate. */
  public static tasks(options: VotingPageOptions = {}): VoteCompute {
    return new VoteCompute(onTasks(options));
  }

  /**
   * EC2 instances. They run the bundled program without a container, and with `VotingImage.fromRepository` the image.
   */
  public static instances(options: AutoScalingOptions = {}): VoteCompute {
    return new VoteCompute(onInstances(options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: VoteComputeVariant,
  ) {}
}

guardFactories(VoteCompute);
