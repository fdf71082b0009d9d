import { App, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Port, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  AwsService, Bootstrap, Compute, ElasticWebTier, FargateService, Ingress, Nat, Network, Profile, ServiceImage,
  TrafficSplit, WebLoadBalancer,
} from '../../src';
import { CONTAINER, groupOf, HTTP, joined, queueIn, singleOf, stackWithVpc, tierOf, userDataOf } from './support';
import { only } from '../support/templates';
import type { Queue } from '../support/queue';

describe('a tier with defaults only', () => {
  const { template, tier } = tierOf();

  test('is a group of two to ten instances without an ingress: a worker', () => { // R-EC2-1, R-EC2-3
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '2', MaxSize: '10', HealthCheckType: 'EC2',
    });
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 0);
    expect([
      tier.loadBalancer, tier.listener, tier.listenerRule, tier.targetGroup, tier.url, tier.instance, tier.dataVolume,
    ])
      .toEqual([undefined, undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  test('runs in private subnets, without public addresses, keys or an open port', () => { // R-NET-3, R-EC2-2
    const subnets = only(template, 'AWS::AutoScaling::AutoScalingGroup').Properties.VPCZoneIdentifier as {
      Ref: string;
    }[];

    expect(subnets.map(({ Ref }) => Ref))
      .toEqual([expect.stringMatching(/^VpcPrivate/), expect.stringMatching(/^VpcPrivate/)]);
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: Match.objectLike({ KeyName: Match.absent(), NetworkInterfaces: Match.absent() }),
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('logs into one group with retention', () => { // R-MON-5
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });
});

describe('a tier behind a load balancer', () => {
  const { template, tier, stack } = groupOf();

  test('shows what is underneath', () => {
    expect(tier.loadBalancer).toBeInstanceOf(ApplicationLoadBalancer);
    expect(tier.autoScalingGroup!.autoScalingGroupName).toBe(tier.computeId);
    expect(stack.resolve(tier.launchTemplate.launchTemplateId))
      .toEqual({ Ref: only(template, 'AWS::EC2::LaunchTemplate').id });
    expect(tier.grantPrincipal).toBe(tier.role);
    expect(tier.url).toMatch(/^http:/);
    expect(tier.listenerRule).toBeDefined();
    expect(tier.scalingAlarms).toHaveLength(2);
  });

  test('is reached on its port by the load balancer only', () => { // R-NET-4
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 8080, ToPort: 8080, IpProtocol: 'tcp',
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ShopLoadBalancer'), 'GroupId'] },
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ShopSecurityGroup'), 'GroupId'] },
    });
  });

  test('has targets that are instances', () => { // R-LB-1
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'instance', Port: 8080 });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      TargetGroupARNs: [{ Ref: Match.stringLikeRegexp('TargetGroup') }],
    });
  });

  test('starts after its rights, its settings, its route to the internet and its rule', () => {
    const { DependsOn } = only(template, 'AWS::AutoScaling::AutoScalingGroup');

    for (const name of ['ShopRoleRights', 'ShopSettingsParameter', 'DefaultRoute', 'ShopInternetFacingRule']) {
      expect(DependsOn).toContainEqual(expect.stringContaining(name));
    }
  });
});

test('a tier and a Fargate service share the requests of one load balancer by weight', () => { // R-LB-7
  const { stack, vpc } = stackWithVpc();
  const edge = new WebLoadBalancer(stack, 'Edge', { vpc, protocol: ApplicationProtocol.HTTP });
  const split = new TrafficSplit(stack, 'Split', { loadBalancer: edge, paths: ['/*'] });
  const onInstances = new ElasticWebTier(stack, 'OnInstances', {
    vpc, bootstrap: CONTAINER, ingress: Ingress.weighted(split, 90),
  });
  const onFargate = new FargateService(stack, 'OnFargate', {
    vpc, image: ServiceImage.fromRegistry('nginx:1.27.3'), ingress: Ingress.weighted(split, 10),
  });

  Template.fromStack(stack)
    .hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', { Actions: [Match.objectLike({ ForwardConfig: {
      TargetGroups: [
        { TargetGroupArn: stack.resolve(onInstances.targetGroup!.targetGroupArn), Weight: 90 },
        { TargetGroupArn: stack.resolve(onFargate.targetGroup!.targetGroupArn), Weight: 10 },
      ],
    } })] });
});

