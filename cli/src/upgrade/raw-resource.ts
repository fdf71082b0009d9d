import { KNOWN_OUTSIDE } from './known-outside';
import { HOUSING_TYPES, STATEFUL_TYPES, type JsonObject } from '../../../src/template';

/** A resource as it stands in a template. */
export interface RawResource {
  readonly Type?: string;
  readonly Properties?: { readonly [name: string]: unknown };
  readonly Condition?: unknown;
  readonly DeletionPolicy?: unknown;
  readonly UpdateReplacePolicy?: unknown;
}

/** What becomes of a resource that goes, and of one that is replaced. */
export const POLICIES = ['DeletionPolicy', 'UpdateReplacePolicy'] as const;

/** Resources of a template by logical id. */
export function resourcesOf({ Resources = {} }: JsonObject): { readonly [id: string]: RawResource | undefined } {
  return Resources as { readonly [id: string]: RawResource | undefined };
}

/** Whether it holds data, or takes along what does. */
export function holdsData(resource: RawResource | undefined): resource is RawResource {
  const type = resource?.Type ?? '';
  return STATEFUL_TYPES.has(type) || HOUSING_TYPES.has(type) || OF_THE_CDK.includes(type)
    || isForeign(type);
}

/** Custom resources of the CDK that stand for what holds data: a replica of a table, a cluster. */
const OF_THE_CDK: readonly string[] = ['Custom::AWSCDK-EKS-Cluster', 'Custom::DynamoDBReplica'];

/** A type of somebody else than AWS, as a database of its maker: what it holds is not known here. */
function isForeign(type: string): boolean {
  return type.includes('::') && !type.startsWith('AWS::') && !type.startsWith('Custom::');
}

/** Whether others know it: see `KNOWN_OUTSIDE`. */
export function isKnownOutside(resource: RawResource | undefined): boolean {
  return (resource?.Type ?? '') in KNOWN_OUTSIDE;
}

/**
 * The policy in force; an expression is known at deployment only.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html
 */
export function policyOf(name: typeof POLICIES[number], resource: RawResource): string {
  const { [name]: policy = defaultPolicyOf(name, resource) } = resource;
  return typeof policy === 'string' ? policy : 'unknown';
}

/** The policy of what has none. */
export function defaultPolicyOf(name: typeof POLICIES[number], { Type, Properties = {} }: RawResource): string {
  // a default for removals only: what is replaced without a policy is deleted.
  const isCluster = Type === 'AWS::RDS::DBCluster';
  const isAlone = Type === 'AWS::RDS::DBInstance' && Properties.DBClusterIdentifier === undefined;
  return name === 'DeletionPolicy' && (isCluster || isAlone) ? 'Snapshot' : 'Delete';
}
