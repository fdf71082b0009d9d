import fc from 'fast-check';
import { plain, type Choice } from './recipe';
import { arn } from './places';

const HOST = plain('shop.example.com', 'api.example.com', 'www.example.com');
const IMAGE = plain('public.ecr.aws/docker/library/nginx:1.29', 'public.ecr.aws/docker/library/httpd:2.4');
const KEY = plain('LEVEL', 'MODE', 'FEATURE_A');
const WINDOW = plain('mon:05:00-mon:06:00', 'sun:22:30-sun:23:30');

/** Texts by the name of the field, or by struct and field where a name means several things. */
export const TEXTS: { readonly [name: string]: Choice } = {
  'domainName': HOST, 'hosts': HOST, 'VotingHostOptions.vote': plain('vote.example.com'),
  'VotingHostOptions.result': plain('result.example.com'),
  'paths': plain('/api', '/api/*', '/a?c'), 'openPaths': plain('/health', '/public/*'),
  'directory': plain('examples/quick-start/web'), 'file': plain('Dockerfile'),
  'Bootstrap.compose.file': plain('examples/single-instance/compose.yaml'),
  'buildArgs': plain('1', 'main'), 'target': plain('build'),
  'ServiceImage.fromRegistry.name': IMAGE, 'TierImage.fromRegistry.name': IMAGE,
  'tag': plain('1.0.0', '2025-11-27', 'v7'),
  'command': plain('node', 'server.js', '--quiet'), 'entryPoint': plain('/bin/sh', '-c'),
  'user': plain('1000', '1000:1000', 'nobody'), 'ScriptBootstrapOptions.user': plain('web', 'app'),
  'environment': plain('debug', 'a b', '100%', '"quoted"', ''), 'settings': plain('debug', 'info'),
  'scope': plain('openid', 'openid email'), 'CloudFrontOptions.webAclArn': plain(
    'arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/11112222-3333-4444-5555-666677778888',
  ),
  'clientId': plain('client'), 'clientSecretField': plain('secret'),
  'issuer': plain('https://login.example.com'),
  'authorizationEndpoint': plain('https://login.example.com/authorize'),
  'tokenEndpoint': plain('https://login.example.com/token'), 'userInfoEndpoint': plain('https://login.example.com/me'),
  'url': plain('https://shop.example.com'), 'healthMethod': plain('/grpc.health.v1.Health/Check', '/up'),
  'service': plain('shop.Orders'), 'cookieName': plain('SESSION', 'connect.sid'),
  'allowedCidrs': plain('203.0.113.0/24', '198.51.100.7/32', '10.0.0.0/8'),
  'prefix': plain('web', 'a/b'),
  'webAclArn': plain(arn('wafv2', 'regional/webacl/shop/11112222-3333-4444-5555-666677778888')),
  'countedRules': plain('AWSManagedRulesCommonRuleSet', 'AWSManagedRulesSQLiRuleSet'),
  'name': plain('Day', 'Night'), 'SidecarOptions.name': plain('proxy', 'helper'),
  'LogOutputOptions.name': plain('s3', 'http'), 'AwsService.of.name': plain('sqs', 'dynamodb'),
  'options': plain('value', '1'), 'PollOptions.options': plain('Cats', 'Dogs'),
  'dnsName': plain('api', 'shop'), 'configFile': plain('/extra.conf'), 'config': plain('{}', 'receivers: {}'),
  'start': plain('node server.mjs', './run'), 'packages': plain('nodejs', 'git'), 'setup': plain('echo "a  b"', 'true'),
  'mountPath': plain('/data', '/srv/files'),
  'cidr': plain('10.0.0.0/16', '10.1.0.0/20', '172.16.0.0/16', '192.168.0.0/18'),
  'maintenanceWindow': WINDOW, 'snapshotWindow': plain('01:00-02:00', '23:30-00:30'),
  'window': plain('01:00-02:00', '23:30-00:30'),
  'nodeType': plain('cache.t4g.micro', 'cache.m7g.large', 'cache.r7g.xlarge'),
  'parameters': plain('4096', 'on', '30'), 'ValkeyCacheProps.parameters': plain('allkeys-lru', 'noeviction'),
  'version': plain('7.2', '8.0', '8.1'),
  'userName': plain('shop', 'app_user'), 'databaseName': plain('shop', 'app_db'),
  'snapshotIdentifier': plain('before-the-move'),
  'title': plain('Cats or dogs?', 'Zażółć gęślą jaźń'), 'id': plain('pets', 'poll-2'),
  'emails': plain('ops@example.com', 'on.call+shop@example.com'), 'address': plain('ops@example.com'),
  'Notification.https.url': plain('https://hooks.example.com/alarm'), 'responsePlanName': plain('shop'),
  'channelId': plain('C0123456789'), 'workspaceId': plain('T0123456789'),
  'TeamsOptions.channelId': plain('19%3aAbCdEf0123456789%40thread.tacv2'),
  'teamId': plain('11112222-3333-4444-5555-666677778888'), 'tenantId': plain('11112222-3333-4444-5555-666677778888'),
  'runbooks': plain('https://wiki.example.com/runbooks/'), 'signalId': plain('Cpu', 'Latency', 'OldestMessage'),
  'reason': plain('a batch job at night'), 'from': plain('08:00', '00:00'), 'to': plain('18:00', '23:59'),
  'adminRoles': plain('admins', 'on-call'), 'metadataUrl': plain('https://login.example.com/saml'),
  'roleAttribute': plain('role'),
  'workspaceArn': plain(arn('aps', 'workspace/ws-11112222-3333-4444-5555-666677778888')),
  'RuleTuning.limit.rule': plain('HttpErrors', 'VoteQueueAge'), 'RuleTuning.silence.rule': plain('ScrapeGaps'),
  'environmentPrefix': plain('DB', 'ORDERS', 'MAILS_2'), 'omit': plain('READER_HOSTS', 'HOST', 'URL'),
  'IamAccessOptions.userName': plain('app', 'reader'),
  'branch': plain('main', 'release/1.x'), 'workflowFiles': plain('delivery.yml', 'rollback.yaml'),
  'owner': plain('shop-team'),
  'GitHubRepository.named.owner': plain('acme'), 'GitHubRepository.named.name': plain('shop'),
  'GitHubRepository.withIds.owner': plain('acme'), 'GitHubRepository.withIds.name': plain('shop'),
  'GitHubRepository.withSubjectPrefix.owner': plain('acme'), 'GitHubRepository.withSubjectPrefix.name': plain('shop'),
  'subjectPrefix': plain('repository_id:1296269'), 'ownerId': plain('9919'), 'repositoryId': plain('1296269'),
  'DeliveryEnvironment.of.name': plain('staging', 'production'), 'stacks': plain('Staging/*', 'Shop'),
  'account': plain('111122223333', '444455556666'), 'regions': plain('eu-west-1', 'eu-central-1'),
  'DeliveredImage.of.name': plain('web', 'worker'), 'DeliveredImageOptions.directory': plain('web', 'services/worker'),
  'environments': plain('staging', 'production'), 'workflow': plain('Pull request', 'Checks'),
  'Signal.id': plain('Failed', 'Late'),
  'Signal.title': plain('Failed orders'), 'Signal.reason': plain('Customers wait.'),
  'streams': plain('orders', 'mails'), 'probes': plain('https://www.example.com/', 'https://shop.example.com/up'),
};

/** Keys of maps, by the field. */
export const KEYS: { readonly [name: string]: Choice } = {
  'environment': KEY, 'secrets': plain('API_TOKEN', 'SIGNING_KEY'), 'buildArgs': plain('VERSION', 'BRANCH'),
  'LogOutputOptions.options': plain('Host', 'Retry_Limit'), 'LogOutputOptions.secrets': plain('header'),
  'PollOptions.options': plain('a', 'b', 'c'), 'settings': plain('LOG_LEVEL', 'OPTION_A'),
  'ExistingBackendProps.environment': plain('HOST', 'NAME'), 'ExistingBackendProps.secrets': plain('USER', 'PASSWORD'),
  'ValkeyCacheProps.parameters': plain('maxmemory-policy'),
  'DatabaseEngineOptions.parameters': plain('work_mem', 'log_min_duration_statement'),
};

/** What is found by struct and field, or else by the field alone. */
export function found<T>(table: { readonly [name: string]: T }, place: string): T {
  const value = table[place] ?? table[place.slice(place.lastIndexOf('.') + 1)];
  if (value === undefined) throw new Error(`${place} has no values to choose from: add them to test/support/random`);
  return value;
}

export const BOOLEAN: Choice = fc.oneof(plain(true), plain(false));
