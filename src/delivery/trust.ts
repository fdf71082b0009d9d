import { WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { RepositoryVariant } from './git-hub-repository-variant';
import { AUDIENCE, ISSUER } from './identity-provider-variant';

/**
 * Characters that IAM takes in a trust policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MAX_TRUST_SIZE = 2048;
/** The policy without its conditions, with the ARN of the provider. */
const FRAME_SIZE = 260;

/** Whose tokens a role accepts. */
export interface Trusted {
  readonly repository: RepositoryVariant;
  /** What the subject ends with: a branch, an environment or pull requests. */
  readonly context: string;
  /** Exact values of further claims. */
  readonly claims: { readonly [claim: string]: string | string[] };
}

/** What is deployed, and by which files of `.github/workflows`. */
export interface Deployed {
  readonly repository: RepositoryVariant;
  readonly branch: string;
  readonly files: readonly string[];
}

/**
 * Whoever brings a token of GitHub with exactly these claims.
 *
 * Each claim is compared with `StringEquals`, which is false for a claim that is missing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function trusted(providerArn: string, trust: Trusted): WebIdentityPrincipal {
  return new WebIdentityPrincipal(providerArn, conditionsOf(trust));
}

/** Characters of the trust policy, which has a limit that names of any length can reach. */
export function trustSize(trust: Trusted): number {
  return JSON.stringify(conditionsOf(trust)).length + FRAME_SIZE;
}

function conditionsOf({ repository, context, claims }: Trusted): { [operator: string]: { [key: string]: unknown } } {
  const all = { aud: AUDIENCE, sub: oneOrMore(repository.subjects(context)), ...repository.claims(), ...claims };
  return {
    StringEquals: Object.fromEntries(Object.entries(all).map(([claim, value]) => [`${ISSUER}:${claim}`, value])),
  };
}

/** Whom the role of an environment accepts. */
export function environmentTrust(
  environment: string, { repository, branch, files }: Deployed,
): Omit<Trusted, 'repository'> {
  return {
    context: `environment:${environment}`, claims: { ...branchClaims({ repository, branch, files }), environment },
  };
}

/** The branch that is deployed, and the files whose jobs may do it. */
export function branchClaims({ repository, branch, files }: Deployed): Trusted['claims'] {
  const ref = refOf(branch);
  return {
    ref,
    job_workflow_ref: oneOrMore(files.map((file) => `${repository.path}/.github/workflows/${file}@${ref}`)),
  };
}

export function refOf(branch: string): string {
  return `refs/heads/${branch}`;
}

function oneOrMore(values: readonly string[]): string | string[] {
  return values.length === 1 ? values[0] : [...values];
}
