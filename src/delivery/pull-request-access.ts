import type { PullRequestDiffOptions } from './pull-request-diff-options';
import { NO_ACCESS, PreviewedEnvironments, type PullRequestVariant } from './pull-request-variant';
import { guardFactories } from '../core';

/**
 * What the jobs of a pull request may do in AWS.
 *
 * They run code that nobody has reviewed yet, so they never get a role that can change something. Pull requests from
 * forks get no token from GitHub, so they get no role at all.
 *
 * @example
 * const pullRequests = PullRequestAccess.diff({ environments: ['staging'] });
 */
export class PullRequestAccess {
  /**
   * They may compare an app with what is deployed, by `cdk diff`: they take the lookup role of the bootstrap stack.
   *
   * AWS's managed policy `ReadOnlyAccess` stands behind that role, without the right to decrypt. Whoever may push a
   * branch to the repository can read what it reads, objects in buckets for example.
   *
   * @param options environments, and the name of the workflow
   */
  public static diff(options: PullRequestDiffOptions = {}): PullRequestAccess {
    return new PullRequestAccess(new PreviewedEnvironments(options));
  }

  /** They may do nothing: there is no role. */
  public static none(): PullRequestAccess {
    return new PullRequestAccess(NO_ACCESS);
  }

  private constructor(
    /** @internal */
    public readonly _variant: PullRequestVariant,
  ) {}
}

guardFactories(PullRequestAccess);
