import { App, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceType, MachineImage, Volume, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Bootstrap, Compute, DataVolume, ElasticWebTier, Profile } from '../../src';
import { CONTAINER, CONTEXT, ENVIRONMENT, singleOf, stackWithVpc, statementsOf, userDataOf } from './support';
import { only } from '../support/templates';

const INSTANCE = 'AWS::EC2::Instance';
const VOLUME = 'AWS::EC2::Volume';

describe('a single instance', () => { // R-EC2-1, R-EC2-4
  const { template, tier } = singleOf();
  const instance = only(template, INSTANCE);

  test('is launched from the launch template, whose new version replaces it under the same id', () => {
    const { id } = only(template, 'AWS::EC2::LaunchTemplate');

    expect(instance.Properties)
      .toMatchObject({
        LaunchTemplate: { LaunchTemplateId: { Ref: id }, Version: { 'Fn::GetAtt': [id, 'LatestVersionNumber'] } },
      });
    expect(instance.Properties).not.toHaveProperty('UserData');
    expect(instance.Properties).not.toHaveProperty('ImageId');
  });

  test('is what the load balancer sends requests to', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Targets: [{ Id: { Ref: instance.id }, Port: 8080 }],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 8080, SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ShopLoadBalancer'), 'GroupId'] },
    });
  });

  test('is moved to another host when its host fails', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'StatusCheckFailed_System', Statistic: 'Maximum', Period: 60, EvaluationPeriods: 2, Threshold: 1,
      Dimensions: [{ Name: 'InstanceId', Value: { Ref: instance.id } }],
      AlarmActions: [
        { Ref: Match.stringLikeRegexp('^OperationsTopic') },
        { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':automate:eu-west-1:ec2:recover']] },
      ],
      OKActions: [{ Ref: Match.stringLikeRegexp('^OperationsTopic') }],
    });
  });

  test('is restarted when its operating system fails', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'StatusCheckFailed_Instance', Statistic: 'Maximum', Period: 60, EvaluationPeriods: 3, Threshold: 1,
      AlarmActions: [
        Match.anyValue(), { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':automate:eu-west-1:ec2:reboot']] },
      ],
      OKActions: [Match.anyValue()],
    });
  });

  test('is protected against termination, encrypted, EBS optimised and measured every minute', () => {
    expect(instance.Properties).toMatchObject({
      DisableApiTermination: true, EbsOptimized: true, Monitoring: true,
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeType: 'gp3', VolumeSize: 20 } }],
    });
  });

  test('is created when its application answers, with time to take over from a predecessor', () => {
    expect(instance.CreationPolicy).toEqual({ ResourceSignal: { Timeout: 'PT23M' } });
    expect(userDataOf(template)).toContain(`--resource '${instance.id}'`);
  });

  test('shows what is underneath', () => {
    expect(tier.autoScalingGroup).toBeUndefined();
    expect(tier.scalingAlarms).toEqual([]);
    expect(tier.computeId).toBe(tier.instance!.instanceId);
    expect(tier.dataVolume!.availabilityZone).toBe('eu-west-1a');
  });

  test('takes type and protection of the user', () => {
    const { template: other } = singleOf({ instanceType: new InstanceType('m7g.large'), terminationProtection: false });

    other.hasResourceProperties(INSTANCE, { InstanceType: 'm7g.large', DisableApiTermination: false });
    expect(userDataOf(other)).not.toContain('modify-instance-attribute');
  });

  test('goes away with one command in development', () => { // R-DEL-1
    const { stack, vpc } = stackWithVpc();
    Profile.DEVELOPMENT.applyTo(stack);
    new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER, compute: Compute.singleInstance() });

    Template.fromStack(stack)
      .hasResourceProperties(INSTANCE, { InstanceType: 't3.micro', DisableApiTermination: false });
  });
});

