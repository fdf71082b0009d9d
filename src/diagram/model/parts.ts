import { groupMachine, type Resource, type Template, type Value } from '../../template';

/** Where in the picture a part stands, from the top. */
export type Tier = 'edge' | 'entrance' | 'compute' | 'data';

/** What is drawn of a type of resource. */
export interface PartRule {
  readonly tier: Tier;
  /** What it is, in words. */
  readonly what: (resource: Resource, template: Template) => string;
  /** Security groups that it is in. */
  readonly securityGroups: (resource: Resource, template: Template) => readonly Value[];
  /** Subnets that it uses. */
  readonly subnets: (resource: Resource, template: Template) => readonly Value[];
  /** The role that its code acts by, where it has some. */
  readonly role?: (resource: Resource, template: Template) => Value | undefined;
}

const none = () => [];
const network = (resource: Resource) => resource.get('NetworkConfiguration', 'AwsvpcConfiguration');

/** The parts of an app that people think of, by type. */
export const PARTS: Readonly<Record<string, PartRule>> = {
  'AWS::CloudFront::Distribution': {
    tier: 'edge', what: () => 'CloudFront distribution', securityGroups: none, subnets: none,
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    tier: 'entrance',
    what: (resource) => `${resource.get('Scheme').text === 'internal' ? 'internal' : 'public'} `
      + `${resource.get('Type').text === 'network' ? 'network' : 'application'} load balancer`,
    securityGroups: (resource) => resource.get('SecurityGroups').items,
    subnets: (resource) => [
      ...resource.get('Subnets').items, ...resource.get('SubnetMappings').items.map((one) => one.at('SubnetId')),
    ],
  },
  'AWS::ECS::Service': {
    tier: 'compute',
    what: (resource, template) => taskWords(template.target(resource.get('TaskDefinition'))),
    securityGroups: (resource) => network(resource).at('SecurityGroups').items,
    subnets: (resource) => network(resource).at('Subnets').items,
    role: (resource, template) => template.target(resource.get('TaskDefinition'))?.get('TaskRoleArn'),
  },
  'AWS::AutoScaling::AutoScalingGroup': {
    tier: 'compute',
    what: (resource, template) => `${groupMachine(resource, template)?.type.text ?? 'EC2'} instances`,
    securityGroups: (resource, template) => launchGroups(launchOf(resource, template)),
    subnets: (resource) => resource.get('VPCZoneIdentifier').items,
    role: (resource, template) => profileRole(launchOf(resource, template)?.get('LaunchTemplateData'), template),
  },
  'AWS::EC2::Instance': {
    tier: 'compute', what: (resource) => `${resource.get('InstanceType').text ?? 'EC2'} instance`,
    securityGroups: (resource, template) => {
      const own = [...resource.get('SecurityGroupIds').items, ...interfaceGroups(resource.get('NetworkInterfaces'))];
      return own.length > 0 ? own : launchGroups(launchOf(resource, template));
    },
    subnets: (resource) => [resource.get('SubnetId'), ...resource.get('NetworkInterfaces').items
      .map((one) => one.at('SubnetId'))].filter(({ exists }) => exists),
    role: (resource, template) => profileRole(resource.get(), template)
      ?? profileRole(launchOf(resource, template)?.get('LaunchTemplateData'), template),
  },
  'AWS::RDS::DBInstance': {
    tier: 'data',
    what: (resource) => [
      `${engine(resource)} ${resource.get('DBInstanceClass').text ?? ''}`.trim(),
      ...resource.get('SourceDBInstanceIdentifier').exists ? ['read replica'] : [],
      ...resource.get('MultiAZ').boolean ? ['in two zones'] : [],
    ].join(', '),
    securityGroups: (resource) => resource.get('VPCSecurityGroups').items,
    subnets: (resource, template) => groupSubnets(template.target(resource.get('DBSubnetGroupName'))),
  },
  'AWS::RDS::DBCluster': {
    tier: 'data', what: (resource) => `${engine(resource)} cluster`,
    securityGroups: (resource) => resource.get('VpcSecurityGroupIds').items,
    subnets: (resource, template) => groupSubnets(template.target(resource.get('DBSubnetGroupName'))),
  },
  'AWS::RDS::DBProxy': {
    tier: 'data', what: () => 'pool of database connections',
    securityGroups: (resource) => resource.get('VpcSecurityGroupIds').items,
    subnets: (resource) => resource.get('VpcSubnetIds').items,
  },
  'AWS::ElastiCache::ReplicationGroup': {
    tier: 'data', what: (resource) => `${engine(resource)} ${resource.get('CacheNodeType').text ?? ''}`.trim(),
    securityGroups: (resource) => resource.get('SecurityGroupIds').items,
    subnets: (resource, template) => groupSubnets(template.target(resource.get('CacheSubnetGroupName'))),
  },
  'AWS::ElastiCache::ServerlessCache': {
    tier: 'data', what: (resource) => `serverless ${engine(resource)}`,
    securityGroups: (resource) => resource.get('SecurityGroupIds').items,
    subnets: (resource) => resource.get('SubnetIds').items,
  },
  'AWS::EFS::FileSystem': {
    tier: 'data', what: () => 'file system', subnets: (resource, template) => mounts(resource, template, 'SubnetId'),
    securityGroups: (resource, template) => mounts(resource, template, 'SecurityGroups')
      .flatMap((groups) => groups.items),
  },
  'AWS::SQS::Queue': { tier: 'data', what: () => 'queue', securityGroups: none, subnets: none },
};

