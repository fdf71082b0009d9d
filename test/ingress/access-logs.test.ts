import { App, Aspects, Duration, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket, BucketEncryption, type BucketProps, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Profile } from '../../src/core';
import { AccessLogs, Firewall, Ingress } from '../../src/ingress';
import { attributesOf, Service, setup } from './support';
import { only } from '../support/templates';

function templateOf(accessLogs?: AccessLogs, profile?: Profile): Template {
  const { stack, vpc } = setup({ profile });
  new Service(stack, 'Shop', { vpc, ingress: Ingress.http({
    loadBalancer: { accessLogs, firewall: Firewall.none() },
  }) });
  return Template.fromStack(stack);
}

const ENCRYPTED_BY_KMS = {
  serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms' } }],
};
const DELIVERY = {
  Sid: 'LoadBalancerAccessLogs',
  Effect: 'Allow',
  Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
  Action: 's3:PutObject',
};

// R-LB-6
describe('the bucket of the access logs', () => {
  const template = templateOf();
  const bucket = only(template, 'AWS::S3::Bucket');
  const statements: {
    Sid?: string; Effect: string;
  }[] = only(template, 'AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement;

  // failure mode: ALB cannot write to a bucket with a KMS key
  test('is private, versioned and encrypted with S3 managed keys', () => {
    expect(bucket.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  test('has no name and no access control list', () => {
    expect(bucket.Properties).not.toHaveProperty('BucketName');
    expect(bucket.Properties).not.toHaveProperty('AccessControl');
  });

  test('logs its own readers', () => {
    expect(bucket.Properties.LoggingConfiguration).toEqual({ LogFilePrefix: 'server-access/' });
    expect(statements)
      .toContainEqual(expect.objectContaining({
        Sid: 'ServerAccessLogs', Principal: { Service: 'logging.s3.amazonaws.com' },
      }));
  });

  test('takes TLS only', () => {
    expect(statements)
      .toContainEqual(expect.objectContaining({
        Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }));
  });

  test('is written to by load balancers of this account and Region alone', () => {
    expect(statements).toContainEqual(expect.objectContaining({
      ...DELIVERY,
      Condition: {
        ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', [
          'arn:', { Ref: 'AWS::Partition' }, ':elasticloadbalancing:', { Ref: 'AWS::Region' }, ':',
          { Ref: 'AWS::AccountId' }, ':loadbalancer/*',
        ]] } },
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      },
    }));
  });

  test('is ready before the load balancer tries to write', () => {
    const policy = Object.keys(template.findResources('AWS::S3::BucketPolicy'))[0];

    expect(only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').DependsOn).toContain(policy);
  });

  // R-DEL-1
  test.each([
    [Profile.DEVELOPMENT, 30, 'Delete'], [Profile.STAGING, 30, 'Delete'], [Profile.PRODUCTION, 90, 'Retain'],
    [Profile.REGULATED, 365, 'Retain'],
  ])('under $name keeps logs for %d days: %s', (profile, days, policy) => {
    const { Properties, ...found } = only(templateOf(undefined, profile), 'AWS::S3::Bucket');

    expect(Properties.LifecycleConfiguration.Rules[0])
      .toMatchObject({ ExpirationInDays: days, NoncurrentVersionExpiration: { NoncurrentDays: 1 } });
    expect([found.DeletionPolicy, found.UpdateReplacePolicy]).toEqual([policy, policy]);
  });

  test('is emptied on removal only where it is removed', () => {
    templateOf(undefined, Profile.PRODUCTION).resourceCountIs('Custom::S3AutoDeleteObjects', 0);
    templateOf(undefined, Profile.DEVELOPMENT).resourceCountIs('Custom::S3AutoDeleteObjects', 1);
  });

  test('keeps logs as long as you say', () => {
    const rule = only(
      templateOf(AccessLogs.toNewBucket({ retention: Duration.days(400) })), 'AWS::S3::Bucket',
    ).Properties.LifecycleConfiguration.Rules[0];

    expect(rule.ExpirationInDays).toBe(400);
  });
});

describe('a bucket of yours', () => {
  test('takes the logs of several load balancers, each with a statement of another id', () => {
    const { stack, vpc } = setup();
    const bucket = new Bucket(stack, 'Bucket');
    for (const [id, prefix] of [['One', 'one'], ['Two', 'two'], ['Again', 'two']]) {
      new Service(stack, id, {
        vpc, ingress: Ingress.http({ loadBalancer: { accessLogs: AccessLogs.toBucket(bucket, { prefix }) } }),
      });
    }
    const { Properties } = Object.entries(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'))
      .find(([id]) => id.startsWith('BucketPolicy'))![1];
    const statements = Properties.PolicyDocument.Statement as Array<{ Sid: string; Resource: unknown }>;

    expect(statements.map(({ Sid }) => Sid)).toEqual(['LoadBalancerAccessLogs', 'LoadBalancerAccessLogs2']);
    expect(JSON.stringify(statements[1].Resource)).toContain('/two/AWSLogs/');
  });

  test('gets the right to be written to under its prefix', () => {
    const { app, stack, vpc } = setup();
    const logs = new Stack(app, 'Logs');
    const bucket = new Bucket(logs, 'Bucket');
    new Service(stack, 'Shop', {
      vpc, ingress: Ingress.http({ loadBalancer: { accessLogs: AccessLogs.toBucket(bucket, { prefix: 'web' }) } }),
    });
    app.synth();

    Template.fromStack(logs).hasResourceProperties('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: [{
      ...DELIVERY,
      Resource: {
        'Fn::Join': [
          '', [{ 'Fn::GetAtt': [Match.anyValue(), 'Arn'] }, '/web/AWSLogs/', { Ref: 'AWS::AccountId' }, '/*'],
        ],
      },
    }] } });
    expect(attributesOf(Template.fromStack(stack), 'LoadBalancer')['access_logs.s3.prefix']).toBe('web');
    expect(logs.dependencies).toEqual([]);
  });

  test('that is imported is taken as it is', () => {
    const stack = new Stack(new App(), 'Other');
    const template = templateOf(AccessLogs.toBucket(Bucket.fromBucketName(stack, 'Bucket', 'company-logs')));

    expect(attributesOf(template, 'LoadBalancer')['access_logs.s3.bucket']).toBe('company-logs');
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.resourceCountIs('AWS::S3::BucketPolicy', 0);
  });
});

