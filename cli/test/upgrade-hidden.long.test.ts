import path from 'node:path';
import { App, CfnResource, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Bucket, type BucketProps } from 'aws-cdk-lib/aws-s3';
import { dangersBetween } from '../src/upgrade/check';
import type { StackTemplate } from '../src/upgrade/stack-template';
import { folder, program } from './support';

type Json = { readonly [key: string]: unknown };

const stack = (json: Json): StackTemplate =>
  ({ id: 'Shop', json: json as StackTemplate['json'], paths: {}, nested: [] });
const bucket = (more: Json = {}, Properties: Json = {}) =>
  ({ Resources: { Data: { Type: 'AWS::S3::Bucket', Properties, ...more } } });

function told(before: Json, after: Json): string[] {
  return dangersBetween([stack(before)], [stack(after)]).map(({ kind, id, text }) => `${kind} ${id}: ${text}`);
}

describe('a policy that is an expression', () => {
  const weaker = (from: string, to: string) => [`unprotect Data: less protected: DeletionPolicy from ${from} to ${to}`];
  const chosen = (yes: unknown, no: unknown, name = 'Live') => ({ DeletionPolicy: { 'Fn::If': [name, yes, no] } });
  const conditions = { Conditions: { Live: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] }, Test: { 'Fn::Not': [1] } } };
  const found = (key: unknown) => ({ DeletionPolicy: { 'Fn::FindInMap': ['Fates', key, 'policy'] } });
  const fates = (live: string) => ({ Mappings: { Fates: { live: { policy: live }, test: { policy: 'Delete' } } } });
  const retained = bucket({ DeletionPolicy: 'Retain' });

  test('is read through a mapping', () => {
    expect(told({ ...bucket(found('live')), ...fates('Retain') }, { ...bucket(found('test')), ...fates('Retain') }))
      .toEqual(weaker('Retain', 'Delete'));
    expect(told({ ...bucket(found('live')), ...fates('Retain') }, { ...bucket(found('live')), ...fates('Snapshot') }))
      .toEqual(weaker('Retain', 'Snapshot'));
    expect(told(retained, { ...bucket(found('live')), ...fates('Retain') })).toEqual([]);
    expect(told(retained, { ...bucket(found({ Ref: 'Stage' })), ...fates('Retain') }))
      .toEqual(weaker('Retain', 'Delete'));
  });

  test('is compared side by side through a condition', () => {
    const before = { ...conditions, ...bucket(chosen('Retain', 'Delete')) };
    const sides = (yes: unknown, no: unknown, name?: string) =>
      told(before, { ...conditions, ...bucket(chosen(yes, no, name)) });

    expect(sides('Snapshot', 'Delete')).toEqual(weaker('Retain', 'Snapshot'));
    expect(sides({ Ref: 'AWS::NoValue' }, 'Delete')).toEqual(weaker('Retain', 'Delete'));
    expect(sides('Retain', 'Retain')).toEqual([]);
    expect(sides('Retain', 'Delete', 'Test')).toEqual(weaker('Retain', 'Delete'));
    expect(told(retained, before)).toEqual(weaker('Retain', 'Delete'));
  });

  test('that nobody knows before the deployment may be a weak one', () => {
    const macro = { DeletionPolicy: { 'Fn::Transform': { Name: 'Fate' } } };

    expect(told(retained, bucket(macro))).toEqual(weaker('Retain', 'what only the deployment knows'));
    expect(told(bucket(macro), bucket(macro))).toEqual([]);
    expect(told(bucket(macro), retained)).toEqual([]);
  });

  test('is the default of a parameter that is new, and so is a name', () => {
    const parameter = (Default: string) => ({ Parameters: { Fate: { Type: 'String', Default } } });
    const given = bucket({ DeletionPolicy: { Ref: 'Fate' } });

    expect(told(retained, { ...parameter('Retain'), ...given })).toEqual([]);
    expect(told(retained, { ...parameter('Delete'), ...given })).toEqual(weaker('Retain', 'Delete'));
    expect(told({ ...parameter('Retain'), ...retained }, { ...parameter('Retain'), ...given }))
      .toEqual(weaker('Retain', 'what only the deployment knows'));
    const [plain, named] = ['shop', { Ref: 'Fate' }].map((BucketName) => bucket({}, { BucketName }));
    expect(told(plain, { ...parameter('shop'), ...named })).toEqual([]);
  });
});

