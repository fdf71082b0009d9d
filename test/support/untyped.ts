// what languages without types can pass: each value of the public API in turn is missing, or of a kind that is wrong.
import fs from 'node:fs';
import path from 'node:path';
import { App, Duration, Size, Stack, Token } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { InstanceType, Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Topic } from 'aws-cdk-lib/aws-sns';
import * as library from '../../src';
import { zoneIn } from './stacks';

interface TypeRef {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeRef };
}
interface Value { readonly name: string; readonly optional?: boolean; readonly type: TypeRef }
interface Method { readonly name: string; readonly static?: boolean; readonly parameters?: readonly Value[] }
interface Type {
  readonly name: string; readonly kind: 'class' | 'interface' | 'enum'; readonly datatype?: boolean;
  readonly initializer?: { readonly parameters?: readonly Value[] };
  readonly methods?: readonly Method[]; readonly properties?: readonly Value[];
  readonly interfaces?: readonly string[]; readonly members?: readonly { readonly name: string }[];
}

const TYPES = (JSON.parse(fs.readFileSync(path.join(__dirname, '../../.jsii'), 'utf8')) as {
  types: { readonly [fqn: string]: Type };
}).types;

/** A place with one of everything that a value can be. */
class Given {
  public readonly app = new App();
  public readonly stack = new Stack(this.app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  private readonly made = new Map<string, unknown>();
  private readonly makers: { readonly [type: string]: () => unknown } = {
    IVpc: () => Vpc.fromVpcAttributes(this.stack, 'Vpc', {
      vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      publicSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetIds: ['subnet-3', 'subnet-4'],
      isolatedSubnetIds: ['subnet-5', 'subnet-6'],
    }),
    ISecret: () => new Secret(this.stack, 'Secret'),
    IHostedZone: () => zoneIn(this.stack),
    ICertificate: () => Certificate.fromCertificateArn(
      this.stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/11112222-3333-4444-5555-666677778888',
    ),
    IRepository: () => Repository.fromRepositoryName(this.stack, 'Repository', 'shop'),
    INamespace: () => new HttpNamespace(this.stack, 'Namespace', { name: 'shop' }),
    IBucket: () => new Bucket(this.stack, 'Bucket'),
    ITopic: () => new Topic(this.stack, 'Topic'),
    Secret: () => TaskSecret.fromSecretsManager(new Secret(this.stack, 'TaskSecret')),
    InstanceType: () => new InstanceType('t4g.medium'),
    Duration: () => Duration.minutes(1),
    Size: () => Size.gibibytes(30),
    WebLoadBalancer: () => new library.WebLoadBalancer(this.stack, 'Edge', {
      vpc: this.of('IVpc') as IVpc, domainName: '*.example.com', hostedZone: zoneIn(this.stack),
    }),
  };

  public of(type: string): unknown {
    if (!this.made.has(type)) this.made.set(type, this.makers[type]?.());
    return this.made.get(type);
  }
}

/** A value and what is wrong with it. */
interface Wrong { readonly name: string; readonly value: (given: Given) => unknown }

const shortOf = (fqn: string) => fqn.split('.').pop()!;
const structOf = (fqn: string | undefined): Type | undefined =>
  fqn !== undefined && TYPES[fqn]?.datatype ? TYPES[fqn] : undefined;
const fieldsOf = (struct: Type): Value[] => [
  ...(struct.interfaces ?? []).flatMap((fqn) => structOf(fqn) ? fieldsOf(TYPES[fqn]) : []), ...struct.properties ?? [],
];
/** Of choices: what takes a scope makes a construct, and scope and id are the business of the CDK. */
const factoriesOf = (type: Type): Method[] => (type.methods ?? []).filter((method) =>
  method.static && method.parameters?.[0]?.name !== 'scope');

/** Something valid of a type, as far as it can be made without knowing its rules. */
function valid(type: TypeRef, given: Given): unknown {
  if (type.collection) return type.collection.kind === 'array' ? [] : {};
  if (type.primitive) return ({ string: 'name', number: 1, boolean: true } as Record<string, unknown>)[type.primitive];
  const known = given.of(shortOf(type.fqn!));
  if (known !== undefined) return known;
  const own = TYPES[type.fqn!];
  if (!own) return undefined;
  if (own.datatype) return validStruct(own, given);
  const classOf = (library as never as Record<string, Record<string, (...args: unknown[]) => unknown>>)[own.name];
  if (own.kind === 'enum') return Object.values(classOf)[0];
  const [simplest] = factoriesOf(own).sort((one, other) => required(one).length - required(other).length);
  return simplest && classOf[simplest.name](...required(simplest).map((value) => valid(value.type, given)));
}

const required = ({ parameters = [] }: Method) => parameters.filter(({ optional }) => !optional);

function validStruct(struct: Type, given: Given): object {
  return Object.fromEntries(fieldsOf(struct).filter(({ optional }) => !optional)
    .map(({ name, type }) => [name, valid(type, given)]));
}

/** Structs of the CDK of which every field may be left out. */
const OPEN_STRUCTS = ['HealthCheck', 'SubnetSelection', 'CronOptions'];

/** What is looked for, and where. */
interface Search {
  /** What is wrong for a type by itself. */
  readonly leaf: (type: TypeRef) => Wrong[];
  /** Whether something that is missing is wrong too. */
  readonly missing: boolean;
  /** Choices whose factories were looked at already. */
  readonly told: Set<string>;
}

/** Choices of the CDK whose words CloudFormation also takes later. */
const LATER_WORDS = ['RetentionDays', 'SslPolicy', 'TargetGroupLoadBalancingAlgorithmType', 'TreatMissingData',
  'UnauthenticatedAction'];

/** Something of another kind. */
function otherKind({ primitive, fqn, collection }: TypeRef): Wrong[] {
  if (primitive === 'string') return [{ name: 'a number', value: () => 7 }];
  const text = { name: 'a text', value: () => 'text' };
  const later = { name: 'a text that is known later', value: () => Token.asString({ Ref: 'Later' }) };
  const mayBeEmpty = collection ?? primitive ?? structOf(fqn) ?? (TYPES[fqn!]?.kind === 'enum' ? fqn : undefined);
  return mayBeEmpty || OPEN_STRUCTS.includes(shortOf(fqn!))
    ? [text]
    : [text, ...LATER_WORDS.includes(shortOf(fqn!)) ? [] : [later], { name: 'an object', value: () => ({}) }];
}

/** A number that is known at deployment only, in a unit that CloudFormation does not take everywhere. */
function otherUnit({ fqn }: TypeRef): Wrong[] {
  const later = () => Token.asNumber({ Ref: 'Later' });
  if (fqn === 'aws-cdk-lib.Duration') {
    return [{ name: 'minutes that are known later', value: () => Duration.minutes(later()) }];
  }
  return fqn === 'aws-cdk-lib.Size'
    ? [{ name: 'tebibytes that are known later', value: () => Size.tebibytes(later()) }]
    : [];
}

function wrongs(type: TypeRef, search: Search): Wrong[] {
  const leafs = search.leaf(type);
  if (type.collection) {
    const { kind, elementtype } = type.collection;
    return [...leafs, ...wrongs(elementtype, search).map(({ name, value }) => ({
      name: kind === 'array' ? `a list of ${name}` : `a map of ${name}`,
      value: (given: Given) => kind === 'array' ? [value(given)] : { A: value(given) },
    }))];
  }
  const struct = structOf(type.fqn);
  if (struct) return [...leafs, ...wrongFields(struct, search)];
  const own = TYPES[type.fqn ?? ''];
  if (!own || search.told.has(own.name)) return leafs;
  search.told.add(own.name);
  return [...leafs, ...wrongFactories(own, search)];
}

/** A value that is wrong, or that is missing although it is required. */
function wrongsOf({ name, optional, type }: Value, search: Search): Wrong[] {
  const missing = { name: `nothing as ${name}`, value: () => undefined };
  return [...search.missing && !optional ? [missing] : [], ...wrongs(type, search)];
}

function wrongFields(struct: Type, search: Search): Wrong[] {
  return fieldsOf(struct).flatMap((field) => wrongsOf(field, search).map((wrong) => ({
    name: `{ ${field.name}: ${wrong.name} }`,
    value: (given: Given) => ({ ...validStruct(struct, given), [field.name]: wrong.value(given) }),
  })));
}

/** Each factory of a choice with each of its parameters wrong. */
function wrongFactories(type: Type, search: Search): Wrong[] {
  const classOf = (library as never as Record<string, Record<string, (...args: unknown[]) => unknown>>)[type.name];
  return factoriesOf(type).flatMap(({ name, parameters = [] }) => parameters.flatMap((parameter, position) =>
    wrongsOf(parameter, search).map((wrong) => ({
      name: `${type.name}.${name}(${parameter.name}: ${wrong.name})`,
      value: (given: Given) => classOf[name](...parameters.map((other, i) =>
        i === position ? wrong.value(given) : other.optional ? undefined : valid(other.type, given))),
    }))));
}

/** One wrong value in the props of a construct. */
export interface UntypedCase {
  readonly construct: string;
  readonly name: string;
  /** Makes the construct, in an app of its own. */
  readonly build: () => App;
}

/** Props of each construct of the public API, by its name. */
const CONSTRUCTS = Object.values(TYPES).flatMap(({ name, kind, initializer }) => {
  const [scope, , props] = initializer?.parameters ?? [];
  const struct = kind === 'class' && scope?.name === 'scope' ? structOf(props?.type.fqn) : undefined;
  return struct ? [{ name, struct, isOptional: props.optional === true }] : [];
});

export function constructs(): string[] {
  return CONSTRUCTS.map(({ name }) => name);
}

/** Every construct with every one of its values missing or of another kind; a choice where it is met first. */
export function untypedCases(): UntypedCase[] {
  return [
    ...CONSTRUCTS.flatMap(({ name, isOptional }) => [
      ...isOptional ? [] : [caseOf(name, { name: 'nothing', value: () => undefined })],
      caseOf(name, { name: 'a text', value: () => 'text' }),
    ]),
    ...casesOf({ leaf: otherKind, missing: true, told: new Set() }),
  ];
}

/** Every length of time and every size in another unit, as a number that is known at deployment only. */
export function laterCases(): UntypedCase[] {
  return casesOf({ leaf: otherUnit, missing: false, told: new Set() });
}

function casesOf(search: Search): UntypedCase[] {
  return CONSTRUCTS.flatMap(({ name, struct }) => wrongFields(struct, search).map((wrong) => caseOf(name, wrong)));
}

function caseOf(construct: string, { name, value }: Wrong): UntypedCase {
  const classOf = (library as never as Record<string, new (...args: unknown[]) => unknown>)[construct];
  return {
    construct,
    name,
    build: () => {
      const given = new Given();
      new classOf(given.stack, 'It', value(given));
      return given.app;
    },
  };
}
