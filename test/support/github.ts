// the tokens that GitHub gives to the jobs of workflows.
import type { Claims } from './iam';

/** A repository, with the numbers that nobody else can have. */
export interface Repository { readonly owner: string; readonly name: string; readonly ids: readonly [string, string] }

/** A job that asks for a token. */
export interface Job {
  readonly repository: Repository;
  readonly event: 'push' | 'workflow_dispatch' | 'schedule' | 'pull_request' | 'pull_request_target';
  /** Branch that runs; of a pull request, the branch that it is to be merged into. */
  readonly branch: string;
  /** Environment that the job names. */
  readonly environment?: string;
  /** File in `.github/workflows`, and its name. */
  readonly file: string;
  readonly workflow: string;
  readonly audience: string;
  /** Whether subjects have numbers, as in repositories made from 2026-07-15 on. */
  readonly hasNumbers: boolean;
}

/**
 * The tokens that a job can get. GitHub does not say what the subject of `pull_request_target` is. It runs for a pull
 * request, on the branch that is merged into, so both are taken for possible.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function tokensOf(job: Job): Claims[] {
  const asBranch = tokenOf(job, job.event === 'pull_request');
  return job.event === 'pull_request_target' ? [asBranch, tokenOf(job, true)] : [asBranch];
}

function tokenOf(job: Job, isPullRequest: boolean): Claims {
  const { repository: { owner, name, ids: [ownerId, repositoryId] }, event, environment, hasNumbers } = job;
  const ref = event === 'pull_request' ? 'refs/pull/7/merge' : `refs/heads/${job.branch}`;
  const context = environment !== undefined
    ? `environment:${environment}`
    : isPullRequest ? 'pull_request' : `ref:${ref}`;
  const place = hasNumbers ? `${owner}@${ownerId}/${name}@${repositoryId}` : `${owner}/${name}`;
  return {
    aud: job.audience, sub: `repo:${place}:${context}`, ref, environment, event_name: event, workflow: job.workflow,
    repository: `${owner}/${name}`, repository_id: repositoryId, repository_owner: owner, repository_owner_id: ownerId,
    job_workflow_ref: `${owner}/${name}/.github/workflows/${job.file}@${ref}`,
  };
}