test('a setting in a condition may be off', () => {
  const conditions = { Conditions: { Live: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] } } };
  const on = { Status: 'Enabled' };
  const [before, after] = [on, { 'Fn::If': ['Live', on, { Ref: 'AWS::NoValue' }] }]
    .map((VersioningConfiguration) => ({ ...conditions, ...bucket({}, { VersioningConfiguration }) }));

  expect(told(before, after)).toEqual(['unprotect Data: less protected: VersioningConfiguration.Status off']);
  expect(told(after, after)).toEqual([]);
  expect(told(after, before)).toEqual([]);
});

test('an entry of a list in a condition may be gone, and a rule in it may be new', () => {
  const chosen = (entry: Json) => ({ 'Fn::If': ['Live', entry, { Ref: 'AWS::NoValue' }] });
  const replicas = (...Replicas: Json[]) =>
    ({ Resources: { Data: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas } } } });
  const rules = (...Rules: Json[]) => bucket({}, { LifecycleConfiguration: { Rules } });
  const [replica, rule] = [{ Region: 'eu-west-2' }, { Status: 'Enabled', ExpirationInDays: 30 }];

  expect(told(replicas(replica), replicas(chosen(replica))))
    .toEqual(['unprotect Data: less protected: the replica in eu-west-2 under a condition']);
  expect(told(replicas(chosen(replica)), replicas(chosen(replica)))).toEqual([]);
  expect(told(replicas(chosen(replica)), replicas(replica))).toEqual([]);
  expect(told(rules(chosen(rule)), rules(rule)))
    .toEqual(['expire Data: AWS deletes more than before, or sooner: objects after 30 days']);
  expect(told(rules(chosen(rule)), rules(chosen(rule)))).toEqual([]);
});

test('an output in a condition may be gone', () => {
  const output = (more: Json) => ({ ...bucket(), Outputs: { Url: { Value: 'a', ...more } } });

  expect(told(output({}), output({ Condition: 'Live' })))
    .toEqual(['remove-output Url: the output gets the condition Live']);
  expect(told(output({ Condition: 'Live' }), output({ Condition: 'Live' }))).toEqual([]);
  expect(told(output({ Condition: 'Live' }), output({}))).toEqual([]);
});

describe('custom resources of the CDK', () => {
  const of = (Type: string, Properties: Json) => ({ Resources: { Data: { Type, Properties } } });

  test.each([
    ['Custom::LogRetention', { RetentionInDays: 365 }, { RetentionInDays: 7 }, 'RetentionInDays from 365 to 7'],
    ['Custom::LogRetention', {}, { RemovalPolicy: 'destroy' }, 'RemovalPolicy from retain to destroy'],
    ['Custom::CDKBucketDeployment', { Prune: 'false' }, {}, 'Prune on'],
    ['Custom::CDKBucketDeployment', {}, { RetainOnDelete: false }, 'RetainOnDelete off'],
  ])('keep what they kept: %s %j', (type, then, now, what) => {
    expect(told(of(type, then), of(type, now))).toEqual([expect.stringMatching(new RegExp(`Data: .*: ${what}$`))]);
    expect(told(of(type, now), of(type, then))).toEqual([]);
  });

  test('that stand for a replica of a table hold data', () => {
    expect(told(of('Custom::DynamoDBReplica', {}), { Resources: {} }))
      .toEqual([expect.stringMatching(/^remove Data:/)]);
  });
});

