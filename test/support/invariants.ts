// what has to hold for every template that the library makes, whatever the props: each check names the resources that
// break it.
import { STATEFUL_TYPES } from '../../src/template';
import { withoutTheirKey } from './key-users';
import { rightsOnEverything } from './rights';
import { beforeTheirRule } from './waits';

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
export interface TemplateJson { readonly Resources: Record<string, Resource> }
type Check = (template: TemplateJson) => string[];
type Json = Record<string, unknown>;

const EVERYWHERE = ['0.0.0.0/0', '::/0'];
const STORES = [
  'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::RDS::DBProxy', 'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
];
/** Lengths that AWS allows for names, of what the library could name. */
const NAME_LIMITS: Readonly<Record<string, readonly [property: string, max: number]>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['Name', 32],
  'AWS::ElasticLoadBalancingV2::TargetGroup': ['Name', 32],
  'AWS::ElastiCache::ReplicationGroup': ['ReplicationGroupId', 40],
  'AWS::ElastiCache::User': ['UserId', 40],
  'AWS::ElastiCache::UserGroup': ['UserGroupId', 40],
  'AWS::IAM::Role': ['RoleName', 64],
  'AWS::Lambda::Function': ['FunctionName', 64],
  'AWS::RDS::DBInstance': ['DBInstanceIdentifier', 63],
  'AWS::Scheduler::Schedule': ['Name', 64],
};
/** Where the subnets of a resource stand. */
const SUBNETS: Readonly<Record<string, (properties: Json) => unknown>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (p) => p.Subnets,
  'AWS::RDS::DBSubnetGroup': (p) => p.SubnetIds,
  'AWS::ElastiCache::SubnetGroup': (p) => p.SubnetIds,
  'AWS::AutoScaling::AutoScalingGroup': (p) => (Number(p.MaxSize) > 1 ? p.VPCZoneIdentifier : undefined),
  'AWS::ECS::Service': (p) =>
    (p.NetworkConfiguration as { AwsvpcConfiguration?: Json } | undefined)?.AwsvpcConfiguration?.Subnets,
};

/** Ways in which a bucket could become public. */
const PUBLIC_ACCESS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

