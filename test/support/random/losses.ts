// what an update from one template to another does to what holds something.
import { diffTemplate, ResourceImpact, type ResourceDifference } from '@aws-cdk/cloudformation-diff';
import { HOUSING_TYPES, STATEFUL_TYPES } from '../../../src/template';
import { INTERRUPTING } from '../../../cli/src/upgrade/in-place';

/** Beside data: what others subscribed to, and what takes a data store along. */
const ALSO = ['AWS::SNS::Topic', 'AWS::RDS::DBSubnetGroup', 'AWS::ElastiCache::SubnetGroup'];
/** What is made with its first user and goes with its last one: only another one in its place is a loss. */
const ON_DEMAND = ['AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::SNS::Topic'];
const REPLACED = [ResourceImpact.WILL_REPLACE, ResourceImpact.MAY_REPLACE];
/**
 * What the schemas mark as a replacement, and AWS does in place.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/918
 */
const IN_PLACE: { readonly [property: string]: (change: ResourceDifference) => boolean } = {
  'AWS::ElastiCache::ReplicationGroup NumNodeGroups': ({ newValue }) =>
    (newValue as { UpdatePolicy?: { UseOnlineResharding?: boolean } }).UpdatePolicy?.UseOnlineResharding === true,
  'AWS::ElastiCache::ReplicationGroup ReplicasPerNodeGroup': () => true,
  // without a source CloudFormation promotes a replica; with another one it would make a new one.
  'AWS::RDS::DBInstance SourceDBInstanceIdentifier': ({ newProperties = {} }) =>
    newProperties.SourceDBInstanceIdentifier === undefined,
};

/** Each as type and reason: the property that replaces it, or that it is gone or let go. */
export function lossesBetween(
  before: object, after: object, isOurs: (logicalId: string) => boolean = () => true,
): string[] {
  const { resources } = diffTemplate({ ...before }, { ...after });
  const changes = resources.logicalIds.filter(isOurs).map((id) => resources.get(id));
  const added = changes.filter(({ isAddition }) => isAddition).map(({ newResourceType }) => newResourceType);
  return [...new Set(changes.flatMap((change) => lossesOf(change, added)))].sort();
}

function lossesOf(change: ResourceDifference, added: readonly (string | undefined)[]): string[] {
  const type = change.oldResourceType;
  if (type === undefined || !holds(type)) return [];
  if (change.isRemoval && ON_DEMAND.includes(type) && !added.includes(type)) return [];
  if (change.isRemoval) return [`${type} is ${isKept(change) ? 'let go' : 'gone'}`];
  if (change.resourceTypeChanged) return [`${type} is gone`];
  return Object.entries(change.propertyUpdates)
    .filter(([name, { changeImpact }]) => REPLACED.includes(changeImpact!) && !INTERRUPTING[type]?.includes(name)
      && IN_PLACE[`${type} ${name}`]?.(change) !== true)
    .map(([name]) => `${type} is replaced for ${name}`);
}

function holds(type: string): boolean {
  return STATEFUL_TYPES.has(type) || HOUSING_TYPES.has(type) || ALSO.includes(type);
}

/** It stays in the account, but no stack knows it any more. */
function isKept({ oldValue }: ResourceDifference): boolean {
  return ['Retain', 'RetainExceptOnCreate', 'Snapshot'].includes(String(oldValue?.DeletionPolicy));
}