describe('what this check cannot read', () => {
  const include = (Location: string) => ({ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location } } });

  test('is said of a macro in a resource and in its properties', () => {
    const text = 'may-replace Data: Fn::Transform changes: '
      + 'this check cannot read which properties CloudFormation makes of it';

    expect(told(bucket(include('a')), bucket(include('b')))).toEqual([text]);
    expect(told(bucket(), bucket({}, include('b')))).toEqual([text]);
    expect(told(bucket(include('a')), bucket(include('a')))).toEqual([]);
  });

  test('is said of a macro of the whole template, but not of one of AWS', () => {
    const text = 'may-remove Transform: it changes: this check cannot read which resources CloudFormation makes of it';

    expect(told(bucket(), { ...bucket(), Transform: ['AWS::LanguageExtensions', 'Mine'] })).toEqual([text]);
    expect(told(bucket(), { ...bucket(), Transform: 'AWS::LanguageExtensions' })).toEqual([]);
  });

  test.each([
    ['AWS::CloudFormation::Stack', 'TemplateURL'], ['AWS::CloudFormation::StackSet', 'TemplateBody'],
  ])('is said of a template elsewhere: %s', (Type, name) => {
    const of = (value: string) => ({ Resources: { Data: { Type, Properties: { [name]: value } } } });

    expect(told(of('a'), of('b'))).toEqual([
      `may-remove Data: ${name} changes: this check cannot read which resources CloudFormation makes of it`,
    ]);
    expect(told(of('a'), of('a'))).toEqual([]);
  });

  test('holds data perhaps, if it is of a third party; a custom resource is none', () => {
    const of = (Type: string) => ({ Resources: { Data: { Type } } });

    expect(told(of('MongoDB::Atlas::Cluster'), { Resources: {} })).toEqual([expect.stringMatching(/^remove Data: /)]);
    expect(told(of('Custom::Thing'), { Resources: {} })).toEqual([]);
  });
});

test('what makes copies is removed, unless another one comes', () => {
  const plan = (id: string) => ({ Resources: { [id]: { Type: 'AWS::Backup::BackupPlan', Properties: {} } } });

  expect(told(plan('Plan'), { Resources: {} }))
    .toEqual(['unprotect Plan: less protected: it is removed, so that it makes no more copies']);
  expect(told(plan('Plan'), plan('Other'))).toEqual([]);
});

describe('of a whole app', () => {
  function app(props: StackProps = {}, of: BucketProps = {}): string {
    const made = new App({ outdir: path.join(folder(), 'cdk.out'), analyticsReporting: false });
    const shop = new Stack(made, 'Shop', props);
    new Bucket(shop, 'Data', of);
    new CfnResource(shop, 'Role', { type: 'AWS::IAM::User' });
    return made.synth().directory;
  }
  const check = async (before: string, after: string) => {
    const { out } = await program(`upgrade-check --before ${before} --after ${after} --json`);
    return (JSON.parse(out) as { dangers: { kind: string; id: string; text: string }[] }).dangers
      .map(({ kind, id, text }) => `${kind} ${id.replace(/[0-9A-F]{8}$/, '')}: ${text}`);
  };

  test('the protection of a stack goes off', async () => {
    const [on, off] = [app({ terminationProtection: true }), app()];

    expect(await check(on, off)).toEqual(['unprotect Shop: less protected: termination protection off']);
    expect(await check(off, on)).toEqual([]);
  });

  test('a stack moves to another Region or account, also where only one of them is known', async () => {
    const [account, region] = ['111122223333', 'eu-west-1'];
    const gone = [expect.stringMatching(/^remove-stack Shop: /)];

    expect(await check(app({ env: { region } }), app({ env: { region: 'us-east-1' } }))).toEqual(gone);
    expect(await check(app({ env: { account } }), app({ env: { account: '444455556666' } }))).toEqual(gone);
    expect(await check(app({ env: { region } }), app({ env: { account, region: 'us-east-1' } }))).toEqual(gone);
    expect(await check(app({ env: { region } }), app({ env: { account, region } }))).toEqual([]);
    expect(await check(app(), app({ env: { account, region } }))).toEqual([]);
  });

  test('a bucket is emptied before it is deleted', async () => {
    const [careful, emptied] = [{}, { autoDeleteObjects: true }]
      .map((more) => app({}, { removalPolicy: RemovalPolicy.DESTROY, ...more }));

    expect(await check(careful, emptied)).toEqual(['unprotect Data: less protected: what is in it is deleted with it']);
    expect(await check(emptied, careful)).toEqual([]);
  });
});
