/** What jobs of pull requests may read. */
export interface PullRequestDiffOptions {
  /**
   * Environments whose stacks are compared.
   *
   * @default - the first environment: what a pull request may read is nearly all of an account, so let production be
   *   none of them
   */
  readonly environments?: string[];

  /**
   * Name of the workflow, as it stands behind `name:` in its file. Workflows with another name do not get the role.
   *
   * @default 'Pull request' - the name that `cdk-elastic-web workflow` writes
   */
  readonly workflow?: string;
}
