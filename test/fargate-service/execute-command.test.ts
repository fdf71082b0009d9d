import { Match, Template } from 'aws-cdk-lib/assertions';
import { Cluster, ExecuteCommandLogging } from 'aws-cdk-lib/aws-ecs';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Profile } from '../../src/core';
import { FargateService } from '../../src/fargate-service';
import { IMAGE, serviceTemplate } from './support';
import { stackWithVpc } from '../support/stacks';
import { only } from '../support/templates';

const CHANNELS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
  (action) => `ssmmessages:${action}`,
);

describe('shell in a container', () => {
  test('is off by default, and then grants nothing', () => {
    const { template } = serviceTemplate();

    expect(only(template, 'AWS::ECS::Service').Properties.EnableExecuteCommand ?? false).toBe(false);
    expect(JSON.stringify(template.toJSON())).not.toContain('ssmmessages');
  });

  describe('in a cluster of its own', () => {
    const { template } = serviceTemplate({ task: { enableExecuteCommand: true } });

    test('is recorded in a log group of its own', () => {
      expect(only(template, 'AWS::ECS::Service').Properties.EnableExecuteCommand).toBe(true);
      expect(only(template, 'AWS::ECS::Cluster').Properties.Configuration)
        .toEqual({ ExecuteCommandConfiguration: {
          Logging: 'OVERRIDE',
          LogConfiguration: {
            CloudWatchLogGroupName: { Ref: expect.stringMatching(/^ShopSessionLogGroup/) },
            CloudWatchEncryptionEnabled: false,
          },
        } });
    });

    test('has the rights that a session needs, and no others', () => {
      template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
        Roles: [{ Ref: Match.stringLikeRegexp('^ShopTaskRole') }],
        PolicyDocument: { Statement: [
          { Sid: 'SessionChannels', Effect: 'Allow', Action: CHANNELS, Resource: '*' },
          { Sid: 'SessionLogGroups', Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: '*' },
          {
            Sid: 'SessionLog', Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ShopSessionLogGroup'), 'Arn'] },
          },
        ] },
      });
    });
  });

  // R-SEC-2
  test('is encrypted with the key of the stack under REGULATED', () => {
    const { stack, vpc } = stackWithVpc();
    Profile.REGULATED.applyTo(stack);
    new FargateService(stack, 'Shop', { vpc, image: IMAGE, task: { enableExecuteCommand: true } });
    const template = Template.fromStack(stack);
    const key = { 'Fn::GetAtt': [expect.stringMatching(/^EncryptionKey/), 'Arn'] };

    expect(only(template, 'AWS::ECS::Cluster').Properties.Configuration.ExecuteCommandConfiguration)
      .toMatchObject(
        {
          KmsKeyId: key, LogConfiguration: { CloudWatchEncryptionEnabled: true },
        },
      );
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: Match.arrayWith([
      {
        Sid: 'SessionKey', Effect: 'Allow', Action: 'kms:Decrypt',
        Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EncryptionKey'), 'Arn'] },
      },
    ]) } });
  });

  test('follows the settings of a shared cluster', () => {
    const { stack, vpc } = stackWithVpc();
    const logGroup = new LogGroup(stack, 'Sessions');
    const cluster = new Cluster(stack, 'Cluster', { vpc, executeCommandConfiguration: {
      kmsKey: new Key(stack, 'Key'), logging: ExecuteCommandLogging.OVERRIDE,
      logConfiguration: { cloudWatchLogGroup: logGroup },
    } });
    new FargateService(stack, 'Shop', { vpc, cluster, image: IMAGE, task: { enableExecuteCommand: true } });
    const template = Template.fromStack(stack);

    expect(Object.keys(template.findResources('AWS::Logs::LogGroup')).filter((id) => id.includes('SessionLogGroup')))
      .toEqual(
        [],
      );
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: Match.arrayWith([
      Match.objectLike({ Sid: 'SessionLog', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Sessions'), 'Arn'] } }),
      Match.objectLike({ Sid: 'SessionKey', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } }),
    ]) } });
  });
});