describe('outputs', () => { // R-EC2-1, R-DEL-3
  const outputsOf = (template: Template) => Object.keys(template.toJSON().Outputs ?? {}).sort();

  test('have the same names for a group and for a single instance', () => {
    const names = [
      'ComputeId', 'ListenerArn', 'LoadBalancerDnsName', 'LogGroupName', 'SecurityGroupId', 'TargetGroupArn', 'Url',
    ].map(
      (name) => `Shop${name}`,
    );
    const template = ({ compute }: { compute: Compute }) =>
      tierOf({ ingress: HTTP, compute }, (tier) => tier.exportOutputs()).template;

    expect(outputsOf(template({ compute: Compute.autoScaling() }))).toEqual(names);
    expect(outputsOf(template({ compute: Compute.singleInstance() }))).toEqual(names);
  });

  test('of a group name it, those of an instance give its id', () => {
    const group = tierOf({ compute: Compute.autoScaling() }, (tier) => tier.exportOutputs('Blue')).template;
    const single = tierOf({ compute: Compute.singleInstance() }, (tier) => tier.exportOutputs('Blue')).template;

    group.hasOutput('BlueComputeId', { Value: { Ref: only(group, 'AWS::AutoScaling::AutoScalingGroup').id } });
    single.hasOutput('BlueComputeId', { Value: { Ref: only(single, 'AWS::EC2::Instance').id } });
  });

  test('are written only when asked for', () => {
    const { stack } = tierOf();

    expect(stack.node.findAll().filter((node) => node instanceof CfnOutput)).toEqual([]);
  });
});

describe('tags of instances and volumes', () => { // R-EC2-5
  const TAGS = [
    { Key: 'environment', Value: 'production' }, { Key: 'Name', Value: 'Stack/Shop' },
    { Key: 'owner', Value: 'shop-team' },
  ];

  test('say name, environment and owner in a group', () => {
    const { template } = groupOf({}, { owner: 'shop-team' });

    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: Match.objectLike({
        TagSpecifications: [{ ResourceType: 'instance', Tags: TAGS }, { ResourceType: 'volume', Tags: TAGS }],
      }),
    });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      Tags: TAGS.map((tag) => ({ ...tag, PropagateAtLaunch: true })),
    });
  });

  test('say name, environment and owner of a single instance and its data', () => {
    const { template } = singleOf({}, { owner: 'shop-team' });

    template.hasResourceProperties('AWS::EC2::Instance', { Tags: TAGS, PropagateTagsToVolumeOnCreation: true });
    template.hasResourceProperties('AWS::EC2::Volume', { Tags: TAGS });
  });

  test('give way to those of the user', () => {
    const { template } = singleOf({}, { owner: 'shop-team' });
    const { template: tagged } = tierOf({ compute: Compute.singleInstance(), owner: 'shop-team' }, (_, stack) =>
      Tags.of(stack).add('environment', 'blue'));

    template.hasResourceProperties('AWS::EC2::Volume', {
      Tags: Match.arrayWith([{ Key: 'environment', Value: 'production' }]),
    });
    tagged.hasResourceProperties('AWS::EC2::Volume', {
      Tags: Match.arrayWith([{ Key: 'environment', Value: 'blue' }]),
    });
  });
});

describe('everything set', () => {
  test('reaches the template', () => {
    const { template } = tierOf({
      ingress: HTTP, port: 3000, logRetention: RetentionDays.THREE_MONTHS, environment: { LOG_LEVEL: 'debug' },
    });

    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Port: 3000 });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
    expect(userDataOf(template)).toContain('http://localhost:3000/health');
    expect(userDataOf(template)).not.toContain('debug');
  });
});

describe('surroundings', () => {
  test('two tiers fit into one stack', () => {
    const { stack, vpc } = stackWithVpc();
    for (const id of ['Shop', 'Blog']) new ElasticWebTier(stack, id, { vpc, bootstrap: CONTAINER, ingress: HTTP });

    Template.fromStack(stack).resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 2);
  });

  test('an environment-agnostic stack gets a group without a warning', () => {
    const stack = new Stack(new App(), 'Stack');
    new ElasticWebTier(stack, 'Shop', { vpc: new Vpc(stack, 'Vpc'), bootstrap: CONTAINER });

    expect(stack.node.findAll().flatMap((node) => node.node.metadata.filter(({ type }) => type === 'aws:cdk:warning')))
      .toEqual(
        [],
      );
  });

  test('a load balancer in another stack is shared without a cycle', () => { // R-LB-4
    const app = new App();
    const platform = new Stack(app, 'Platform');
    const network = new Network(platform, 'Network', { availabilityZones: 2 });
    const edge = new WebLoadBalancer(platform, 'Edge', { vpc: network.vpc, protocol: ApplicationProtocol.HTTP });
    const stack = new Stack(app, 'Shop');
    new ElasticWebTier(stack, 'Shop', {
      vpc: network.vpc, bootstrap: CONTAINER, ingress: Ingress.route(edge, { paths: ['/shop/*'] }),
    });

    expect(() => app.synth()).not.toThrow();
    Template.fromStack(platform).resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerRule', 0);
  });

  test('a VPC without NAT gets every endpoint that an instance needs', () => { // R-NET-2
    const stack = new Stack(new App(), 'Stack');
    Profile.DEVELOPMENT.applyTo(stack);
    const network = new Network(stack, 'Network', { nat: Nat.none() });
    new ElasticWebTier(stack, 'Shop', { vpc: network.vpc, bootstrap: Bootstrap.script('/usr/bin/shop') });

    const template = Template.fromStack(stack);
    const names = Object.values(template.findResources('AWS::EC2::VPCEndpoint'))
      .map(({ Properties }) => JSON.stringify(Properties.ServiceName).replace(/.*\.([\w-]+)".*/, '$1'))
      .sort();
    expect(names).toEqual(['autoscaling', 'cloudformation', 'ec2', 'logs', 'monitoring', 's3', 'ssm', 'ssmmessages']);
  });

  test('an imported VPC without NAT has to have them', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: ['a', 'b'], isolatedSubnetIds: ['s-1', 's-2'],
      isolatedSubnetRouteTableIds: ['r-1', 'r-2'],
    });

    expect(() => new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: Bootstrap.none() })).toThrow(new Error(
      'Stack/Shop (ElasticWebTier) has an invalid prop:\n  "vpc" must have a NAT gateway, or VPC endpoints for ssm, '
      + 'ssmmessages, got neither: '
      + 'create the endpoints, and declare them with Network.declareEndpoints(vpc, [...])'));
    Network.declareEndpoints(vpc, [AwsService.SSM, AwsService.SSM_MESSAGES]);
    expect(() => new ElasticWebTier(stack, 'Blog', { vpc, bootstrap: Bootstrap.none() })).not.toThrow();
  });
});

