import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { LeastPrivilegeRole } from '../core';

/** Where `cdk-elastic-web workflow` finds in a template what a role is for: metadata that AWS does not look at. */
const DELIVERY_RECORD = 'cdk-elastic-web:delivery';

/** What a role is for. */
export interface DeliveryRecord {
  readonly role: 'deploy' | 'build' | 'pullRequest';
  /** Names of the environments that the role may deploy or read. */
  readonly environments: readonly string[];
  /** Selectors of the stacks, for `cdk deploy`. */
  readonly stacks: readonly string[];
  /** Where the role is used. */
  readonly region: string;
  readonly branch: string;
  /** Files in `.github/workflows` whose jobs get the role. */
  readonly files: readonly string[];
  /** Name of the only workflow that gets the role, if there is one. */
  readonly workflow?: string;
  readonly images: readonly { readonly name: string; readonly directory: string }[];
}

export function record(role: LeastPrivilegeRole, content: DeliveryRecord): void {
  (role.node.defaultChild as CfnRole).addMetadata(DELIVERY_RECORD, content);
}
