import { dangersBetween } from '../src/upgrade/check';
import type { StackTemplate } from '../src/upgrade/stack-template';

type Json = { readonly [key: string]: unknown };

const stack = (json: Json, id = 'Shop', nested: readonly string[] = []): StackTemplate =>
  ({ id, place: '111122223333/eu-west-1', json: json as StackTemplate['json'], paths: {}, nested });
const database = (properties: Json) => ({
  Type: 'AWS::RDS::DBInstance', Properties: properties, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
});
const bucket = (Properties: Json) => ({
  Type: 'AWS::S3::Bucket', Properties, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
});
const FATE = '; the old one stays in the account, and the stack no longer knows it';

function told(before: readonly StackTemplate[], after: readonly StackTemplate[]): string[] {
  return dangersBetween(before, after).map(({ stack: where, kind, id, text }) =>
    `${where} ${kind} ${id}: ${text.replace(FATE, '')}`);
}

/** What is told of a change around one database or bucket that stays as it is. */
function around(resource: object, before: Json, after: Json): string[] {
  const [then, now] = [before, after].map(({ Resources, ...rest }) =>
    stack({ Resources: { Data: resource, ...Resources as Json }, ...rest }));
  return told([then], [now]);
}

describe('a value that changes elsewhere replaces what it stands in', () => {
  test('in a mapping, also by the Region of the stack; another Region in it is no danger', () => {
    const named = (...keys: unknown[]) => bucket({ BucketName: { 'Fn::FindInMap': ['Names', ...keys] } });
    const names = (name: string) => ({ Mappings: { Names: { 'eu-west-1': { bucket: name } } } });

    const byParameter = named({ Ref: 'Which' }, 'bucket');
    expect(around(byParameter, names('old'), names('new'))).toEqual(['Shop replace Data: replaced for BucketName']);
    const grown = { Mappings: { Names: { ...names('old').Mappings.Names, 'us-east-1': { bucket: 'far' } } } };
    for (const resource of [named('eu-west-1', 'bucket'), named({ Ref: 'AWS::Region' }, 'bucket')]) {
      expect(around(resource, names('old'), grown)).toEqual([]);
      expect(around(resource, names('old'), names('new'))).toEqual(['Shop replace Data: replaced for BucketName']);
      expect(around(resource, names('old'), names('old'))).toEqual([]);
    }
  });

  test('in a condition, down to what it names', () => {
    const chosen = bucket({ BucketName: { 'Fn::If': ['IsLive', 'live', 'test'] } });
    const conditions = (word: string) => ({
      Conditions: { IsLive: { 'Fn::Not': [{ Condition: 'IsTest' }] }, IsTest: { 'Fn::Equals': [word, 'test'] } },
    });

    expect(around(chosen, conditions('test'), conditions('live')))
      .toEqual(['Shop replace Data: replaced for BucketName']);
    expect(around(chosen, conditions('test'), conditions('test'))).toEqual([]);
  });

  test('in what it names, inside another function', () => {
    const group = (name: string) => ({
      Resources: { Group: { Type: 'AWS::RDS::DBSubnetGroup', Properties: { DBSubnetGroupName: name } } },
    });
    for (const name of [
      { 'Fn::Join': ['', [{ Ref: 'Group' }]] }, { 'Fn::Sub': '${Group}' }, { 'Fn::If': ['C', { Ref: 'Group' }, 'x'] },
    ]) {
      expect(around(database({ DBSubnetGroupName: name }), group('old'), group('new')))
        .toEqual(['Shop replace Data: replaced for DBSubnetGroupName']);
    }
  });
});

