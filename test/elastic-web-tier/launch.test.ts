import fs from 'node:fs';
import path from 'node:path';
import { CfnParameter, Size } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceType, MachineImage } from 'aws-cdk-lib/aws-ec2';
import { Protocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Bootstrap, Compute, ElasticWebTier, Ingress, InstancePurchase, Profile, TierImage } from '../../src';
import { CONTAINER, groupOf, singleOf, stackWithVpc, statementsOf, tierOf, userDataOf } from './support';
import { only } from '../support/templates';

const LAUNCH_TEMPLATE = 'AWS::EC2::LaunchTemplate';
const data = (properties: object) => ({ LaunchTemplateData: Match.objectLike(properties) });

describe('the launch template', () => { // R-EC2-2
  const { template } = groupOf();

  test('accepts IMDSv2 only, one hop further for containers', () => {
    template.hasResourceProperties(
      LAUNCH_TEMPLATE,
      data({ MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled', HttpPutResponseHopLimit: 2 } }),
    );
    tierOf({ bootstrap: Bootstrap.script('/usr/bin/shop') }).template
      .hasResourceProperties(
        LAUNCH_TEMPLATE, data({ MetadataOptions: Match.objectLike({ HttpPutResponseHopLimit: 1 }) }),
      );
  });

  test('has an encrypted gp3 root volume that goes with its instance', () => { // R-SEC-2
    template.hasResourceProperties(LAUNCH_TEMPLATE, data({ BlockDeviceMappings: [{
      DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeType: 'gp3', VolumeSize: 20, DeleteOnTermination: true },
    }] }));
  });

  test('is EBS optimised and measured every minute', () => {
    template.hasResourceProperties(LAUNCH_TEMPLATE, data({ EbsOptimized: true, Monitoring: { Enabled: true } }));
  });

  test('is not EBS optimised where EC2 has no such thing, and would refuse to launch it', () => {
    const optimized = (...types: string[]) => {
      const [instanceType, ...moreInstanceTypes] = types.map((type) => new InstanceType(type));
      const { template: launched } = groupOf({ instanceType, purchase: InstancePurchase.mixed({ moreInstanceTypes }) });
      return (only(launched, LAUNCH_TEMPLATE).Properties.LaunchTemplateData as { EbsOptimized?: boolean }).EbsOptimized;
    };

    expect(['t2.micro', 'm3.medium', 'c3.8xlarge'].map((type) => optimized(type)))
      .toEqual([undefined, undefined, undefined]);
    expect(optimized('t3.micro', 't2.micro')).toBeUndefined();
    expect(['m3.xlarge', 'c3.xlarge', 't3.micro'].map((type) => optimized(type))).toEqual([true, true, true]);
    expect(
      only(
        singleOf({ instanceType: new InstanceType('t2.micro') }).template, 'AWS::EC2::Instance',
      ).Properties.EbsOptimized,
    )
      .toBeUndefined();
  });

  test('takes the newest Amazon Linux 2023 of its architecture', () => {
    template.hasParameter('*', {
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
      Default: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64',
    });
    groupOf({ instanceType: new InstanceType('m7g.large') }).template
      .hasParameter('*', { Default: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64' });
  });

  test('takes image and size of the user, known or not', () => {
    const { stack, vpc } = stackWithVpc();
    const size = Size.gibibytes(new CfnParameter(stack, 'Size', { type: 'Number' }).valueAsNumber);
    new ElasticWebTier(stack, 'Shop', {
      vpc, bootstrap: CONTAINER, rootVolumeSize: size,
      machineImage: MachineImage.genericLinux({ 'eu-west-1': 'ami-1' }),
    });

    Template.fromStack(stack).hasResourceProperties(LAUNCH_TEMPLATE, data({
      ImageId: 'ami-1',
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: Match.objectLike({ VolumeSize: { Ref: 'Size' } }) }],
    }));
  });

  test('uses the key of the stack with the regulated profile, which Auto Scaling may use too', () => {
    const { stack, vpc } = stackWithVpc();
    Profile.REGULATED.applyTo(stack);
    new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER, compute: Compute.autoScaling() });

    const template = Template.fromStack(stack);
    template.hasResourceProperties(LAUNCH_TEMPLATE, data({
      BlockDeviceMappings: [Match.objectLike({ Ebs: Match.objectLike({ KmsKeyId: Match.anyValue() }) })],
    }));
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({
      Sid: 'Volumes', Condition: Match.objectLike({ ArnEquals: { 'aws:PrincipalArn': Match.anyValue() } }),
    })]) } });
  });
});

