// what a cache is given by others, and values of closed lists.
import { Fn, SecretValue, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { SubnetType, Vpc, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Key, KeySpec } from 'aws-cdk-lib/aws-kms';
import { Secret, type SecretStringGenerator } from 'aws-cdk-lib/aws-secretsmanager';
import { Network, ValkeyCache, type ValkeyCacheProps } from '../../src';
import { THREE_TIERS } from '../support/stacks';
import { cacheWith, invalid, stackWithVpc, type Overrides } from './support';

const inStack = (overrides: (stack: Stack) => Partial<ValkeyCacheProps>) => {
  const { stack, vpc } = stackWithVpc();
  return () => new ValkeyCache(stack, 'Cache', { vpc, ...overrides(stack) });
};
const fail = (overrides: Overrides, problem: string) => expect(() => cacheWith(overrides)).toThrow(invalid(problem));
const accept = (overrides: Overrides) => expect(() => cacheWith(overrides)).not.toThrow();
const generated = (more: Partial<SecretStringGenerator>) => (stack: Stack) => ({
  secret: new Secret(stack, 'Token', {
    generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'password', ...more },
  }),
});
const MUST = 'must hold a token of 16 to 128 letters, digits and characters of !&#$^<>-';

describe('closed lists of a cache', () => {
  test.each(['cache.t4g.large', 'cache.t3.2xlarge', 'cache.m5.medium', 'cache.r6g.small'])('no type %s', (nodeType) =>
    fail({ nodeType }, '"nodeType" must be a node type without data tiering such as "cache.t4g.small", got '
    + `"${nodeType}"`));

  test('no version 7.5', () => fail({ version: '7.5' }, '"version" must be a version of Valkey from 7.2, with major '
  + 'and minor number, such as "8.0", got "7.5"'));

  test.each(['8.9', '9.3'])('a warning for version %s, which may be new', (version) => {
    Annotations.fromStack(cacheWith({ version }).stack)
      .hasWarning('/Shop/Cache', Match.stringLikeRegexp(`does not know Valkey ${version}`));
  });

  test('no warning for a version that is known', () => {
    expect(Annotations.fromStack(cacheWith({ version: '8.2' }).stack).findWarning('*', Match.anyValue())).toEqual([]);
  });

  test('no eviction policy that Valkey lacks', () => {
    fail({ parameters: { 'maxmemory-policy': 'sometimes' } }, '"parameters.maxmemory-policy" must be one of '
    + 'noeviction, allkeys-lru, allkeys-lfu, allkeys-random, volatile-lru, volatile-lfu, volatile-random, '
    + 'volatile-ttl, got "sometimes"');
    accept({ parameters: { 'maxmemory-policy': 'allkeys-lru' } });
    accept({ parameters: { 'maxmemory-policy': Token.asString(Fn.importValue('Policy')) } });
  });

  test('no cluster mode by a parameter', () => {
    fail({ parameters: { 'cluster-enabled': 'yes' } }, '"parameters.cluster-enabled" must be one of no, got "yes": '
    + 'set "clusterMode" in its place');
    accept({ parameters: { 'cluster-enabled': 'no' } });
  });

  test('no parameter without a value, and no odd name', () => {
    fail({ parameters: { timeout: undefined as unknown as string } }, '"parameters.timeout" must be a text, got '
    + 'undefined');
    fail({ parameters: { 'max memory': '1' } }, '"parameters" must have names of letters, digits, "-" and ".", got '
    + '"max memory"');
  });

  test('no removal policy of another kind', () => fail({ removalPolicy: 'keep' as never }, '"removalPolicy" must be '
  + 'one of destroy, retain, snapshot, retain-on-update-or-delete, got "keep"'));
});

