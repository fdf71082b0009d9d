import { DeliveryEnvironment } from './delivery-environment';
import type { EnvironmentVariant } from './delivery-environment-variant';
import type { ImageVariant } from './delivered-image-variant';
import type { GitHubDeliveryProps } from './git-hub-delivery-props';
import { GitHubIdentityProvider } from './git-hub-identity-provider';
import type { RepositoryVariant } from './git-hub-repository-variant';
import type { ProviderVariant } from './identity-provider-variant';
import { PullRequestAccess } from './pull-request-access';
import type { PullRequestVariant } from './pull-request-variant';

const BRANCH = 'main';
const WORKFLOW_FILES = ['delivery.yml', 'rollback.yml'];

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

export function resolveDelivery(props: GitHubDeliveryProps): ResolvedDelivery {
  return {
    repository: props.repository._variant,
    environments: props.environments.map(({ _variant }: DeliveryEnvironment) => _variant),
    branch: props.branch ?? BRANCH,
    images: (props.images ?? []).map(({ _variant }) => _variant),
    provider: (props.identityProvider ?? GitHubIdentityProvider.existing())._variant,
    pullRequests: (props.pullRequests ?? PullRequestAccess.diff())._variant,
    files: props.workflowFiles ?? WORKFLOW_FILES,
  };
}