function taskWords(definition: Resource | undefined): string {
  const [cpu, memory] = ['Cpu', 'Memory'].map((name) => definition?.get(name).number);
  return cpu === undefined || memory === undefined ? 'tasks' : `tasks of ${cpu / 1024} vCPU and ${memory / 1024} GiB`;
}

const ENGINES: Readonly<Record<string, string>> = {
  'postgres': 'PostgreSQL', 'mysql': 'MySQL', 'mariadb': 'MariaDB', 'aurora-postgresql': 'Aurora PostgreSQL',
  'aurora-mysql': 'Aurora MySQL', 'valkey': 'Valkey', 'redis': 'Redis',
};

function engine(resource: Resource): string {
  const name = resource.get('Engine').text ?? '';
  return Object.hasOwn(ENGINES, name) ? ENGINES[name] : name || 'database';
}

function launchOf(resource: Resource, template: Template): Resource | undefined {
  const mixed = resource.get('MixedInstancesPolicy', 'LaunchTemplate', 'LaunchTemplateSpecification');
  const specification = mixed.exists ? mixed : resource.get('LaunchTemplate');
  return template.target(specification.at('LaunchTemplateId'))
    ?? template.target(resource.get('LaunchConfigurationName'));
}

function launchGroups(launch: Resource | undefined): Value[] {
  const data = launch?.get('LaunchTemplateData');
  if (!launch || !data) return [];
  return [
    ...data.at('SecurityGroupIds').items, ...interfaceGroups(data.at('NetworkInterfaces')),
    ...launch.get('SecurityGroups').items,
  ];
}

function interfaceGroups(interfaces: Value): Value[] {
  return interfaces.items.flatMap((one) => [...one.at('Groups').items, ...one.at('GroupSet').items]);
}

function profileRole(launch: Value | undefined, template: Template): Value | undefined {
  const given = launch?.at('IamInstanceProfile');
  const profile = given && template.targets(given).find(({ type }) => type === 'AWS::IAM::InstanceProfile');
  return profile?.get('Roles', 0);
}

function groupSubnets(group: Resource | undefined): Value[] {
  return group?.get('SubnetIds').items ?? [];
}

function mounts(system: Resource, template: Template, property: string): Value[] {
  return template.ofType('AWS::EFS::MountTarget')
    .filter((mount) => template.target(mount.get('FileSystemId')) === system)
    .map((mount) => mount.get(property));
}
