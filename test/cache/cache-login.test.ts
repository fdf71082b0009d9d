// R-DB-4: a cache that knows users, so that monitoring reads statistics and no data
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CacheLogin, Profile, ValkeyCache } from '../../src';
import { readsStatistics } from '../../src/cache/access-strings';
import { cacheWith, groupOf, stackWithVpc, templateWith } from './support';

const STREAM = '{votes}:stream';

describe('a cache with users', () => {
  const { app, stack, cache } = cacheWith({ login: CacheLogin.users() });
  const metrics = cache._users!.metricsLogin([STREAM, 'jobs']);
  const again = cache._users!.metricsLogin(['jobs', 'mails']);
  const template = Template.fromStack(stack);
  const users = Object.values(template.findResources('AWS::ElastiCache::User')).map(({ Properties }) => Properties);
  const userCalled = (name: string) => users.find(({ UserName }) => UserName === name)!;

  test('has a group of users in place of the token', () => {
    expect(groupOf(template)).toMatchObject({
      UserGroupIds: [{ Ref: expect.stringMatching(/^CacheUsersGroup/) }], TransitEncryptionEnabled: true,
    });
    expect(groupOf(template).AuthToken).toBeUndefined();
  });

  // clients name no user, so that connectTo stays the same.
  test('lets applications log in as default with the password of the secret, and do everything', () => {
    expect(userCalled('default')).toMatchObject({
      Engine: 'valkey', AccessString: 'on ~* &* +@all',
      Passwords: [{
        'Fn::Join': ['', [
          '{{resolve:secretsmanager:', { Ref: expect.stringMatching(/^CacheSecret/) },
          ':SecretString:password::}}',
        ]],
      }],
    });
  });

  test('lets monitoring read statistics and the streams that it measures', () => {
    expect(userCalled('elastic-web-metrics').AccessString).toBe(
      'on ~jobs ~mails ~{votes}:stream -@all +info +select +slowlog|len +slowlog|get +latency|latest '
      + '+latency|histogram +cluster|info +xinfo|stream +xinfo|groups +xinfo|consumers',
    );
  });

  test('has one log-in for all that monitor it, with a password of its own', () => {
    expect(again).toBe(metrics);
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: {
        SecretStringTemplate: '{"username":"elastic-web-metrics"}', GenerateStringKey: 'password', PasswordLength: 64,
        ExcludePunctuation: true,
      },
    });
    expect(JSON.stringify(userCalled('elastic-web-metrics').Passwords)).toContain('CacheUsersMetricsLogin');
  });

  test('names users and group as ElastiCache allows it, each in the group', () => {
    const ids = users.map(({ UserId }) => UserId);
    const [{ Properties: group }] = Object.values(template.findResources('AWS::ElastiCache::UserGroup'));

    for (const id of [...ids, group.UserGroupId]) expect(id).toMatch(/^[a-z](?:-?[a-z0-9])*$/);
    for (const id of [...ids, group.UserGroupId]) expect(id.length).toBeLessThanOrEqual(40);
    expect(new Set(ids).size).toBe(2);
    expect(group).toMatchObject({ Engine: 'valkey', UserIds: [{ Ref: expect.any(String) }, { Ref: expect.any(String) }] });
  });

  test('has no finding that the library does not acknowledge', () => {
    const { violations } = new AwsSolutionsChecks(app).validateScope(stack);

    expect(violations.filter(({ ruleName }) => /AEC|SMG4/.test(ruleName))).toEqual([]);
  });
});

describe('the users of a cache', () => {
  test('have ids that differ between caches and stacks, whatever the paths begin with', () => {
    const { app, stack, vpc } = stackWithVpc();
    for (const id of ['1', '2', 'a-b', 'ab']) new ValkeyCache(stack, id, { vpc, login: CacheLogin.users() });
    const other = new Stack(app, 'Other', { env: { account: stack.account, region: stack.region } });
    new ValkeyCache(other, '1', { vpc, login: CacheLogin.users() });
    const ids = [stack, other].flatMap((each) =>
      Object.values(Template.fromStack(each).findResources('AWS::ElastiCache::User'))
        .map(({ Properties: { UserId } }) => UserId));

    expect(new Set(ids).size).toBe(5);
  });

  test('log in with a secret of the user', () => {
    const { stack, vpc } = stackWithVpc();
    const secret = Secret.fromSecretNameV2(stack, 'Given', 'shop/cache');
    new ValkeyCache(stack, 'Cache', { vpc, secret, login: CacheLogin.users() });

    const [{ Properties: { Passwords } }]
      = Object.values(Template.fromStack(stack).findResources('AWS::ElastiCache::User'));
    expect(JSON.stringify(Passwords)).toContain(':secret:shop/cache:SecretString:password::}}');
  });

  test('stay with a cache that is kept', () => {
    const { stack, cache } = cacheWith({ login: CacheLogin.users(), removalPolicy: RemovalPolicy.RETAIN });
    cache._users!.metricsLogin([]);
    const template = Template.fromStack(stack);

    template.allResources('AWS::ElastiCache::User', { DeletionPolicy: 'Retain' });
    template.allResources('AWS::ElastiCache::UserGroup', { DeletionPolicy: 'Retain' });
  });

  test('go with a cache of a development', () => {
    const template = templateWith({ login: CacheLogin.users() }, Profile.DEVELOPMENT);

    template.allResources('AWS::ElastiCache::UserGroup', { DeletionPolicy: 'Delete' });
  });
});

describe('the rights of monitoring', () => {
  test('touch no key where no stream is measured', () => {
    expect(readsStatistics([])).toBe(
      'on -@all +info +select +slowlog|len +slowlog|get +latency|latest +latency|histogram +cluster|info',
    );
  });

  test.each([['a*', '~a\\*'], ['a?b', '~a\\?b'], ['[x]', '~\\[x\\]'], ['a\\b', '~a\\\\b'], [STREAM, `~${STREAM}`]])(
    'take %s for a key and for no pattern', (key, pattern) => {
      expect(readsStatistics([key])).toContain(` ${pattern} `);
    },
  );
});

test('a cache has the token unless it is told otherwise, and no users', () => {
  const { stack, cache } = cacheWith({ login: CacheLogin.token() });

  expect(groupOf(Template.fromStack(stack))).toEqual(groupOf(templateWith()));
  expect(cache._users).toBeUndefined();
});