describe('between a stack and the one that is nested in it', () => {
  const outer = (given: unknown, name = 'old') => stack({ Resources: {
    Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Group: given } } },
    Group: { Type: 'AWS::RDS::DBSubnetGroup', Properties: { DBSubnetGroupName: name } },
  } }, 'Shop', ['Inner']);
  const inner = (more: Json = {}) => stack({
    Parameters: { Group: { Type: 'String', ...more } },
    Resources: { Data: database({ DBSubnetGroupName: { Ref: 'Group' } }) },
  }, 'Shop/Inner');
  const replaced = ['Shop/Inner replace Data: replaced for DBSubnetGroupName'];

  test('a parameter takes another value along', () => {
    expect(told([outer('a'), inner()], [outer('b'), inner()])).toEqual(replaced);
    expect(told([outer('a'), inner()], [outer('a'), inner()])).toEqual([]);
  });

  test('a parameter takes the replacement of what it names along', () => {
    const given = { Ref: 'Group' };

    expect(told([outer(given), inner()], [outer(given, 'new'), inner()])).toEqual(replaced);
  });

  test('a default counts where nothing is given, and not at all in a stack by itself', () => {
    const [old, next] = [inner({ Default: 'old' }), inner({ Default: 'new' })];

    expect(told([outer(undefined), old], [outer(undefined), next])).toEqual(replaced);
    expect(told([{ ...old, id: 'Shop' }], [{ ...next, id: 'Shop' }])).toEqual([]);
  });

  test('a circle, which CloudFormation refuses, is read to its end', () => {
    const given = { 'Fn::GetAtt': ['Inner', 'Outputs.Group'] };
    const giving = { ...inner(), json: { ...inner().json, Outputs: { Group: { Value: { Ref: 'Group' } } } } };

    expect(told([outer(given), giving as StackTemplate], [outer(given), giving as StackTemplate])).toEqual([]);
  });

  test('an output takes another value along', () => {
    const above = stack({ Resources: {
      Inner: { Type: 'AWS::CloudFormation::Stack', Properties: {} },
      Data: bucket({ BucketName: { 'Fn::GetAtt': ['Inner', 'Outputs.Name'] } }),
    } }, 'Shop', ['Inner']);
    const below = (Value: string) => stack({ Resources: {}, Outputs: { Name: { Value } } }, 'Shop/Inner');

    expect(told([above, below('old')], [above, below('new')])).toEqual(['Shop replace Data: replaced for BucketName']);
    expect(told([above, below('old')], [above, below('old')])).toEqual([]);
  });
});

test('a loop or a macro among the resources may take what it makes along', () => {
  const loop = (name: string) => ({
    Resources: { 'Fn::ForEach::Buckets': ['Name', [name], { 'B${Name}': { Type: 'AWS::S3::Bucket' } }] },
  });
  const text = 'this check cannot read which resources CloudFormation makes of it';

  expect(around(bucket({}), loop('old'), loop('new')))
    .toEqual([`Shop may-remove Fn::ForEach::Buckets: it changes: ${text}`]);
  expect(around(bucket({}), loop('old'), {})).toEqual([`Shop may-remove Fn::ForEach::Buckets: it goes: ${text}`]);
  expect(around(bucket({}), loop('old'), loop('old'))).toEqual([]);
});

test('a secret whose rules change gets another value', () => {
  const secret = (PasswordLength: number) => stack({ Resources: { Secret: {
    Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { PasswordLength } },
  } } });

  expect(told([secret(30)], [secret(40)]))
    .toEqual(['Shop replace Secret: its value is made anew for GenerateSecretString']);
});

describe('a second copy that ends is less protection', () => {
  const holding = (Type: string, Properties: Json) => [stack({ Resources: { Data: { Type, Properties } } })];
  const change = (type: string, then: Json, now: Json) => told(holding(type, then), holding(type, now))
    .map((line) => line.replace('Shop unprotect Data: less protected: ', ''));

  test.each([
    ['AWS::RDS::DBInstance', { BackupRetentionPeriod: 14 }, { BackupRetentionPeriod: 0 }, 'BackupRetentionPeriod off'],
    ['AWS::ElastiCache::ReplicationGroup', { SnapshotRetentionLimit: 7 }, {}, 'SnapshotRetentionLimit off'],
    ['AWS::S3::Bucket', { VersioningConfiguration: { Status: 'Enabled' } },
      { VersioningConfiguration: { Status: 'Suspended' } }, 'VersioningConfiguration.Status off'],
    ['AWS::DynamoDB::Table', { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }, {},
      'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled off'],
    ['AWS::DynamoDB::GlobalTable', { Replicas: [{ Region: 'a', DeletionProtectionEnabled: true }] },
      { Replicas: [{ Region: 'a' }] }, 'DeletionProtectionEnabled off for the replica in a'],
    ['AWS::DynamoDB::GlobalTable', { Replicas: [{ Region: 'a' }, { Region: 'b' }] }, { Replicas: [{ Region: 'a' }] },
      'the replica in b removed'],
  ])('of %s: %j', (type, then, now, lost) => {
    expect(change(type, then, now)).toEqual([lost]);
    expect(change(type, now, now)).toEqual([]);
  });

  test('and a value that only the deployment knows, or the default of AWS, is none', () => {
    expect(change('AWS::RDS::DBInstance', { BackupRetentionPeriod: 14 }, {})).toEqual([]);
    expect(change('AWS::RDS::DBInstance', { BackupRetentionPeriod: 14 }, { BackupRetentionPeriod: { Ref: 'P' } }))
      .toEqual([]);
    expect(change('AWS::S3::Bucket', { VersioningConfiguration: { Status: 'Enabled' } },
      { VersioningConfiguration: { 'Fn::If': ['C', 1, 2] } })).toEqual([]);
  });
});
