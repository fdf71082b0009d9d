import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Subnet, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  Bootstrap, Compute, ElasticWebTier, FargateService, Ingress, JobSchedule, Placement, Profile, ScheduledJob,
  ServiceImage, TierImage, WorkQueue, type PlacementOptions,
} from '../../src';
import { stackWithVpc, THREE_TIERS } from '../support/stacks';
import { IMAGE } from '../fargate-service/support';

const ENV = { env: { account: '111122223333', region: 'eu-west-1' } };
const bootstrap = Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'));
const TWO_GROUPS = {
  maxAzs: 2, natGateways: 1, subnetConfiguration: [
    { name: 'Public', subnetType: SubnetType.PUBLIC },
    { name: 'Apps', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    { name: 'Batch', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
  ],
};
const networkOf = (template: Template) => Object.values(template.findResources('AWS::ECS::Service'))[0].Properties
  .NetworkConfiguration.AwsvpcConfiguration as { Subnets: { Ref: string }[]; SecurityGroups: object[] };

describe('a service in chosen subnets, with groups of its company', () => {
  const { stack, vpc } = stackWithVpc({ vpc: TWO_GROUPS });
  const group = SecurityGroup.fromSecurityGroupId(stack, 'Clients', 'sg-1');
  const made = new SecurityGroup(stack, 'Made', { vpc });
  const service = new FargateService(stack, 'Shop', {
    vpc, image: IMAGE, ingress: Ingress.http(),
    placement: Placement.inPrivateSubnets({
      vpcSubnets: { subnetGroupName: 'Batch' }, securityGroups: [group, made],
    }),
  });
  new ScheduledJob(stack, 'Nightly', { service, schedule: JobSchedule.at({ hour: '3' }), command: ['nightly'] });
  const template = Template.fromStack(stack);
  const own = { 'Fn::GetAtt': [expect.stringMatching(/^ShopSecurityGroup/), 'GroupId'] };
  const all = [own, 'sg-1', { 'Fn::GetAtt': [expect.stringMatching(/^Made/), 'GroupId'] }];

  test('stands there, with its own group and theirs', () => {
    expect(networkOf(template)).toEqual({
      AssignPublicIp: 'DISABLED', SecurityGroups: all,
      Subnets: [1, 2].map((zone) => ({ Ref: expect.stringMatching(`^VpcBatchSubnet${zone}`) as string })),
    });
  });

  test('has jobs there too', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', { Target: { EcsParameters: { NetworkConfiguration: {
      AwsvpcConfiguration: { SecurityGroups: Match.arrayWith(['sg-1']), Subnets: [
        { Ref: Match.stringLikeRegexp('^VpcBatchSubnet1') }, { Ref: Match.stringLikeRegexp('^VpcBatchSubnet2') },
      ] },
    } } } });
  });

  test('adds no rule to their groups, and none of the load balancer towards them', () => {
    const rules = JSON.stringify([
      ...Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')),
      ...Object.values(template.findResources('AWS::EC2::SecurityGroupEgress')),
    ].map(({ Properties }) => [Properties.GroupId, Properties.DestinationSecurityGroupId]));

    expect(rules).not.toMatch(/sg-1|Made/);
    expect(rules).toMatch(/ShopSecurityGroup/);
  });

  test('does not warn, because the subnets are chosen', () => {
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('several groups'));
  });
});

describe('without a choice', () => {
  test('several groups of private subnets give a warning, for both services', () => {
    const { stack, vpc } = stackWithVpc({ vpc: TWO_GROUPS });
    new FargateService(stack, 'Shop', { vpc, image: IMAGE });
    new ElasticWebTier(stack, 'Web', { vpc, bootstrap });

    for (const path of ['/Stack/Shop', '/Stack/Web']) {
      Annotations.fromStack(stack)
        .hasWarning(path, Match.stringLikeRegexp('\\(Apps, Batch\\), and all of them are used'));
    }
  });

  test('one group gives none', () => {
    const { stack, vpc } = stackWithVpc({ vpc: THREE_TIERS });
    new FargateService(stack, 'Shop', { vpc, image: IMAGE });

    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('several groups'));
  });
});