export const INVARIANTS: Readonly<Record<string, Check>> = {
  'the internet reaches load balancers only': (template) => {
    const balancers = securityGroupsOf(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    return ingressRules(template).filter((rule) => EVERYWHERE.includes(String(rule.from)) && !balancers.has(rule.group))
      .map(
        (rule) => rule.where,
      );
  },
  'the internet reaches load balancers on the ports of their listeners only': (template) => {
    const balancers = securityGroupsOf(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    const ports = listenerPorts(template);
    return ingressRules(template)
      .filter(({ from, group, fromPort, toPort }) => EVERYWHERE.includes(String(from)) && balancers.has(group)
        && !(same(fromPort, toPort) && ports.some((port) => same(port, fromPort))))
      .map(({ where }) => where);
  },
  'data stores accept security groups only, on one port': (template) => {
    const stores = new Set(STORES.flatMap((type) => [...securityGroupsOf(template, type)]));
    return ingressRules(template)
      .filter((rule) =>
        stores.has(rule.group)
        && (rule.from !== undefined || rule.fromPort === undefined || !same(rule.fromPort, rule.toPort)))
      .map((rule) => rule.where);
  },
  'a rule of a security group admits to one port': (template) => ingressRules(template)
    .filter(({ fromPort, toPort }) => fromPort === undefined || !same(fromPort, toPort)).map(({ where }) => where),
  'what encrypts with a key of the stack may do so': withoutTheirKey,
  'what has targets waits for the rule that leads to them': beforeTheirRule,
  'a right on everything reads, or knows no resource': rightsOnEverything,
  'no inline policy, no managed policy of AWS': (template) => [
    ...idsOf(template, 'AWS::IAM::Policy'),
    ...resources(template, 'AWS::IAM::Role')
      .filter(([, { Properties: p = {} }]) => !isCustomResource(p) && (hasAwsPolicy(p.ManagedPolicyArns) || p.Policies))
      .map(
        ([id]) => id,
      ),
  ],
  'every log group has a retention': (template) => without(template, 'AWS::Logs::LogGroup', 'RetentionInDays'),
  'stateful resources say what becomes of them': (template) => Object.entries(template.Resources ?? {})
    .filter(([, { Type, DeletionPolicy, UpdateReplacePolicy }]) =>
      STATEFUL_TYPES.has(Type) && !(DeletionPolicy && UpdateReplacePolicy))
    .map(([id]) => id),
  'every alarm acts and treats missing data': (template) => resources(template, 'AWS::CloudWatch::Alarm')
    .filter(([id, { Properties: p = {} }]) =>
      !acts(template, id, p) || !p.TreatMissingData || !p.AlarmDescription)
    .map(
      ([id]) => id,
    ),
  'no password stands in the template': (template) =>
    Object.entries(template.Resources).filter(([, { Properties: p }]) =>
      findKeys(p, /^(MasterUserPassword|AuthToken|Password)$/)
        .some((value) => typeof value === 'string' && !value.startsWith('{{resolve:')))
      .map(
        ([id]) => id,
      ),
  'scaling bounds are in order': (template) => [
    ...resources(template, 'AWS::ApplicationAutoScaling::ScalableTarget')
      .filter(([, { Properties: p = {} }]) => !inOrder(p.MinCapacity, p.MaxCapacity)),
    ...resources(template, 'AWS::AutoScaling::AutoScalingGroup')
      .filter(([, { Properties: p = {} }]) => !inOrder(p.MinSize, p.MaxSize)),
  ].map(([id]) => id),
  'a deployment never resets what scaling chose': (template) => [
    ...resources(template, 'AWS::ECS::Service')
      .filter(([id, { Properties: p = {} }]) => 'DesiredCount' in p && isScaled(template, id)),
    ...resources(template, 'AWS::AutoScaling::AutoScalingGroup')
      .filter(([, { Properties: p = {} }]) => 'DesiredCapacity' in p),
  ].map(([id]) => id),
  'health checks time out before the next one': (template) =>
    resources(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')
      .filter(([, { Properties: p = {} }]) =>
        !(Number(p.HealthCheckTimeoutSeconds) < Number(p.HealthCheckIntervalSeconds)))
      .map(
        ([id]) => id,
      ),
  'load balancers and data stores span two zones': (template) => [
    ...resources(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer')
      .filter(([, { Properties: p = {} }]) => lengthOf(p.Subnets) < 2),
    ...['AWS::RDS::DBSubnetGroup', 'AWS::ElastiCache::SubnetGroup'].flatMap((type) =>
      resources(template, type).filter(([, { Properties: p = {} }]) => lengthOf(p.SubnetIds) < 2)),
  ].map(([id]) => id),
  'no list of subnets stays in one zone': (template) => Object.entries(SUBNETS).flatMap(([type, subnetsIn]) =>
    resources(template, type).filter(([, { Properties: p = {} }]) => staysInOneZone(template, subnetsIn(p)))
      .map(([id]) => id)),
  'a policy belongs to one role': (template) => resources(template, 'AWS::IAM::ManagedPolicy')
    .filter(([id, policy]) => holdersOf(template, id, policy) !== 1).map(([id]) => id),
  'names have the length that AWS allows': (template) => Object.entries(NAME_LIMITS).flatMap(([type, [name, max]]) =>
    resources(template, type).filter(([, { Properties: p = {} }]) =>
      typeof p[name] === 'string' && p[name].length > max).map(([id]) => id)),
  'tasks and instances have no public address': (template) => resources(template, 'AWS::ECS::Service')
    .filter(([, { Properties: p = {} }]) => JSON.stringify(p.NetworkConfiguration ?? {}).includes('"ENABLED"')).map(
      ([id]) => id,
    ),
  'buckets are closed, encrypted and TLS only': (template) => [
    ...resources(template, 'AWS::S3::Bucket').filter(([, { Properties: p = {} }]) =>
      PUBLIC_ACCESS.some((way) => (p.PublicAccessBlockConfiguration as Json | undefined)?.[way] !== true))
      .map(([id]) => id),
    ...without(template, 'AWS::S3::Bucket', 'BucketEncryption'),
    ...resources(template, 'AWS::S3::Bucket').filter(([id]) => !resources(template, 'AWS::S3::BucketPolicy')
      .some(([, policy]) =>
        JSON.stringify(policy.Properties).includes(`"${id}"`)
        && JSON.stringify(policy.Properties).includes('aws:SecureTransport')))
      .map(
        ([id]) => id,
      ),
  ],
  'data at rest is encrypted': (template) => [
    ...resources(template, 'AWS::RDS::DBInstance')
      .filter(([, { Properties: p = {} }]) => p.StorageEncrypted !== true && !p.SourceDBInstanceIdentifier),
    ...resources(template, 'AWS::ElastiCache::ReplicationGroup')
      .filter(([, { Properties: p = {} }]) =>
        p.AtRestEncryptionEnabled !== true || p.TransitEncryptionEnabled !== true),
    ...resources(template, 'AWS::SNS::Topic').filter(([, { Properties: p = {} }]) => !p.KmsMasterKeyId),
  ].map(([id]) => id),
  'nothing physical is named, except log groups, what RDS names them after, and alarms that other stacks name': (
    template,
  ) =>
    Object.entries(template.Resources).flatMap(([id, { Type, Properties: p = {} }]) =>
      [
        'RoleName', 'BucketName', 'ClusterName', 'ServiceName', 'LoadBalancerName', 'DBInstanceIdentifier', 'GroupName',
        'TopicName', 'RepositoryName', 'LogGroupName', 'AutoScalingGroupName', 'ManagedPolicyName', 'AlarmName',
        'ReplicationGroupId',
      ]
        .concat(NAMED_BY_NAME.includes(Type) ? ['Name'] : [])
        .filter((name) => name in p && !NAMED_BY_NATURE.includes(Type) && !allowedName(name, p[name])).map(
          (name) => `${id}.${name}`,
        )),
};

/** Types whose physical name is the property `Name`, and that another property replaces. */
const NAMED_BY_NAME = ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ElasticLoadBalancingV2::TargetGroup'];
/** A rule by the id of its group, and an alarm by stack and path, so that other stacks can draw it (ADR 14, 15). */
const NAMED_BY_NATURE = [
  'AWS::EC2::SecurityGroupIngress', 'AWS::CloudWatch::CompositeAlarm', 'AWS::CloudWatch::Alarm',
];

/** Every invariant that a template breaks, with the resources that break it. */
export function brokenInvariants(template: TemplateJson): string[] {
  return Object.entries(INVARIANTS).flatMap(([name, check]) => check(template).map((id) => `${name}: ${id}`));
}

interface IngressRule {
  readonly where: string;
  readonly group: string;
  readonly from?: unknown;
  readonly fromPort?: unknown;
  readonly toPort?: unknown;
}

function ingressRules(template: TemplateJson): IngressRule[] {
  const inline = resources(template, 'AWS::EC2::SecurityGroup').flatMap(([id, { Properties: p = {} }]) =>
    ((p.SecurityGroupIngress as Json[] | undefined) ?? []).map((rule) => toRule(id, id, rule)));
  const separate = resources(template, 'AWS::EC2::SecurityGroupIngress')
    .map(([id, { Properties: p = {} }]) => toRule(id, groupOf(p.GroupId), p));
  return [...inline, ...separate];
}

function toRule(where: string, group: string, rule: Json): IngressRule {
  return {
    where, group, from: rule.CidrIp ?? rule.CidrIpv6 ?? rule.SourcePrefixListId, fromPort: rule.FromPort,
    toPort: rule.ToPort,
  };
}

function securityGroupsOf(template: TemplateJson, type: string): Set<string> {
  return new Set(resources(template, type).flatMap(([, { Properties: p = {} }]) =>
    [p.SecurityGroups, p.VPCSecurityGroups, p.VpcSecurityGroupIds, p.SecurityGroupIds]
      .flatMap((groups) => (Array.isArray(groups) ? groups.map(groupOf) : []))));
}

function groupOf(reference: unknown): string {
  return ((reference as { 'Fn::GetAtt'?: string[] } | undefined)?.['Fn::GetAtt'] ?? [])[0] ?? JSON.stringify(reference);
}

function listenerPorts(template: TemplateJson): unknown[] {
  return resources(template, 'AWS::ElasticLoadBalancingV2::Listener').map(([, { Properties: p = {} }]) => p.Port);
}

/** Whether all subnets are of this template and of the same zone; zones of others are not known. */
function staysInOneZone(template: TemplateJson, subnets: unknown): boolean {
  if (!Array.isArray(subnets)) return false;
  const zones = subnets.map((subnet: unknown) =>
    template.Resources[(subnet as { Ref?: string } | undefined)?.Ref ?? '']?.Properties?.AvailabilityZone);
  return zones.every((zone) => zone !== undefined && same(zone, zones[0]));
}

/** Roles, users and groups with a policy, whichever of both names the other. */
function holdersOf(template: TemplateJson, policy: string, { Properties: p = {} }: Resource): number {
  const naming = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'].flatMap((type) => resources(template, type))
    .filter(([, { Properties: holder = {} }]) =>
      JSON.stringify(holder.ManagedPolicyArns ?? []).includes(`{"Ref":"${policy}"}`));
  return naming.length + lengthOf(p.Roles) + lengthOf(p.Users) + lengthOf(p.Groups);
}

/** Itself, or through what refers to it: a composite alarm, or the rollback of a deployment. */
function acts(template: TemplateJson, id: string, { AlarmActions: actions = [] }: Json): boolean {
  return lengthOf(actions) > 0 || Object.values(template.Resources).some((resource) =>
    JSON.stringify(resource).includes(`"Fn::GetAtt":["${id}","Arn"]`)
    || JSON.stringify(resource).includes(`"Ref":"${id}"`));
}

function isScaled(template: TemplateJson, service: string): boolean {
  return resources(template, 'AWS::ApplicationAutoScaling::ScalableTarget')
    .some(([, target]) => JSON.stringify(target.Properties).includes(`"${service}"`));
}

/** The one policy of AWS that the library takes: AWS documents these rights by it. See docs/compliance.md, `IAM4`. */
const ONLY_DOCUMENTED = 'AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity';

function hasAwsPolicy(arns: unknown): boolean {
  return (arns as readonly unknown[] | undefined ?? []).map((arn) => JSON.stringify(arn))
    .some((arn) => arn.includes(':iam::aws:policy/') && !arn.includes(ONLY_DOCUMENTED));
}

function isCustomResource(role: Json): boolean {
  return JSON.stringify(role.AssumeRolePolicyDocument ?? {}).includes('lambda.amazonaws.com');
}

function allowedName(name: string, value: unknown): boolean {
  if (typeof value === 'object' && value !== null && ('Ref' in value || 'Fn::GetAtt' in value)) return true;
  if (name === 'LogGroupName') {
    const text = JSON.stringify(value);
    // Lambda prescribes the name as well; that of the function is made of the id of the stack.
    return text.includes('aws-waf-logs-') || text.includes('/aws/rds/')
      || (text.includes('/aws/lambda/') && text.includes('AWS::StackId'));
  }
  if (name === 'DBInstanceIdentifier') return JSON.stringify(value).includes('AWS::StackId');
  if (name === 'ServiceName') return typeof value === 'object' || String(value).startsWith('com.amazonaws.');
  return false;
}

function resources(template: TemplateJson, type: string): [string, Resource][] {
  return Object.entries(template.Resources ?? {}).filter(([, resource]) => resource.Type === type);
}

function idsOf(template: TemplateJson, type: string): string[] {
  return resources(template, type).map(([id]) => id);
}

function without(template: TemplateJson, type: string, property: string): string[] {
  return resources(template, type).filter(([, { Properties: p = {} }]) => p[property] === undefined).map(([id]) => id);
}

function findKeys(value: unknown, key: RegExp): unknown[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap((
    [name, child],
  ) => [...(key.test(name) ? [child] : []), ...findKeys(child, key)]);
}

/** A list that is only known at deployment counts as long enough. */
function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : list === undefined ? 0 : Infinity;
}

function inOrder(min: unknown, max: unknown): boolean {
  return typeof min === 'object' || typeof max === 'object' || Number(min) <= Number(max);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