test('no access logs', () => {
  const template = templateOf(AccessLogs.none());

  expect(attributesOf(template, 'LoadBalancer')).not.toHaveProperty('access_logs.s3.enabled');
  template.resourceCountIs('AWS::S3::Bucket', 0);
});

describe('a KMS key that the app gives to the bucket of logs', () => {
  const message = /AccessLogs\] the bucket of logs must be encrypted with S3 managed keys, got a bucket with a KMS key/;
  const withLogs = (change: (app: App) => void) => {
    const { app, vpc, stack } = setup();
    change(app);
    new Service(stack, 'Shop', { vpc, ingress: Ingress.http({ loadBalancer: { firewall: Firewall.none() } }) });
    return app;
  };

  test('by a property injector is an error', () => {
    const app = withLogs((scope) => PropertyInjectors.of(scope).add({
      constructUniqueId: Bucket.PROPERTY_INJECTION_ID,
      inject: (props: BucketProps) => ({ ...props, encryption: BucketEncryption.KMS }),
    }));

    expect(() => app.synth()).toThrow(message);
  });

  test('by an aspect is an error', () => {
    const app = withLogs((scope) => Aspects.of(scope).add({ visit: (node) => {
      if (node instanceof CfnBucket) node.bucketEncryption = ENCRYPTED_BY_KMS;
    } }));

    expect(() => app.synth()).toThrow(message);
    expect(() => withLogs(() => {}).synth()).not.toThrow();
  });
});
