import { createdProvider, EXISTING_PROVIDER, type ProviderVariant } from './identity-provider-variant';
import { guardFactories } from '../core';

/**
 * What makes the account believe the tokens of GitHub: an identity provider of IAM for
 * `token.actions.githubusercontent.com`.
 *
 * An account can have one for each address, so it belongs to the account and not to one app.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 *
 * @example
 * const identityProvider = GitHubIdentityProvider.created();
 */
export class GitHubIdentityProvider {
  /** The provider that the account has already. */
  public static existing(): GitHubIdentityProvider {
    return new GitHubIdentityProvider(EXISTING_PROVIDER);
  }

  /**
   * A new provider. It stays when the stack goes, because roles of other apps may trust it by then.
   *
   * Rejected for a second one in the same account of an app. If the account has one already, the deployment fails with
   * `already exists`.
   */
  public static created(): GitHubIdentityProvider {
    return new GitHubIdentityProvider(createdProvider());
  }

  private constructor(
    /** @internal */
    public readonly _variant: ProviderVariant,
  ) {}
}

guardFactories(GitHubIdentityProvider);
