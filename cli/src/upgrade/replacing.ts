import { ResourceImpact, type ResourceDifference } from '@aws-cdk/cloudformation-diff/lib/diff-template';
import { isInPlace, isUpgraded } from './in-place';
import { isObject } from './possible';

const FSX_NETWORK = ['DeploymentType', 'EndpointIpAddressRange', 'PreferredSubnetId'];
const FSX_DIRECTORY = 'WindowsConfiguration.SelfManagedActiveDirectoryConfiguration';
const FSX_ROOT = 'OpenZFSConfiguration.RootVolumeConfiguration';

/**
 * Parts of properties whose change replaces what holds data or is known outside, by the schemas. A comparison of whole
 * properties does not see them.
 */
export const REPLACING_PARTS: { readonly [type: string]: readonly string[] } = {
  'AWS::EKS::Cluster': [
    'AccessConfig.BootstrapClusterCreatorAdminPermissions', 'ResourcesVpcConfig.SecurityGroupIds',
    'ResourcesVpcConfig.SubnetIds',
  ],
  'AWS::ElasticBeanstalk::Environment': ['Tier.Name', 'Tier.Type'],
  'AWS::FSx::FileSystem': [
    ...['CopyTagsToBackups', 'DeploymentType', 'DriveCacheType', 'ExportPath', 'ImportPath', 'ImportedFileChunkSize',
      'PerUnitStorageThroughput'].map((name) => `LustreConfiguration.${name}`),
    ...['OntapConfiguration', 'OpenZFSConfiguration'].flatMap((of) => FSX_NETWORK.map((name) => `${of}.${name}`)),
    ...['CopyTagsToSnapshots', 'DataCompressionType', 'NfsExports', 'ReadOnly', 'RecordSizeKiB', 'UserAndGroupQuotas']
      .map((name) => `${FSX_ROOT}.${name}`),
    ...['ActiveDirectoryId', 'CopyTagsToBackups', 'DeploymentType', 'PreferredSubnetId']
      .map((name) => `WindowsConfiguration.${name}`),
    ...['DomainName', 'FileSystemAdministratorsGroup', 'OrganizationalUnitDistinguishedName']
      .map((name) => `${FSX_DIRECTORY}.${name}`),
  ],
  'AWS::FSx::Volume': [
    'OntapConfiguration.OntapVolumeType', 'OntapConfiguration.SnaplockConfiguration.SnaplockType',
    'OntapConfiguration.StorageVirtualMachineId', 'OpenZFSConfiguration.OriginSnapshot',
    'OpenZFSConfiguration.ParentVolumeId',
  ],
  'AWS::Glue::Database': ['DatabaseInput.Name'],
  'AWS::Glue::Table': ['TableInput.Name'],
  'AWS::MSK::Cluster': [
    'BrokerNodeGroupInfo.BrokerAZDistribution', 'BrokerNodeGroupInfo.ClientSubnets',
    'BrokerNodeGroupInfo.SecurityGroups', 'EncryptionInfo.EncryptionAtRest',
    'EncryptionInfo.EncryptionInTransit.InCluster',
  ],
  'AWS::OpenSearchServerless::Index': ['Settings.Analysis'],
  'AWS::SageMaker::Domain': ['DomainSettings.RStudioServerProDomainSettings.DefaultResourceSpec'],
};

/**
 * Properties and parts of them for which CloudFormation replaces a resource for sure.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-opensearchservice-domain.html
 */
export function replacingNames(change: ResourceDifference): string[] {
  const { oldResourceType: type = '', oldProperties: then, newProperties: now, propertyUpdates } = change;
  const parts = (REPLACING_PARTS[type] ?? []).filter((path) =>
    path.split('.')[0] in propertyUpdates && JSON.stringify(at(then, path)) !== JSON.stringify(at(now, path)));
  const isNewVersion = type === 'AWS::OpenSearchService::Domain' && 'EngineVersion' in propertyUpdates
    && !isUpgraded(change);
  return [...namesWith(change, ResourceImpact.WILL_REPLACE), ...parts, ...isNewVersion ? ['EngineVersion'] : []].sort();
}

/** Properties for which CloudFormation may replace it. */
export function perhapsReplacingNames(change: ResourceDifference): string[] {
  return namesWith(change, ResourceImpact.MAY_REPLACE)
    .filter((name) => !isInPlace(change.oldResourceType ?? '', name, change)).sort();
}

function namesWith({ propertyUpdates }: ResourceDifference, impact: ResourceImpact): string[] {
  return Object.entries(propertyUpdates).filter(([, { changeImpact }]) => changeImpact === impact)
    .map(([name]) => name);
}

function at(properties: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => isObject(value) ? value[name] : undefined, properties);
}
