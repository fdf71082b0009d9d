import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { API_FACTORIES } from './api-factories';
import { API_PROPS } from './api-props';
import { API_STRUCTS } from './api-structs';
import { inWords, rejectProblems, type Problem } from './problem';
import { isQuantity } from './quantity';
import { choiceProblems, isChoiceName, nameOf, vpcShapeProblems } from './shapes';

// compilers rule out what is wrong here. Other languages, and JavaScript without types, can still pass it. Every other
// rule looks into these values, so they are looked at first.

/** A field or a parameter as the tables write it: `name?:type`. */
interface Slot { readonly name: string; readonly isOptional: boolean; readonly type: string }

const SLOTS = new Map<string, readonly Slot[]>();
/** A struct of the CDK that holds constructs, which rules look into. */
const SUBNET_SELECTION = 'availabilityZones?:string[] onePerAz?:boolean subnetFilters?:SubnetFilter[]'
  + ' subnetGroupName?:string subnetType?:string subnets?:ISubnet[]';
const STRUCTS: { readonly [name: string]: string } = {
  ...API_PROPS, ...API_STRUCTS, SubnetSelection: SUBNET_SELECTION,
};
/** A member by which a type of the CDK can be told from other things, and from its siblings. */
const MEMBERS: { readonly [type: string]: string } = {
  AppProtocol: 'value', CpuArchitecture: '_cpuArchitecture', GeoRestriction: 'restrictionType',
  IAlarm: 'alarmArn', IApplicationListener: 'registerConnectable',
  IApplicationLoadBalancer: 'node', IApplicationTargetGroup: 'registerConnectable',
  IAccessPoint: 'accessPointArn', IAutoScalingGroup: 'autoScalingGroupArn', IBaseService: 'serviceArn',
  IBucket: 'bucketArn',
  ICachePolicy: 'cachePolicyId', ICertificate: 'certificateArn', ICertificateAuthority: 'certificateAuthorityArn',
  ICluster: 'clusterArn', IConnectable: 'connections',
  IDatabaseInstance: 'instanceIdentifier', IDeliveryStream: 'deliveryStreamArn',
  IDeploymentLifecycleHookTarget: 'bind', IFilterPattern: 'logPatternString',
  IFunction: 'functionArn',
  IGrantable: 'grantPrincipal', IHealthCheck: 'healthCheckId',
  IHostedZone: 'hostedZoneId',
  IKey: 'keyArn', IMachineImage: 'getImage', IMetric: 'toMetricConfig', INamespace: 'namespaceArn',
  InstanceType: 'isBurstable', IPeer: 'uniqueId', IPrefixList: 'prefixListId', IQueue: 'queueArn',
  IReplicationGroupRef: 'replicationGroupRef', IRepository: 'repositoryArn',
  IResponseHeadersPolicy: 'responseHeadersPolicyId', ISecret: 'secretArn', ISecurityGroup: 'securityGroupId',
  IService: 'serviceArn',
  ISubnet: 'subnetId', SubnetFilter: 'selectSubnets',
  ITopic: 'topicArn', ITrustStore: 'trustStoreArn', IUserPool: 'userPoolArn',
  IUserPoolClient: 'userPoolClientId', IUserPoolDomain: 'domainName',
  IVolume: 'volumeId', ListenerCondition: 'renderRawCondition', PostgresEngineVersion: 'postgresFullVersion',
  Secret: 'arn', TimeZone: 'timezoneName', date: 'getTime',
  IBackend: 'secretsFor', IConstruct: 'node', PostgresDatabase: 'readReplicas',
  TrafficSplit: '_memberProblems', ValkeyCache: 'replicationGroup', WebLoadBalancer: 'node',
};
/** Structs of the CDK, of which every field may be left out. */
const CDK_STRUCTS = ['CronOptions', 'HealthCheck'];
/** Choices of the CDK that decide what is synthesized. */
const DECIDING = ['ApplicationProtocol', 'IpAddressType', 'IpProtocol', 'RemovalPolicy'];
const QUANTITIES = ['Duration', 'Size'];
/** What the rules of the props say themselves, in words of their own. */
const TOLD_BY_RULES = ['any', 'number', ...QUANTITIES, 'IMonitored'];

/**
 * What is missing in a struct, or of another kind than the API says.
 *
 * @param struct name of the struct, for example `FargateServiceProps`
 * @param prefix of the props, with its dot
 */
export function kindProblems(struct: string, given: unknown, prefix = ''): Problem[] {
  const fields = given ?? {};
  if (typeof fields !== 'object' || Array.isArray(fields) || isQuantity(fields)) {
    return [{ prop: prefix.slice(0, -1) || 'props', must: `be an object with the fields of ${struct}`, got: given }];
  }
  return slotsOf(STRUCTS[struct]).flatMap((slot) =>
    slotProblems(`${prefix}${slot.name}`, slot, (fields as { readonly [name: string]: unknown })[slot.name]));
}

/**
 * Throws one error if the props of a construct miss something, or have something of another kind than the API says.
 *
 * Rules and defaults look into props, so this comes first in a constructor.
 */
export function rejectOtherKinds(scope: IConstruct, className: string, props: unknown): void {
  rejectProblems(scope, className, kindProblems(`${className}Props`, props));
}

/**
 * Throws one error if the parameters of a method miss something, or have something of another kind than they say.
 *
 * @param scope the construct that the error is about, if there is one
 * @param slots as the tables write parameters: `vpc:IVpc services:AwsService[]`
 */