describe('connectTo', () => { // R-DB-5
  const { template, stack } = tierOf({ environment: { LOG_LEVEL: 'info' } }, (tier, { node }) =>
    tier.connectTo(queueIn(tier.node.scope as Stack, node.findChild('Vpc') as Vpc)));

  test('opens the port of the backend to the instances', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 5671, ToPort: 5671,
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ShopSecurityGroup'), 'GroupId'] },
    });
  });

  test('grants access to the backend and to its secrets', () => {
    const actions = JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'));

    expect(actions).toContain('sqs:SendMessage');
    expect(actions).toContain('secretsmanager:GetSecretValue');
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('passes settings as values and secrets as ARNs, in the parameter and not in the user data', () => {
    const value = JSON.stringify(only(template, 'AWS::SSM::Parameter').Properties.Value);

    expect(value).toContain('\\"LOG_LEVEL\\":\\"info\\"');
    expect(value).toContain('\\"QUEUE_HOST\\":\\"queue.internal\\"');
    expect(value).toMatch(/QUEUE_PASSWORD.*\{"Ref":"QueueSecret\w+"\},":password::/);
    expect(userDataOf(template)).not.toMatch(/queue|LOG_LEVEL|QUEUE/i);
  });

  test('passes settings with two braces in a form that the Parameter Store takes', () => {
    const { template: braced } = tierOf(
      { environment: { LOG_FORMAT: '{{.Time}} {{{x}}}', FROM_STORE: '{{resolve:ssm:/level}}' } },
      (tier, { node }) =>
        tier.connectTo(queueIn(tier.node.scope as Stack, node.findChild('Vpc') as Vpc)),
    );
    const value = joined(only(braced, 'AWS::SSM::Parameter').Properties.Value);

    expect(value.replace('{{resolve:', '')).not.toContain('{{');
    expect(JSON.parse(value).environment)
      .toMatchObject({ LOG_FORMAT: '{{.Time}} {{{x}}}', FROM_STORE: '{{resolve:ssm:/level}}' });
  });

  test('starts the instances after the backend', () => {
    expect(only(template, 'AWS::AutoScaling::AutoScalingGroup').DependsOn).toContainEqual(
      expect.stringMatching(/^QueueSecret/),
    );
  });

  test('fails for variables that are there already', () => {
    const { tier, vpc } = tierOf({ environment: { QUEUE_HOST: 'mine' } });

    expect(() => tier.connectTo(queueIn(tier.node.scope as Stack, vpc))).toThrow(new Error(
      'Stack/Shop (ElasticWebTier) has an invalid prop:\n  "environmentPrefix" must give names that the application '
      + 'does not have yet, got "QUEUE": '
      + '"QUEUE_HOST" of Stack/Queue is there already; connect it with another prefix'));
    expect(() => tier.connectTo(tier.node.scope!.node.findChild(
      'Queue',
    ) as Queue, { environmentPrefix: 'JOBS' })).not.toThrow();
  });

  test('leaves variables to an image that brings everything', () => {
    const { template: baked } = tierOf({ bootstrap: Bootstrap.none() }, (tier, { node }) =>
      tier.connectTo(queueIn(tier.node.scope as Stack, node.findChild('Vpc') as Vpc)));

    baked.resourceCountIs('AWS::SSM::Parameter', 0);
    baked.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 5671 });
  });

  test('and connections know the port of the application', () => {
    const { tier } = tierOf({ port: 3000 });

    expect(tier.connections.defaultPort).toEqual(Port.tcp(3000));
    expect(stack.stackName).toBe('Stack');
  });
});

describe('new settings', () => {
  test('make new instances, because their fingerprint is in the user data', () => {
    const fingerprint = (value: string) =>
      /# settings (\w{16})/.exec(userDataOf(tierOf({ environment: { LOG_LEVEL: value } }).template))![1];

    expect(fingerprint('info')).toBe(fingerprint('info'));
    expect(fingerprint('info')).not.toBe(fingerprint('debug'));
  });
});
