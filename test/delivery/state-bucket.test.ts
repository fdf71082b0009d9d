// R-DEL-5
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec } from 'aws-cdk-lib/aws-kms';
import { Profile, StateBucket, type StateBucketProps } from '../../src';
import { only } from '../support/templates';

const ENV = { account: '111122223333', region: 'eu-west-1' };

function stackOf(profile?: Profile): Stack {
  const app = new App();
  profile?.applyTo(app);
  return new Stack(app, 'Stack', { env: ENV });
}

function terraform(stack: Stack): Role {
  return new Role(stack, 'Terraform', { assumedBy: new AccountPrincipal(ENV.account) });
}

function make(props: StateBucketProps): void {
  new StateBucket(stackOf(), 'States', props);
}

describe('a bucket for states', () => {
  const stack = stackOf(Profile.DEVELOPMENT);
  const states = new StateBucket(stack, 'States');
  states.exportOutputs();
  states.grantState(terraform(stack), 'shop/network.tfstate');
  const template = Template.fromStack(stack);
  const statesId = stack.getLogicalId(states.bucket.node.defaultChild as never);
  const { id: keyId, ...key } = only(template, 'AWS::KMS::Key');
  const logsId = Object.keys(template.findResources('AWS::S3::Bucket')).find((id) => id !== statesId);

  test('keeps versions, is encrypted and private, and stays, also in development', () => {
    expect(template.findResources('AWS::S3::Bucket')[statesId]).toMatchObject({
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: { ServerSideEncryptionConfiguration: [{
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [keyId, 'Arn'] },
          },
        }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      },
      DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
    });
  });

  test('has a key of its own, which stays with it', () => {
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });

  test('loses older versions only, after a year', () => {
    expect(template.findResources('AWS::S3::Bucket')[statesId].Properties.LifecycleConfiguration.Rules).toEqual([{
      Id: 'Expire', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 365 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    }]);
  });

  test('refuses calls without TLS, and with an old one', () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: statesId },
      PolicyDocument: { Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
      ]) },
    });
  });

  test('writes who reads it into a bucket beside it, whose policy lets Amazon S3 write', () => {
    expect(template.findResources('AWS::S3::Bucket')[statesId].Properties.LoggingConfiguration)
      .toEqual({ DestinationBucketName: { Ref: logsId }, LogFilePrefix: 'server-access/' });
    const policy = Object.values(template.findResources('AWS::S3::BucketPolicy'))
      .find(({ Properties }) => Properties.Bucket.Ref === logsId)!.Properties.PolicyDocument.Statement;
    const writers = policy.filter(({ Action }: { Action: string }) => Action === 's3:PutObject');
    expect(writers.map(({ Condition }: { Condition: { ArnLike: object } }) => Condition.ArnLike)).toEqual([
      { 'aws:SourceArn': { 'Fn::GetAtt': [logsId, 'Arn'] } }, { 'aws:SourceArn': { 'Fn::GetAtt': [statesId, 'Arn'] } },
    ]);
    const names = policy.map(({ Sid }: { Sid?: string }) => Sid).filter((sid: string | undefined) => sid !== undefined);
    expect(new Set(names).size).toBe(names.length);
  });

  test('lets a role read and write one state, and lock it', () => {
    const at = (key: string) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [statesId, 'Arn'] }, `/${key}`]] });

    expect(only(template, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: { 'Fn::GetAtt': [keyId, 'Arn'] },
      },
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: { 'Fn::GetAtt': [statesId, 'Arn'] } },
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: at('shop/network.tfstate') },
      {
        Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        Resource: at('shop/network.tfstate.tflock'),
      },
    ]);
  });

  test('tells its name', () => {
    expect(Object.keys(template.findOutputs('*'))).toEqual(['StatesBucketName']);
  });
});

test('a key of yours takes the place of its own', () => {
  const stack = stackOf();
  const encryptionKey = new Key(stack, 'Mine');
  new StateBucket(stack, 'States', { encryptionKey }).grantState(terraform(stack), 'shop.tfstate');

  const template = Template.fromStack(stack);
  const { id } = only(template, 'AWS::KMS::Key');
  expect(id).toMatch(/^Mine/);
  template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: Match.arrayWith([
    Match.objectLike({ Action: Match.arrayWith(['kms:Decrypt']), Resource: { 'Fn::GetAtt': [id, 'Arn'] } }),
  ]) } });
});

describe('limits', () => {
  test.each([1, 3650])('accepts older versions for %d days', (days) =>
    expect(() => make({ olderVersions: Duration.days(days) })).not.toThrow());
  test.each([Duration.days(0), Duration.days(3651), Duration.hours(36)])('fails for older versions of %s', (time) =>
    expect(() => make({ olderVersions: time }))
      .toThrow('Stack/States (StateBucket) has an invalid prop:\n  "olderVersions" must'));

  test('fails for a key that signs', () => {
    const stack = stackOf();
    const encryptionKey = new Key(stack, 'Key', { keySpec: KeySpec.RSA_2048 });

    expect(() => new StateBucket(stack, 'States', { encryptionKey }))
      .toThrow('"encryptionKey" must be a symmetric key');
  });

  test.each([
    '*', 'a?.tfstate', '', '/a', 'a/', 'a//b', 'a b', 'a'.repeat(1001), 'a\n',
  ])('fails for the state %j', (key) => {
    const stack = stackOf();

    expect(() => new StateBucket(stack, 'States').grantState(terraform(stack), key))
      .toThrow('Stack/States (StateBucket.grantState) has an invalid prop:\n  "key" must have 1 to 1000 letters');
  });

  test.each(['a', 'env:/blue/shop.tfstate', 'a'.repeat(1000), "it's_(a)+b@c=d,e!.tfstate"])(
    'accepts the state %s', (key) => {
      const stack = stackOf();

      expect(() => new StateBucket(stack, 'States').grantState(terraform(stack), key)).not.toThrow();
    });

  test('fails without a role', () => {
    expect(() => new StateBucket(stackOf(), 'States').grantState(undefined as never, 'a'))
      .toThrow('"grantee" must be');
  });
});