export function rejectOtherArguments(
  scope: IConstruct | undefined, method: string, slots: string, given: readonly unknown[],
): void {
  rejectProblems(scope, method, slotsOf(slots).flatMap((slot, i) => slotProblems(slot.name, slot, given[i])));
}

/** Something that is missing, or of another kind than the API says. */
export function otherKindProblems(prop: string, type: string, value: unknown): Problem[] {
  return slotProblems(prop, { name: prop, isOptional: false, type }, value);
}

/**
 * What is missing in the parameters of a factory, or of another kind than the API says.
 *
 * @param factory for example `Ingress.route`
 * @param prop that the choice is given as
 */
export function argumentProblems(factory: string, given: readonly unknown[], prop: string): Problem[] {
  return slotsOf(API_FACTORIES[factory]).flatMap((slot, i) => slot.type in STRUCTS
    ? structProblems(prop, slot, given[i])
    : slotProblems(`${prop}.${slot.name}`, slot, given[i]));
}

function structProblems(prop: string, { type, isOptional }: Slot, given: unknown): Problem[] {
  if (isOptional && isLeftOut(given)) return [];
  const problems = kindProblems(type, given, `${prop}.`);
  return problems.length === 0 && isLeftOut(given)
    ? [{ prop, must: `be an object with the fields of ${type}`, got: given }]
    : problems;
}

function slotProblems(prop: string, slot: Slot, value: unknown): Problem[] {
  const { type, isOptional } = slot;
  const isTold = TOLD_BY_RULES.includes(type);
  if (type === 'IVpc') return isOptional && isLeftOut(value) ? [] : vpcShapeProblems(prop, value);
  if (type in STRUCTS) return structProblems(prop, slot, value);
  if (isLeftOut(value)) return isOptional ? [] : missingProblems(prop, type, value);
  if (Token.isUnresolved(value) && !isQuantity(value)) return laterProblems(prop, type, value);
  if (isTold) return [];
  return type.endsWith('[]') || type.endsWith('{}')
    ? collectionProblems(prop, type, value)
    : valueProblems(prop, type, value);
}

/** A text or a number may be known at deployment only. A construct, a choice or a length of time may not. */
function laterProblems(prop: string, type: string, value: unknown): Problem[] {
  if (DECIDING.includes(type)) return [{ prop, must: 'be known at synthesis', got: value }];
  if (isChoiceName(type)) return choiceProblems(prop, value, type);
  const element = type.endsWith('[]') ? type.slice(0, -2) : '';
  // rules look into each entry of such a list.
  if (element in MEMBERS) return [{ prop, must: 'be a list that is known at synthesis', got: value }];
  const isThing = QUANTITIES.includes(type) || (type in MEMBERS && !hasMember(value, MEMBERS[type]));
  return isThing ? [{ prop, must: `be ${nounOf(type)}`, got: value }] : [];
}

function missingProblems(prop: string, type: string, value: undefined | null): Problem[] {
  if (type === 'any') return [{ prop, must: 'be given', got: value }];
  return isChoiceName(type)
    ? choiceProblems(prop, undefined, type, { required: true })
    : [{ prop, must: `be ${nounOf(type)}`, got: value }];
}

function collectionProblems(prop: string, type: string, value: unknown): Problem[] {
  const isList = type.endsWith('[]');
  const isRight = isList ? Array.isArray(value) : typeof value === 'object' && !Array.isArray(value);
  if (!isRight) return [{ prop, must: `be ${nounOf(type)}`, got: wordsFor(value) }];
  const element = { name: '', isOptional: false, type: type.slice(0, -2) };
  // rules name the entries of a map, and some of a list.
  return isList && !TOLD_BY_RULES.includes(element.type)
    ? (value as unknown[]).flatMap((one, i) => slotProblems(`${prop}[${i}]`, element, one))
    : [];
}

function valueProblems(prop: string, type: string, value: unknown): Problem[] {
  if (isChoiceName(type) && type !== 'AwsService') return choiceProblems(prop, value, type);
  return isOf(type, value) ? [] : [{ prop, must: `be ${nounOf(type)}`, got: wordsFor(value) }];
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'boolean' || type === 'string') return typeof value === type;
  if (type === 'Duration' || type === 'Size') return isQuantity(value);
  if (CDK_STRUCTS.includes(type)) return typeof value === 'object' && !Array.isArray(value);
  // a value and no choice: its factory keeps what it is given.
  if (type === 'AwsService') return typeof (value as { readonly name?: unknown }).name === 'string';
  return !(type in MEMBERS) || hasMember(value, MEMBERS[type]);
}

function hasMember(value: unknown, member: string): boolean {
  return typeof value === 'object' && value !== null && member in value;
}

function nounOf(type: string): string {
  if (type.endsWith('[]')) return 'a list';
  if (type.endsWith('{}')) return 'a map of names and values';
  if (type === 'boolean') return 'true or false';
  if (type === 'string') return 'a text';
  if (type === 'number') return 'a number';
  return `${/^[AEIO]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** A text may be a secret that was given in place of one. */
function wordsFor(value: unknown): unknown {
  if (typeof value === 'string') return inWords('a text');
  return Array.isArray(value) || hasMember(value, 'node') ? value : nameOf(value);
}

function isLeftOut(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** The slots of a line of the tables, which is read once. */
function slotsOf(words = ''): readonly Slot[] {
  const known = SLOTS.get(words) ?? words.split(' ').filter((word) => word !== '').map((word) => {
    const [name, type] = word.split(':');
    return { name: name.replace('?', ''), isOptional: name.endsWith('?'), type };
  });
  SLOTS.set(words, known);
  return known;
}