describe('public subnets without NAT', () => {
  const app = new App();
  Profile.DEVELOPMENT.applyTo(app);
  const stack = new Stack(app, 'Stack', ENV);
  const vpc = new Vpc(stack, 'Vpc', {
    natGateways: 0, maxAzs: 2, subnetConfiguration: [{ name: 'Public', subnetType: SubnetType.PUBLIC }],
  });
  const queue = new WorkQueue(stack, 'Jobs');
  const service = new FargateService(stack, 'Shop', {
    vpc, image: ServiceImage.managedRepository(), placement: Placement.inPublicSubnets(), ingress: Ingress.http(),
  });
  service.connectTo(queue.consumer);
  new ScheduledJob(stack, 'Nightly', {
    service, schedule: JobSchedule.at({ hour: '3' }), command: ['nightly'], image: IMAGE,
  });
  const template = Template.fromStack(stack);

  test('give tasks and jobs a public address', () => {
    expect(networkOf(template)).toMatchObject({ AssignPublicIp: 'ENABLED' });
    template.hasResourceProperties('AWS::Scheduler::Schedule', { Target: { EcsParameters: { NetworkConfiguration: {
      AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' },
    } } } });
  });

  test('need no endpoint', () => template.resourceCountIs('AWS::EC2::VPCEndpoint', 0));

  test('admit nobody but the load balancer', () => {
    const [{ Properties }] = Object.entries(template.findResources('AWS::EC2::SecurityGroup'))
      .filter(([id]) => id.startsWith('ShopSecurityGroup')).map(([, group]) => group);
    expect(Properties.SecurityGroupIngress).toBeUndefined();
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });

  test('give no warning in development, and one in production', () => {
    const WORDS = Match.stringLikeRegexp('tasks have public addresses');
    Annotations.fromStack(stack).hasNoWarning('*', WORDS);
    const production = stackWithVpc();
    new FargateService(production.stack, 'Shop', {
      vpc: production.vpc, image: IMAGE, placement: Placement.inPublicSubnets(),
    });
    Annotations.fromStack(production.stack).hasWarning('/Stack/Shop', WORDS);
  });
});

describe('instances in chosen subnets', () => {
  const made = (compute?: Compute) => {
    const { stack, vpc } = stackWithVpc({ vpc: TWO_GROUPS });
    new ElasticWebTier(stack, 'Web', {
      vpc, bootstrap, compute, ingress: Ingress.http(),
      placement: Placement.inPrivateSubnets({
        vpcSubnets: { subnetGroupName: 'Batch' },
        securityGroups: [SecurityGroup.fromSecurityGroupId(stack, 'Clients', 'sg-1')],
      }),
    });
    return Template.fromStack(stack);
  };

  test('have both groups, in a group of instances', () => {
    const template = made();

    template.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: {
      SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^WebSecurityGroup'), 'GroupId'] }, 'sg-1'],
    } });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', { VPCZoneIdentifier: [
      { Ref: Match.stringLikeRegexp('^VpcBatchSubnet1') }, { Ref: Match.stringLikeRegexp('^VpcBatchSubnet2') },
    ] });
    expect(JSON.stringify(template.findResources('AWS::EC2::SecurityGroupIngress'))).not.toContain('sg-1');
  });

  test('have both groups, one by one', () => {
    made(Compute.singleInstance()).hasResourceProperties('AWS::EC2::Instance', {
      SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^WebSecurityGroup'), 'GroupId'] }, 'sg-1'],
      SubnetId: { Ref: Match.stringLikeRegexp('^VpcBatchSubnet') },
    });
  });

  test('are never public', () => {
    const { stack, vpc } = stackWithVpc();
    expect(() => new ElasticWebTier(stack, 'Web', { vpc, bootstrap, placement: Placement.inPublicSubnets() }))
      .toThrow('"placement" must be Placement.inPrivateSubnets, got Placement.inPublicSubnets');
  });
});

