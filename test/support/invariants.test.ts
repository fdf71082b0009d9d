import { brokenInvariants, INVARIANTS, type TemplateJson } from './invariants';
import { withoutCustomerKey } from './key-users';

/** For each invariant a template that breaks it: a check that cannot fail proves nothing. */
const BROKEN: Record<string, TemplateJson['Resources']> = {
  'the internet reaches load balancers only': {
    Sg: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0', FromPort: 9090, ToPort: 9090 }] },
    },
  },
  'the internet reaches load balancers on the ports of their listeners only': {
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Subnets: ['a', 'b'], SecurityGroups: [{ 'Fn::GetAtt': ['Sg', 'GroupId'] }] },
    },
    Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { Port: 443 } },
    Sg: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0', FromPort: 8443, ToPort: 8443 }] },
    },
  },
  'data stores accept security groups only, on one port': {
    Db: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { StorageEncrypted: true, VPCSecurityGroups: [{ 'Fn::GetAtt': ['Sg', 'GroupId'] }] },
      DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot',
    },
    Rule: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        GroupId: { 'Fn::GetAtt': ['Sg', 'GroupId'] }, CidrIp: '10.0.0.0/8', FromPort: 5432, ToPort: 5432,
      },
    },
  },
  'a rule of a security group admits to one port': {
    Rule: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: { GroupId: 'sg-1', SourceSecurityGroupId: 'sg-2', IpProtocol: 'tcp', FromPort: 0, ToPort: 65535 },
    },
  },
  'what encrypts with a key of the stack may do so': {
    Key: {
      Type: 'AWS::KMS::Key', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
      Properties: { KeyPolicy: { Statement: [
        { Effect: 'Allow', Principal: { Service: 'logs.eu-west-1.amazonaws.com' }, Action: 'kms:Decrypt' },
        { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'kms:GenerateDataKey*' },
      ] } },
    },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
    Policy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: [
        { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish' },
        { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish' },
      ] } },
    },
  },
  'what has targets waits for the rule that leads to them': {
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { HealthCheckTimeoutSeconds: 5, HealthCheckIntervalSeconds: 10 },
    },
    Rule: {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: { Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }] },
    },
    Service: {
      Type: 'AWS::ECS::Service', Properties: { LoadBalancers: [{ TargetGroupArn: { Ref: 'Targets' } }] },
    },
  },
  'a right on everything reads, or knows no resource': {
    Role: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [{ Ref: 'Rights' }] } },
    Rights: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Statement: [
        { Effect: 'Allow', Action: 'elasticloadbalancing:ModifyRule', Resource: '*' },
      ] } },
    },
  },
  'no inline policy, no managed policy of AWS': { Policy: { Type: 'AWS::IAM::Policy' } },
  'every log group has a retention': {
    Logs: { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' },
  },
  'stateful resources say what becomes of them': {
    Repository: { Type: 'AWS::ECR::Repository', DeletionPolicy: 'Retain' },
  },
  'every alarm acts and treats missing data': {
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { AlarmActions: [], TreatMissingData: 'breaching', AlarmDescription: 'x' },
    },
  },
  'no password stands in the template': { Any: { Type: 'X::Y::Z', Properties: { Auth: { Password: 'hunter2' } } } },
  'scaling bounds are in order': {
    Target: { Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: { MinCapacity: 3, MaxCapacity: 2 } },
  },
  'a deployment never resets what scaling chose': {
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: '1', MaxSize: '2', DesiredCapacity: '1' },
    },
  },
  'health checks time out before the next one': {
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { HealthCheckTimeoutSeconds: 30, HealthCheckIntervalSeconds: 30 },
    },
  },
  'load balancers and data stores span two zones': {
    Subnets: { Type: 'AWS::RDS::DBSubnetGroup', Properties: { SubnetIds: ['a'] } },
  },
  'no list of subnets stays in one zone': {
    A: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: 'eu-west-1a' } },
    B: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: 'eu-west-1a' } },
    Subnets: { Type: 'AWS::ElastiCache::SubnetGroup', Properties: { SubnetIds: [{ Ref: 'A' }, { Ref: 'B' }] } },
  },
  'a policy belongs to one role': {
    Rights: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'A' }, { Ref: 'B' }] } },
  },
  'names have the length that AWS allows': {
    Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'a'.repeat(65) } },
  },
  'tasks and instances have no public address': {
    Service: {
      Type: 'AWS::ECS::Service',
      Properties: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } } },
    },
  },
  'buckets are closed, encrypted and TLS only': {
    Bucket: {
      Type: 'AWS::S3::Bucket', Properties: { PublicAccessBlockConfiguration: {}, BucketEncryption: {} },
      DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
    },
  },
  'data at rest is encrypted': { Topic: { Type: 'AWS::SNS::Topic' } },
  'nothing physical is named, except log groups, what RDS names them after, and alarms that other stacks name': {
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'web' } },
  },
};

describe('the invariants themselves', () => {
  test.each(Object.keys(INVARIANTS))('"%s" fails when it is broken', (name) => {
    const broken = brokenInvariants({ Resources: BROKEN[name] });

    expect(broken.length).toBeGreaterThan(0);
    expect(broken.every((line) => line.startsWith(`${name}: `))).toBe(true);
  });
});

test('what has no key of the customer is seen, and a replica has that of its source', () => {
  expect(withoutCustomerKey({ Resources: {
    Jobs: { Type: 'AWS::SQS::Queue', Properties: { SqsManagedSseEnabled: true } },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
    Writer: { Type: 'AWS::RDS::DBInstance', Properties: { StorageEncrypted: true } },
    Reader: { Type: 'AWS::RDS::DBInstance', Properties: { SourceDBInstanceIdentifier: { Ref: 'Writer' } } },
    Rule: { Type: 'AWS::Events::Rule' },
  } })).toEqual(['Jobs', 'Writer']);
});
