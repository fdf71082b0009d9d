import { App, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { restrictProvider } from '../../src/core';

const ROLE = 'CustomVpcRestrictDefaultSGCustomResourceProviderRole';
const RIGHTS = 'CustomVpcRestrictDefaultSGCustomResourceProviderRights';

// R-SEC-2
describe('the function behind a custom resource of the CDK', () => {
  const stack = new Stack();
  restrictProvider('VpcRestrictDefaultSG', new Vpc(stack, 'Network', { restrictDefaultSecurityGroup: true }));
  // after it, as by another construct of the stack.
  new Vpc(stack, 'Other', { restrictDefaultSecurityGroup: true });
  const bucket = new Bucket(stack, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
  restrictProvider('S3AutoDeleteObjects', bucket);
  const template = Template.fromStack(stack);
  const policies = template.findResources('AWS::IAM::ManagedPolicy');
  const only = (prefix: string) => Object.entries(policies).find(([id]) => id.startsWith(prefix))!;

  test('has a role without an inline policy and without a managed policy of AWS', () => {
    const [rights] = only(RIGHTS);
    const [, role] = Object.entries(template.findResources('AWS::IAM::Role')).find(([id]) => id.startsWith(ROLE))!;

    expect(role.Properties.ManagedPolicyArns).toEqual([{ Ref: rights }]);
    template.allResourcesProperties('AWS::IAM::Role', { Policies: Match.absent() });
    expect(JSON.stringify(template.toJSON())).not.toContain('AWSLambdaBasicExecutionRole');
  });

  test('may close the default group of every VPC of the stack, also of one that came later', () => {
    const [, { Properties: { PolicyDocument: { Statement } } }] = only(RIGHTS);
    const groups = JSON.stringify(Statement[1].Resource).match(/"DefaultSecurityGroup"/g);

    expect(Statement[1].Action).toEqual([
      'ec2:AuthorizeSecurityGroupEgress', 'ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupIngress',
    ]);
    expect(groups).toHaveLength(2);
  });

  test('may write into its own log group only', () => {
    for (const { Properties: { PolicyDocument: { Statement } } } of Object.values(policies)) {
      expect(Statement[0]).toEqual({
        Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/ProviderLogGroup/), 'Arn'] },
      });
    }
    expect(Object.keys(policies)).toHaveLength(2);
  });

  test('needs no statement of its own to empty a bucket, whose policy admits it', () => {
    const [, { Properties: { PolicyDocument: { Statement } } }] = only('CustomS3AutoDeleteObjects');

    expect(Statement).toHaveLength(1);
  });

  test('takes the role that an app brings for it', () => {
    const app = new App();
    const brought = new Stack(app, 'Brought');
    Role.customizeRoles(brought, {
      usePrecreatedRoles: { 'Brought/Custom::VpcRestrictDefaultSGCustomResourceProvider/Role': 'closes-groups' },
    });
    restrictProvider('VpcRestrictDefaultSG', new Vpc(brought, 'Network', { restrictDefaultSecurityGroup: true }));

    expect(brought.node.findAll().filter((node) => CfnResource.isCfnResource(node)
      && /^AWS::IAM::(Role|ManagedPolicy)$/.test(node.cfnResourceType))).toEqual([]);
  });
});
