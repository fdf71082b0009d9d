import type { DeliveredImage } from './delivered-image';
import type { DeliveryEnvironment } from './delivery-environment';
import type { GitHubIdentityProvider } from './git-hub-identity-provider';
import type { GitHubRepository } from './git-hub-repository';
import type { PullRequestAccess } from './pull-request-access';

/** Roles by which the workflows of a repository on GitHub deploy. */
export interface GitHubDeliveryProps {
  /** The repository whose workflows get the roles. */
  readonly repository: GitHubRepository;

  /**
   * Environments in the order in which they are deployed, at least one. Their names differ in more than capital letters
   * and signs, and are not `build` and `pull-request`, whose outputs belong to other roles.
   */
  readonly environments: DeliveryEnvironment[];

  /**
   * Branch that is deployed: letters, digits, `/`, `-`, `_` and `.`, and known at synthesis; `main`, not
   * `refs/heads/main`. No other branch gets a role that can change something.
   *
   * @default 'main' - the branch that GitHub gives a new repository
   */
  readonly branch?: string;

  /**
   * Images that are built once and deployed to each environment by digest. Their names differ in more than signs.
   *
   * @default - no image, and no role that pushes: `cdk deploy` builds the images of `ServiceImage.fromAsset` by itself
   */
  readonly images?: DeliveredImage[];

  /**
   * Where the identity provider for the tokens of GitHub comes from.
   *
   * @default GitHubIdentityProvider.existing() - an account can have one only, and another app may have made it
   */
  readonly identityProvider?: GitHubIdentityProvider;

  /**
   * What jobs of pull requests may do.
   *
   * @default PullRequestAccess.diff() - reviewers see what would change in the first environment; for a repository with
   *   several deliveries in an app, `none()` from the second one on, because workflows compare with the first alone
   */
  readonly pullRequests?: PullRequestAccess;

  /**
   * Files in `.github/workflows` whose jobs may build and deploy; at least one, with the ending `.yml` or `.yaml`. Jobs
   * of any other file get no role, also on the same branch.
   *
   * @default ['delivery.yml', 'rollback.yml'] - the files that `cdk-elastic-web workflow` writes
   */
  readonly workflowFiles?: string[];
}
