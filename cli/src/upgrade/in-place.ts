import type { ResourceDifference } from '@aws-cdk/cloudformation-diff/lib/diff-template';

/**
 * Properties that the schemas mark as a possible replacement, and of which AWS says "some interruptions" or "no
 * interruption": a restart or a failover at most, with the data kept.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html
 */
export const INTERRUPTING: { readonly [type: string]: readonly string[] } = {
  'AWS::ElastiCache::CacheCluster': ['AZMode', 'PreferredAvailabilityZone', 'PreferredAvailabilityZones'],
  'AWS::RDS::DBInstance': [
    'AutoMinorVersionUpgrade', 'BackupRetentionPeriod', 'DBParameterGroupName', 'MultiAZ', 'PreferredMaintenanceWindow',
    'StorageType',
  ],
};

type Rule = (change: ResourceDifference) => boolean;

/**
 * Whether a domain goes to another version where it is.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
 */
export const isUpgraded: Rule = ({ newValue }) => isOn(newValue, 'EnableVersionUpgrade');

/** Whether a group of caches takes another number of shards while it runs. */
const isResharded: Rule = ({ newValue }) => isOn(newValue, 'UseOnlineResharding');

/**
 * Properties whose change is one in place under a condition.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
 */
export const IN_PLACE_IF: { readonly [type: string]: { readonly [property: string]: Rule } } = {
  'AWS::ElastiCache::ReplicationGroup': {
    // only a first password replaces it; another one is rotated.
    AuthToken: ({ oldProperties: then = {}, newProperties: now = {} }) => 'AuthToken' in then && 'AuthToken' in now,
    NodeGroupConfiguration: isResharded,
    NumNodeGroups: isResharded,
  },
  'AWS::Elasticsearch::Domain': { ElasticsearchVersion: isUpgraded },
};

/** Whether AWS changes a property in place that the schemas mark as a possible replacement. */
export function isInPlace(type: string, property: string, change: ResourceDifference): boolean {
  return INTERRUPTING[type]?.includes(property) === true || IN_PLACE_IF[type]?.[property]?.(change) === true;
}

function isOn(resource: ResourceDifference['newValue'], policy: string): boolean {
  const { [policy]: value } = (resource?.UpdatePolicy ?? {}) as { readonly [policy: string]: unknown };
  return value === true || value === 'true';
}