describe('its machine image', () => { // R-EC2-4
  const single = (stack: Stack, machineImage?: ReturnType<typeof MachineImage.genericLinux>) =>
    new ElasticWebTier(stack, 'Shop', {
      vpc: new Vpc(stack, 'Vpc'), bootstrap: CONTAINER, compute: Compute.singleInstance(), machineImage,
    });
  const warnings = (tier: ElasticWebTier) =>
    tier.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data);

  test('is looked up once and kept in the context', () => {
    const stack = new Stack(new App({ context: CONTEXT }), 'Stack', { env: ENVIRONMENT });
    const tier = single(stack);

    Template.fromStack(stack)
      .hasResourceProperties('AWS::EC2::LaunchTemplate', {
        LaunchTemplateData: Match.objectLike({ ImageId: 'ami-0123456789abcdef0' }),
      });
    expect(warnings(tier)).toEqual([]);
  });

  test('cannot be kept without an environment, which gives a warning', () => {
    const tier = single(new Stack(new App(), 'Stack'));

    expect(warnings(tier))
      .toEqual([expect.stringContaining('a new release of Amazon Linux replaces the instance at the next deployment')]);
    expect(() => tier.node.root.node.findAll()).not.toThrow();
  });

  test('of the user gives none', () => {
    expect(warnings(single(new Stack(new App(), 'Stack'), MachineImage.genericLinux({ 'eu-west-1': 'ami-1' }))))
      .toEqual(
        [],
      );
  });
});

describe('its data', () => { // R-EC2-4
  test('has an encrypted volume of its own that outlives the instance and the stack', () => {
    const { template } = singleOf();

    template.hasResource(VOLUME, {
      Properties: {
        AvailabilityZone: 'eu-west-1a', Encrypted: true, VolumeType: 'gp3', Size: 20, Iops: Match.absent(),
        KmsKeyId: Match.absent(),
      },
      DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
    });
    expect(only(template, INSTANCE).Properties)
      .toMatchObject({ SubnetId: { Ref: expect.stringMatching(/^VpcPrivateSubnet1/) } });
  });

  test('takes size, speed, place and end of the user', () => {
    const { template } = singleOf({
      dataVolume: DataVolume.sized({
        size: Size.gibibytes(100), iops: 6000, mountPath: '/var/lib/shop', removalPolicy: RemovalPolicy.SNAPSHOT,
      }),
    });

    template.hasResource(VOLUME, {
      Properties: { Size: 100, Iops: 6000 }, DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot',
    });
    expect(userDataOf(template)).toContain('--volume /var/lib/shop:/var/lib/shop');
  });

  test.each([
    [Profile.DEVELOPMENT, 'Snapshot'], [Profile.STAGING, 'Snapshot'], [Profile.PRODUCTION, 'Retain'],
    [Profile.REGULATED, 'Retain'],
  ])(
    'is never deleted, whatever the profile: %#', (profile, policy) => {
      const { stack, vpc } = stackWithVpc();
      profile.applyTo(stack);
      new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER, compute: Compute.singleInstance() });

      Template.fromStack(stack).hasResource(VOLUME, { DeletionPolicy: policy, UpdateReplacePolicy: policy });
    },
  );

  test(
    'is encrypted with the key of the stack with the regulated profile, which the instance may use to attach it',
    () => {
      const { stack, vpc } = stackWithVpc();
      Profile.REGULATED.applyTo(stack);
      new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER, compute: Compute.singleInstance() });

      const template = Template.fromStack(stack);
      template.hasResourceProperties(VOLUME, {
        KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EncryptionKey'), 'Arn'] },
      });
      expect(statementsOf(template))
        .toContainEqual(expect.objectContaining({
          Action: 'kms:CreateGrant', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        }));
    },
  );

  test('does not decide whether a predecessor can start again: its root volume may have a key of its own', () => {
    const { stack, vpc } = stackWithVpc();
    Profile.REGULATED.applyTo(stack);
    const volume = new Volume(stack, 'Archive', {
      availabilityZone: 'eu-west-1b', size: Size.gibibytes(50), encrypted: true,
    });
    new ElasticWebTier(stack, 'Shop', {
      vpc, bootstrap: CONTAINER, compute: Compute.singleInstance({ dataVolume: DataVolume.existing(volume) }),
    });

    const grant = statementsOf(Template.fromStack(stack)).find(({ Action }) => Action === 'kms:CreateGrant');
    expect(grant?.Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^EncryptionKey/), 'Arn'] });
  });

  test('may be on a volume of the user, next to which the instance starts', () => {
    const { stack, vpc } = stackWithVpc();
    const volume = new Volume(stack, 'Archive', {
      availabilityZone: 'eu-west-1b', size: Size.gibibytes(50), encrypted: true,
    });
    const tier = new ElasticWebTier(stack, 'Shop', {
      vpc, bootstrap: CONTAINER,
      compute: Compute.singleInstance({ dataVolume: DataVolume.existing(volume, { mountPath: '/archive' }) }),
    });

    const template = Template.fromStack(stack);
    expect(tier.dataVolume).toBe(volume);
    template.resourceCountIs(VOLUME, 1);
    template.hasResourceProperties(INSTANCE, { SubnetId: { Ref: Match.stringLikeRegexp('^VpcPrivateSubnet2') } });
    expect(userDataOf(template)).toMatch(/volume='<Archive\w+>'/);
  });

  test('may be nowhere: then nothing is attached, and no instance may be stopped', () => {
    const { template, tier } = singleOf({ dataVolume: DataVolume.none(), terminationProtection: false });

    template.resourceCountIs(VOLUME, 0);
    expect(tier.dataVolume).toBeUndefined();
    expect(userDataOf(template)).not.toContain('attach-volume');
    expect(JSON.stringify(statementsOf(template))).not.toMatch(/ec2:(Stop|Attach|Modify)/);
  });

  test('is left to an image that brings everything', () => {
    singleOf({}, { bootstrap: Bootstrap.none() }).template.resourceCountIs(VOLUME, 0);
  });
});