describe('the health check of the load balancer', () => { // R-LB-1
  test('is what the first boot waits for, on its path and port', () => {
    const { template } = groupOf({}, { ingress: Ingress.http({ healthCheck: { path: '/alive', port: '9000' } }) });

    expect(userDataOf(template)).toContain('http://localhost:9000/alive');
    expect(userDataOf(template)).toContain('--publish 8080:8080 --publish 9000:9000 ');
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 9000, ToPort: 9000 });
  });

  test('says to the first boot which protocol it speaks and which answers it takes', () => {
    const { template } = groupOf({}, {
      ingress: Ingress.http({ healthCheck: { protocol: Protocol.HTTPS, healthyHttpCodes: '200,401' } }),
    });

    expect(userDataOf(template)).toContain('https://localhost:8080/health');
    expect(userDataOf(template)).toMatch(/^codes=200,401$/m);
    expect(userDataOf(tierOf().template)).toMatch(/^codes=200-399$/m);
  });
});

describe('the role', () => { // R-EC2-2, R-SEC-1
  const { template } = groupOf();

  test('has one managed policy, and none of AWS', () => {
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: 'ec2.amazonaws.com' } })] },
      ManagedPolicyArns: Match.absent(),
    });
  });

  test('lets Session Manager in, and nothing else through Systems Manager', () => {
    const actions = statementsOf(template).filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action)
      .filter(
        (action) => /^ssm/.test(action),
      );

    expect(actions).toEqual([
      'ssm:UpdateInstanceInformation', 'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ]);
  });

  test('sends metrics of the agent only, and logs to its own group only', () => {
    expect(statementsOf(template)).toContainEqual(expect.objectContaining({
      Action: 'cloudwatch:PutMetricData', Condition: { StringEquals: { 'cloudwatch:namespace': 'CWAgent' } },
    }));
    expect(statementsOf(template)).toContainEqual({
      Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ShopLogGroup/), 'Arn'] },
    });
  });

  test('changes nothing that is not its own', () => {
    const open = statementsOf(template).filter(({ Resource, Condition }) => Resource === '*' && Condition === undefined)
      .flatMap(
        ({ Action }) => Action,
      );

    expect(open.filter((action) => !/:(Describe|Create|Open|Update)/.test(action))).toEqual([]);
    expect(open.filter((action) => !/^(ssm|ssmmessages):|:Describe/.test(action))).toEqual([]);
  });

  test('pulls from the repository of its image', () => {
    const { stack, vpc } = stackWithVpc();
    const repository = new Repository(stack, 'Repository');
    new ElasticWebTier(stack, 'Shop', {
      vpc, bootstrap: Bootstrap.container(TierImage.fromRepository(repository, '1.4.2')),
    });

    const own = Template.fromStack(stack);
    expect(statementsOf(own))
      .toContainEqual(expect.objectContaining({
        Action: expect.arrayContaining(['ecr:BatchGetImage']),
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Repository/), 'Arn'] },
      }));
    expect(userDataOf(own)).toContain('"ecr-login"');
  });

  test('pulls from the repositories of a Compose project', () => {
    const { stack, vpc } = stackWithVpc();
    const repositories = ['One', 'Two'].map((id) => new Repository(stack, id));
    new ElasticWebTier(stack, 'Shop', {
      vpc, bootstrap: Bootstrap.compose(path.join(__dirname, 'boot/compose.yaml'), { repositories }),
    });

    const pulls = statementsOf(Template.fromStack(stack)).filter(({ Action }) => Action.includes('ecr:BatchGetImage'));
    expect(JSON.stringify(pulls)).toMatch(/One.*Two/);
  });
});

describe('an image that is built from a directory', () => { // R-ECS-3
  test.each([['t3.medium', 'linux/amd64'], ['t4g.medium', 'linux/arm64']])(
    'is built for the processor of %s',
    (type, platform) => {
      const { app, stack } = groupOf({ instanceType: new InstanceType(type) }, {
        bootstrap: Bootstrap.container(TierImage.fromAsset(path.join(__dirname, 'image'))),
      });
      const assembly = app.synth();
      const { dockerImages } = JSON.parse(fs.readFileSync(
        path.join(assembly.directory, `${stack.artifactId}.assets.json`), 'utf8',
      ));

      expect(Object.values(dockerImages))
        .toEqual([expect.objectContaining({ source: expect.objectContaining({ platform }) })]);
    },
  );
});
