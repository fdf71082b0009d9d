import type { Construct } from 'constructs';
import { Register } from '../core';
import { DeliveryEnvironment } from './delivery-environment';
import type { EnvironmentVariant } from './delivery-environment-variant';
import type { ImageVariant } from './delivered-image-variant';
import type { GitHubDeliveryProps } from './git-hub-delivery-props';
import { GitHubIdentityProvider } from './git-hub-identity-provider';
import type { RepositoryVariant } from './git-hub-repository-variant';
import type { ProviderVariant } from './identity-provider-variant';
import { PullRequestAccess } from './pull-request-access';
import { NO_ACCESS, type PullRequestVariant } from './pull-request-variant';

const BRANCH = 'main';
const WORKFLOW_FILES = ['delivery.yml', 'rollback.yml'];

/** The first delivery of each repository in an app. */
const FIRST_DELIVERIES = new Register('gitHubDeliveries');

/** The props with every default filled in. */
export interface ResolvedDelivery {
  readonly repository: RepositoryVariant;
  readonly environments: readonly EnvironmentVariant[];
  readonly branch: string;
  readonly images: readonly ImageVariant[];
  readonly provider: ProviderVariant;
  readonly pullRequests: PullRequestVariant;
  /** In `.github/workflows`. */
  readonly files: readonly string[];
}

export function resolveDelivery(scope: Construct, props: GitHubDeliveryProps): ResolvedDelivery {
  const repository = props.repository._variant;
  return {
    repository,
    environments: props.environments.map(({ _variant }: DeliveryEnvironment) => _variant),
    branch: props.branch ?? BRANCH,
    images: (props.images ?? []).map(({ _variant }) => _variant),
    provider: (props.identityProvider ?? GitHubIdentityProvider.existing())._variant,
    pullRequests: props.pullRequests?._variant ?? accessByDefault(scope, repository),
    files: props.workflowFiles ?? WORKFLOW_FILES,
  };
}

/** Notes a delivery; without `pullRequests`, those after it leave pull requests to it. */
export function noteDelivery(scope: Construct, { repository }: ResolvedDelivery): void {
  if (FIRST_DELIVERIES.holderOf(scope, repository.path) === undefined) FIRST_DELIVERIES.take(scope, repository.path);
}

/** A second role would be able to read nearly all of another account, often that of production, and nobody uses it. */
function accessByDefault(scope: Construct, { path }: RepositoryVariant): PullRequestVariant {
  return FIRST_DELIVERIES.holderOf(scope, path) ? NO_ACCESS : PullRequestAccess.diff()._variant;
}
