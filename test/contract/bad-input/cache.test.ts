// what belongs here: the table of props of a cache that are wrong by themselves or beside each other, each mistake
// once, with the whole message of the construct; and the values at the edge that pass.
import { CfnParameter, Duration, RemovalPolicy, SecretValue, type Stack } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  CacheDurability, ClusterMode, ValkeyCache, type ClusterModeOptions, type ValkeyCacheProps,
} from '../../../src';
import { acceptsTokens, Place, rejects, type BadInput } from '../../support/bad-input';

type Props = Partial<ValkeyCacheProps>;

const CACHE = 'Stack/Cache (ValkeyCache)';
const cache = (props: Props | ((place: Place) => Props)) => (place: Place) => new ValkeyCache(place.stack, 'Cache', {
  vpc: place.vpc, ...typeof props === 'function' ? props(place) : props,
});
const shards = (options: Partial<ClusterModeOptions>, more: Props = {}) => cache({
  clusterMode: ClusterMode.enabled({ shards: 2, ...options }), ...more,
});
const token = (password: string) => cache(({ stack }) => ({
  secret: new Secret(stack, 'Token', { secretObjectValue: { password: SecretValue.unsafePlainText(password) } }),
}));
const text = (stack: Stack) => new CfnParameter(stack, 'Later').valueAsString;
const number = (stack: Stack) => new CfnParameter(stack, 'Later', { type: 'Number' }).valueAsNumber;

const VERSION = '"version" must be a version of Valkey from 7.2, with major and minor number, such as "8.0", got';
const TYPE = '"nodeType" must be a node type without data tiering such as "cache.t4g.small", got';
const DAYS = '"snapshotRetention" must be whole days from 0 to 35, got';
const TOKEN = '"secret" must hold a token of 16 to 128 letters, digits and characters of !&#$^<>-, got another one';
const POLICY = '"parameters.maxmemory-policy" must be one of noeviction, allkeys-lru, allkeys-lfu, allkeys-random, '
  + 'volatile-lru, volatile-lfu, volatile-random, volatile-ttl, got';
const DURABLE = '"nodeType" must be of a family that keeps a log with "clusterMode.durability", got';

