/** Numbers by which GitHub knows an owner and a repository. They stay the same when either is renamed. */
export interface GitHubIds {
  /** Number of the user or organisation, in digits: `gh api repos/acme/shop --jq .owner.id`. */
  readonly ownerId: string;
  /** Number of the repository, in digits: `gh api repos/acme/shop --jq .id`. */
  readonly repositoryId: string;
}