describe('the token of a cache', () => {
  test.each([
    ['no field', (stack: Stack) => ({ secret: new Secret(stack, 'Token') }), '"secret" must have the field "password", '
    + 'got plain text: give "generateSecretString" of the secret a "secretStringTemplate" and a "generateStringKey"'],
    ['any punctuation', generated({}), `"secret" ${MUST}, got one with any punctuation: set "excludePunctuation" of `
    + 'the secret'],
    ['spaces', generated({ excludePunctuation: true, includeSpace: true }), `"secret" ${MUST}, got one with any `
    + 'punctuation: set "excludePunctuation" of the secret'],
    ['too few characters', generated({ excludePunctuation: true, passwordLength: 15 }), `"secret" ${MUST}, got one of `
    + '15 characters: set "passwordLength" of the secret'],
    ['a text of its own', (stack: Stack) => ({
      secret: new Secret(stack, 'Token', {
        secretObjectValue: { password: SecretValue.unsafePlainText('to/ken@of"cache') },
      }),
    }), `"secret" ${MUST}, got another one`],
  ])('is one that ElastiCache takes: %s', (_, overrides, problem) => {
    expect(inStack(overrides)).toThrow(invalid(problem));
  });

  test.each([
    ['no punctuation', generated({ excludePunctuation: true, passwordLength: 16 })],
    ['the longest', generated({ excludePunctuation: true, passwordLength: 128 })],
    ['only the signs that are allowed', generated({ excludeCharacters: '"%\'()*+,./:;=?@[\\]_`{|}~' })],
    ['imported', (stack: Stack) => ({ secret: Secret.fromSecretNameV2(stack, 'Token', 'token') })],
  ])('passes: %s', (_, overrides) => {
    expect(inStack(overrides)).not.toThrow();
  });
});

describe('the surroundings of a cache', () => {
  test('are said where the library has to choose among groups of subnets', () => {
    const tiers = (...names: string[]) => {
      const { stack } = stackWithVpc();
      const vpc = new Vpc(stack, 'Other', { maxAzs: 2, subnetConfiguration: [
        { name: 'Public', subnetType: SubnetType.PUBLIC },
        ...names.map((name) => ({ name, subnetType: SubnetType.PRIVATE_ISOLATED })),
      ] });
      return { stack, vpc };
    };
    const warnings = ({ stack, vpc }: ReturnType<typeof tiers>, vpcSubnets?: SubnetSelection) => {
      new ValkeyCache(stack, 'Cache', { vpc, vpcSubnets });
      return Annotations.fromStack(stack).findWarning('/Shop/Cache', Match.stringLikeRegexp('several groups'))
        .map(({ entry }) => entry.data as string);
    };

    expect(warnings(tiers('Search', 'Cache'))).toEqual([expect.stringContaining('(Search, Cache), and all of them are '
      + 'used: say with "vpcSubnets" which you mean')]);
    expect(warnings(tiers('Search', 'Cache'), { subnetGroupName: 'Cache' })).toEqual([]);
    expect(warnings(tiers('Search', 'Data'))).toEqual([]);
    expect(warnings(tiers('Cache'))).toEqual([]);
  });

  test('encrypt with a symmetric key', () => {
    expect(inStack((stack) => ({ encryptionKey: new Key(stack, 'Key', { keySpec: KeySpec.RSA_2048 }) })))
      .toThrow(invalid('"encryptionKey" must be a symmetric key for encryption, got "RSA_2048": leave "keySpec" '
        + 'and "keyUsage" of the key out'));
  });

  test('are of one VPC', () => {
    expect(inStack((stack) => ({ vpcSubnets: { subnets: new Vpc(stack, 'Other', THREE_TIERS).isolatedSubnets } })))
      .toThrow('"vpcSubnets.subnets[0]" must be a subnet of Shop/Vpc, got Shop/Other/DataSubnet1');
    expect(inStack(() => ({ vpcSubnets: { subnetGroupName: 'Cache' } })))
      .toThrow(invalid('"vpcSubnets.subnetGroupName" must be one of Public, Service, Data, got "Cache"'));
  });

  test('are a VPC, and no network', () => {
    expect(inStack((stack) => ({ vpc: new Network(stack, 'Network') as never })))
      .toThrow(invalid('"vpc" must be a VPC, got an object of Network: pass its "vpc"'));
    expect(() => new ValkeyCache(stackWithVpc().stack, 'Cache', undefined as never)).toThrow('"vpc" must be a VPC');
  });
});