const ROWS: readonly BadInput[] = [
  ['an old version', cache({ version: '7.1' }), CACHE, `${VERSION} "7.1"`],
  ['a version without a minor number', cache({ version: '8' }), CACHE, `${VERSION} "8"`],
  ['a version of Redis', cache({ version: '6.2' }), CACHE, `${VERSION} "6.2"`],
  ['a version with a word', cache({ version: 'valkey8.0' }), CACHE, `${VERSION} "valkey8.0"`],
  ['a version in three parts', cache({ version: '8.0.1' }), CACHE, `${VERSION} "8.0.1"`],
  ['a version with a line end', cache({ version: '8.0\n' }), CACHE, `${VERSION} "8.0\\n"`],
  ['a node type of EC2', cache({ nodeType: 't4g.small' }), CACHE, `${TYPE} "t4g.small"`],
  ['a node type of RDS', cache({ nodeType: 'db.t4g.small' }), CACHE, `${TYPE} "db.t4g.small"`],
  ['a size that t4g lacks', cache({ nodeType: 'cache.t4g.large' }), CACHE, `${TYPE} "cache.t4g.large"`],
  ['a node with data tiering', cache({ nodeType: 'cache.r6gd.xlarge' }), CACHE, `${TYPE} "cache.r6gd.xlarge"`],
  ['a node without a size', cache({ nodeType: 'cache.m7g' }), CACHE, `${TYPE} "cache.m7g"`],
  ['a node in capitals', cache({ nodeType: 'cache.M7G.large' }), CACHE, `${TYPE} "cache.M7G.large"`],
  ['no nodes', cache({ nodes: 0 }), CACHE, '"nodes" must be an integer from 1 to 6, got 0'],
  ['seven nodes', cache({ nodes: 7 }), CACHE, '"nodes" must be an integer from 1 to 6, got 7'],
  ['half a node', cache({ nodes: 1.5 }), CACHE, '"nodes" must be an integer from 1 to 6, got 1.5'],
  ['nodes in words', cache({ nodes: 'two' as never }), CACHE, '"nodes" must be an integer from 1 to 6, got "two"'],
  ['a port below 1024', cache({ port: 1023 }), CACHE, '"port" must be an integer from 1024 to 65535, got 1023'],
  ['a port above all', cache({ port: 65536 }), CACHE, '"port" must be an integer from 1024 to 65535, got 65536'],
  ['a port as a text', cache({ port: '6379' as never }), CACHE,
    '"port" must be an integer from 1024 to 65535, got "6379"'],
  ['snapshots of 36 days', cache({ snapshotRetention: Duration.days(36) }), CACHE, `${DAYS} 36 days`],
  ['snapshots of half a day', cache({ snapshotRetention: Duration.hours(12) }), CACHE, `${DAYS} 12 hours`],
  ['a number of days', cache({ snapshotRetention: 7 as never }), CACHE, `${DAYS} 7`],
  ['hours that are known later', cache(({ stack }) => ({ snapshotRetention: Duration.hours(number(stack)) })), CACHE,
    '"snapshotRetention" must be made with Duration.days where its number is known at deployment only, got '
    + 'Duration.hours: synthesis cannot convert such a number'],
  ['a snapshot at 25 o\'clock', cache({ snapshotWindow: '25:00-26:00' }), CACHE,
    '"snapshotWindow" must be a time span in UTC such as "01:00-02:00", got "25:00-26:00"'],
  ['a short snapshot', cache({ snapshotWindow: '01:00-01:30' }), CACHE,
    '"snapshotWindow" must last at least 60 minutes, got "01:00-01:30"'],
  ['maintenance on no day', cache({ maintenanceWindow: '01:00-02:00' }), CACHE,
    '"maintenanceWindow" must be a span of the week in UTC such as "sun:03:00-sun:04:00", got "01:00-02:00"'],
  ['an unknown removal policy', cache({ removalPolicy: 'keep' as RemovalPolicy }), CACHE,
    '"removalPolicy" must be one of destroy, retain, snapshot, retain-on-update-or-delete, got "keep"'],
  ['an eviction policy that is none', cache({ parameters: { 'maxmemory-policy': 'lru' } }), CACHE, `${POLICY} "lru"`],
  ['an eviction policy in capitals', cache({ parameters: { 'maxmemory-policy': 'NoEviction' } }), CACHE,
    `${POLICY} "NoEviction"`],
  ['a parameter with a blank', cache({ parameters: { 'a b': '1' } }), CACHE,
    '"parameters" must have names of letters, digits, "-" and ".", got "a b"'],
  ['a parameter without a name', cache({ parameters: { '': '1' } }), CACHE,
    '"parameters" must have names of letters, digits, "-" and ".", got ""'],
  ['a parameter that is a number', cache({ parameters: { timeout: 5 as never } }), CACHE,
    '"parameters.timeout" must be a text, got 5'],
  ['cluster mode by a parameter', cache({ parameters: { 'cluster-enabled': 'yes' } }), CACHE,
    '"parameters.cluster-enabled" must be one of no, got "yes": set "clusterMode" in its place'],
  ['a list of parameters', cache({ parameters: ['timeout'] as never }), CACHE,
    '"parameters" must be a map of names and values, got ["timeout"]'],
  ['a short token', token('short'), CACHE, TOKEN],
  ['a token with a slash', token('0123456789abcdef/'), CACHE, TOKEN],
  ['a token as a text', cache({ secret: 'my-token' as never }), CACHE, '"secret" must be an ISecret, got a text'],
  ['a key for signatures', cache(({ stack }) => ({
    encryptionKey: new Key(stack, 'Key', { keySpec: KeySpec.RSA_2048, keyUsage: KeyUsage.SIGN_VERIFY }),
  })), CACHE, '"encryptionKey" must be a symmetric key for encryption, got "RSA_2048": leave "keySpec" and "keyUsage" '
  + 'of the key out'],
  ['an ARN as a key', cache({ encryptionKey: 'arn:aws:kms:eu-west-1:111122223333:key/1' as never }), CACHE,
    '"encryptionKey" must be an IKey, got a text'],
  ['public subnets', cache({ vpcSubnets: { subnetType: SubnetType.PUBLIC } }), CACHE,
    '"vpcSubnets" must be subnets without a route to the internet gateway, got "public subnets"'],
  ['an unknown group of subnets', cache({ vpcSubnets: { subnetGroupName: 'Caches' } }), CACHE,
    '"vpcSubnets.subnetGroupName" must be one of Public, Service, Data, got "Caches"'],
  ['no VPC', cache({ vpc: undefined }), CACHE,
    '"vpc" must be a VPC, got undefined: pass the VPC of a Network, or one of your own'],
  ['no shards', shards({ shards: 0 }), CACHE, '"clusterMode.shards" must be an integer from 1 to 250, got 0'],
  ['251 shards', shards({ shards: 251 }), CACHE, '"clusterMode.shards" must be an integer from 1 to 250, got 251'],
  ['too many nodes in all', shards({ shards: 101 }, { nodes: 5 }), CACHE,
    '"clusterMode.shards" must be at most 100 with 5 nodes each, got 101: a cache has at most 500 nodes'],
  ['a shard without a replica', shards({}, { nodes: 1 }), CACHE,
    '"nodes" must be at least 2 in cluster mode, got 1: a shard without a replica cannot be updated later'],
  ['a parameter against cluster mode', shards({}, { parameters: { 'cluster-enabled': 'no' } }), CACHE,
    '"parameters.cluster-enabled" must be one of yes, got "no": set "clusterMode" in its place'],
  ['a log on small nodes', shards({ durability: CacheDurability.SYNC }, { version: '9.0' }), CACHE,
    `${DURABLE} "cache.t4g.small": for example "cache.r7g.large"`],
  ['a log of an old version', shards({ durability: CacheDurability.SYNC }, { nodeType: 'cache.r7g.large' }), CACHE,
    '"version" must be 9.0 or newer with "clusterMode.durability", got "8.0": older ones have no log'],
  ['a log of another kind', shards({ durability: 'yes' as never }, { version: '9.0', nodeType: 'cache.r7g.large' }),
    CACHE, '"clusterMode.durability" must be one of disabled, async, sync, got "yes"'],
  ['cluster mode as a word', cache({ clusterMode: 'enabled' as never }), CACHE,
    '"clusterMode" must be made with a factory of ClusterMode, got "enabled"'],
];

