import type { GitHubIds } from './git-hub-ids';
import { RepositoryVariant } from './git-hub-repository-variant';
import { guardFactories } from '../core';

/**
 * The repository on GitHub whose workflows may deploy.
 *
 * GitHub writes the subject of its tokens in one of two forms. Repositories that were made, renamed or transferred from
 * 2026-07-15 on, and those that asked for it, have the numbers of owner and repository in it; older ones have the names
 * alone.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 *
 * @example
 * const repository = GitHubRepository.withIds('acme', 'shop', { ownerId: '9919', repositoryId: '1296269' });
 */
export class GitHubRepository {
  /**
   * A repository by its numbers: what you should use, because nobody else can ever get them.
   *
   * Both forms of the subject are accepted, so the roles keep working when the repository changes to the new form.
   * Names and numbers must be known at synthesis, and hold no `*`.
   *
   * @param owner user or organisation, written as GitHub writes it: IAM compares capital letters
   * @param name name of the repository without its owner
   * @param ids numbers of owner and repository
   */
  public static withIds(owner: string, name: string, ids: GitHubIds): GitHubRepository {
    return new GitHubRepository(new RepositoryVariant(owner, name, { ids }));
  }

  /**
   * A repository by its names alone, whose tokens have the old form of the subject.
   *
   * Whoever takes over the name of a deleted or renamed owner may deploy, so prefer `withIds`.
   *
   * @param owner user or organisation, written as GitHub writes it: IAM compares capital letters
   * @param name name of the repository without its owner
   */
  public static named(owner: string, name: string): GitHubRepository {
    return new GitHubRepository(new RepositoryVariant(owner, name));
  }

  /**
   * A repository whose organisation has changed what the subject begins with.
   *
   * @see https://docs.github.com/en/rest/actions/oidc
   * @param owner user or organisation, written as GitHub writes it: IAM compares capital letters
   * @param name name of the repository without its owner
   * @param subjectPrefix what stands before `:environment:` or `:ref:` in the subject, for example
   *   `repository_id:1296269`; no `*` and no `?`
   */
  public static withSubjectPrefix(owner: string, name: string, subjectPrefix: string): GitHubRepository {
    return new GitHubRepository(new RepositoryVariant(owner, name, { subjectPrefix }));
  }

  private constructor(
    /** @internal */
    public readonly _variant: RepositoryVariant,
  ) {}
}

guardFactories(GitHubRepository);