describe('the rights of a successor', () => {
  const { template } = singleOf();
  const own = { StringEquals: {
    'aws:ResourceTag/aws:cloudformation:stack-id': { Ref: 'AWS::StackId' },
    'aws:ResourceTag/aws:cloudformation:logical-id': only(template, INSTANCE).id,
  } };

  test('reach instances of the same logical id only', () => {
    expect(statementsOf(template)).toContainEqual({
      Effect: 'Allow', Sid: 'Predecessor', Resource: '*', Condition: own,
      Action: [
        'ec2:AttachVolume', 'ec2:DetachVolume', 'ec2:ModifyInstanceAttribute', 'ec2:StartInstances',
        'ec2:StopInstances',
      ],
    });
  });

  test('are less for an instance that nothing protects', () => {
    const { template: open } = singleOf({ terminationProtection: false });

    expect(statementsOf(open)).toContainEqual(expect.objectContaining({
      Sid: 'Predecessor', Action: ['ec2:AttachVolume', 'ec2:DetachVolume', 'ec2:StartInstances', 'ec2:StopInstances'],
    }));
  });

  test('are less for an instance without data', () => {
    const { template: bare } = singleOf({ dataVolume: DataVolume.none() });

    expect(statementsOf(bare))
      .toContainEqual(expect.objectContaining({ Sid: 'Predecessor', Action: 'ec2:ModifyInstanceAttribute' }));
    expect(statementsOf(bare))
      .toContainEqual(expect.objectContaining({ Sid: 'WhichInstance', Action: 'ec2:DescribeInstances' }));
  });

  test('reach the data volume only', () => {
    expect(statementsOf(template)).toContainEqual({
      Effect: 'Allow', Sid: 'DataVolume', Action: ['ec2:AttachVolume', 'ec2:DetachVolume'],
      Resource: {
        'Fn::Join': [
          '',
          [
            'arn:', { Ref: 'AWS::Partition' }, ':ec2:eu-west-1:111122223333:volume/',
            { Ref: only(template, VOLUME).id },
          ],
        ],
      },
    });
  });
});