describe('wrong input', () => rejects(ROWS, 50));

describe('input that is known at deployment only', () => acceptsTokens([
  ['a port', cache(({ stack }) => ({ port: number(stack) }))],
  ['a node type', cache(({ stack }) => ({ nodeType: text(stack) }))],
  ['a window', cache(({ stack }) => ({ snapshotWindow: text(stack) }))],
  ['a parameter', cache(({ stack }) => ({ parameters: { 'maxmemory-policy': text(stack) } }))],
  ['days of snapshots', cache(({ stack }) => ({ snapshotRetention: Duration.days(number(stack)) }))],
  ['a key', cache(({ stack }) => ({ encryptionKey: Key.fromKeyArn(
    stack, 'Key', `arn:aws:kms:eu-west-1:111122223333:key/${text(stack)}`,
  ) }))],
]));

test.each<[string, Props]>([
  ['the oldest version', { version: '7.2' }], ['the newest version', { version: '9.1' }],
  ['the smallest node', { nodeType: 'cache.t4g.micro' }], ['a node of t2', { nodeType: 'cache.t2.medium' }],
  ['a node of a new family', { nodeType: 'cache.r8g.24xlarge' }],
  ['a node for networks', { nodeType: 'cache.c7gn.large' }],
  ['one node', { nodes: 1 }], ['six nodes', { nodes: 6 }], ['the first port', { port: 1024 }],
  ['the last port', { port: 65535 }], ['no snapshots', { snapshotRetention: Duration.days(0) }],
  ['the longest snapshots', { snapshotRetention: Duration.hours(35 * 24) }],
  ['a window over midnight', { snapshotWindow: '23:30-00:30' }],
  ['windows one after the other', { snapshotWindow: '01:00-02:00', maintenanceWindow: 'sun:02:00-sun:03:00' }],
  ['removal', { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }],
  ['a cache that forgets', { parameters: { 'maxmemory-policy': 'volatile-ttl' } }],
  ['no cluster by a parameter', { parameters: { 'cluster-enabled': 'no' } }],
  ['no cluster by choice', { clusterMode: ClusterMode.disabled() }],
  ['one shard', { clusterMode: ClusterMode.enabled({ shards: 1 }) }],
  ['as many shards as there can be', { clusterMode: ClusterMode.enabled({ shards: 250 }) }],
  ['as many nodes as there can be', { clusterMode: ClusterMode.enabled({ shards: 100 }), nodes: 5 }],
  ['nothing for optional props', { version: undefined, secret: undefined, parameters: undefined }],
  ['private subnets', { vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS } }],
  ['a log', {
    clusterMode: ClusterMode.enabled({ shards: 1, durability: CacheDurability.ASYNC }), version: '9.0',
    nodeType: 'cache.m6g.large',
  }],
])('passes at the edge: %s', (_, props) => {
  expect(() => cache(props)(new Place())).not.toThrow();
});