describe('a place that is none', () => {
  const { stack, vpc } = stackWithVpc({ props: ENV, vpc: THREE_TIERS });
  const other = new Vpc(stack, 'Other', { natGateways: 1 });
  const bare = new Vpc(stack, 'Bare', {
    natGateways: 0, subnetConfiguration: [{ name: 'Data', subnetType: SubnetType.PRIVATE_ISOLATED }],
  });
  const image = ServiceImage.fromRepository(Repository.fromRepositoryName(stack, 'Repository', 'shop'), '1');
  let count = 0;
  const place = (placement: unknown, where = vpc) => new FargateService(stack, `Shop${count += 1}`, {
    vpc: where, image, placement: placement as Placement,
  });
  const privately = (options: object) => Placement.inPrivateSubnets(options as PlacementOptions);
  const publicly = (options: object = {}) => Placement.inPublicSubnets(options as PlacementOptions);
  const groups = (length: number) => Array.from({ length }, (_, i) => SecurityGroup.fromSecurityGroupId(
    stack, `Group${count += 1}-${i}`, `sg-${count}-${i}`,
  ));

  test.each<[() => unknown, string]>([
    [() => place({ vpcSubnets: {} }), '"placement" must be made with a factory of Placement, got an object of Object'],
    [() => place(privately({ vpcSubnets: { subnetGroupName: 'Batch' } })),
      '"placement.vpcSubnets.subnetGroupName" must be one of Public, Service, Data, got "Batch"'],
    [() => place(privately({ vpcSubnets: { subnetType: SubnetType.PUBLIC } })),
      '"placement.vpcSubnets" must be private or isolated subnets, got Stack/Vpc/PublicSubnet1'],
    [() => place(publicly({ vpcSubnets: { subnetGroupName: 'Service' } })),
      '"placement.vpcSubnets" must be public subnets, got Stack/Vpc/ServiceSubnet1'],
    [() => place(privately({ vpcSubnets: { subnets: other.privateSubnets } })),
      '"placement.vpcSubnets.subnets[0]" must be a subnet of Stack/Vpc'],
    [() => place(privately({ vpcSubnets: { subnets: [] } })), '"placement.vpcSubnets" must select at least one subnet'],
    [() => place(privately({ vpcSubnets: { subnetGroupName: 'Data', subnetType: SubnetType.PRIVATE_ISOLATED } })),
      '"placement.vpcSubnets" must have one of'],
    [() => place(publicly(), bare), '"vpc" must have public subnets, got private ones only'],
    [() => place(privately({ securityGroups: [new SecurityGroup(stack, 'Foreign', { vpc: other })] })),
      '"placement.securityGroups[0]" must be a security group of Stack/Vpc, got Stack/Foreign'],
    [() => place(privately({ securityGroups: ['sg-1'] })),
      '"placement.securityGroups[0]" must be an ISecurityGroup, got a text'],
    [() => place(privately({ securityGroups: groups(16) })),
      '"placement.securityGroups" must have at most 15 groups, got 16'],
    [() => { const [one] = groups(1); return place(privately({ securityGroups: [one, one] })); },
      '"placement.securityGroups[1]" must differ from "placement.securityGroups[0]", got the same group'],
  ])('%# is rejected', (make, problem) => {
    expect(make).toThrow(problem);
  });

  test.each<[() => unknown]>([
    [() => place(privately({ securityGroups: groups(15) }))],
    [() => place(privately({ vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } }))],
    [() => place(privately({ vpcSubnets: { subnets: [Subnet.fromSubnetId(stack, 'Known', 'subnet-1')] } }))],
    [() => place(publicly({ vpcSubnets: { subnetGroupName: 'Public', onePerAz: true } }))],
    [() => place(privately({ securityGroups: [SecurityGroup.fromSecurityGroupId(
      stack, 'Later', new CfnParameter(stack, 'GroupId').valueAsString,
    )] }))],
    [() => place(undefined)],
  ])('%# passes', (make) => {
    expect(make).not.toThrow();
  });

  test('isolated subnets in a VPC with NAT give a warning', () => {
    const own = stackWithVpc({ vpc: THREE_TIERS });
    new FargateService(own.stack, 'Shop', {
      vpc: own.vpc, image: IMAGE, placement: privately({ vpcSubnets: { subnetGroupName: 'Data' } }),
    });
    Annotations.fromStack(own.stack).hasWarning('/Stack/Shop', Match.stringLikeRegexp('no route to the internet'));
  });
});
