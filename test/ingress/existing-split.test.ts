// moving from a service that the library did not make, by weight (R-LB-4)
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import {
  ApplicationListener, ApplicationLoadBalancer, ApplicationTargetGroup, ListenerAction, TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { FargateService, Ingress, ServiceImage, TrafficSplit } from '../../src';
import { Service } from './support';
import { zoneIn } from '../support/stacks';
import { only } from '../support/templates';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';

// docs/coming-from-aws-ecs-patterns.md
describe('the load balancer of aws-ecs-patterns', () => {
  const kept = /(LoadBalancer|Listener|SecurityGroup|RecordSet)$/;
  const stays = (make: (given: { stack: Stack; vpc: Vpc; certificate: ICertificate }) => void) => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
    make({ stack, vpc, certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE) });
    const { Resources: resources } = Template.fromStack(stack).toJSON() as {
      Resources: { [id: string]: { Type: string; Properties: object } };
    };
    return Object.entries(resources).filter(([id, { Type }]) => kept.test(Type) && !id.startsWith('OldService'))
      // what may differ changes in place.
      .map(([id, { Type, Properties }]) =>
        [id, { Type, ...Properties, DefaultActions: undefined, SecurityGroupEgress: undefined }]);
  };

  test('stays with its name when its construct goes', () => {
    const before = stays(({ stack, vpc, certificate }) => new ApplicationLoadBalancedFargateService(stack, 'Old', {
      vpc, certificate, domainName: 'shop.example.com', domainZone: zoneIn(stack), redirectHTTP: true,
      taskImageOptions: { image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3') },
    }));
    const after = stays(({ stack, vpc, certificate }) => {
      const old = new Construct(stack, 'Old');
      const loadBalancer = new ApplicationLoadBalancer(old, 'LB', { vpc, internetFacing: true });
      loadBalancer.addListener('PublicListener', {
        port: 443, certificates: [certificate], defaultAction: ListenerAction.fixedResponse(404),
      });
      loadBalancer.addListener('PublicRedirectListener', {
        port: 80, defaultAction: ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
      });
      new ARecord(old, 'DNS', {
        zone: zoneIn(stack), recordName: 'shop.example.com',
        target: RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)),
      });
    });

    expect(before.map(([id]) => id)).toHaveLength(5);
    expect(Object.fromEntries(after)).toEqual(Object.fromEntries(before));
  });
});

describe('a service of aws-ecs-patterns and one of the library', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const old = new ApplicationLoadBalancedFargateService(stack, 'Old', {
    vpc, taskImageOptions: { image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3') },
  });
  const split = TrafficSplit.existing(stack, 'Split', {
    loadBalancer: old.loadBalancer, listener: old.listener, paths: ['/*'],
  });
  split.addTargetGroup(old.targetGroup, 90);
  new FargateService(stack, 'New', {
    vpc, image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'), ingress: Ingress.weighted(split, 10),
  });
  const template = Template.fromStack(stack);

  test('share one rule by weight', () => {
    const { Properties } = only(template, 'AWS::ElasticLoadBalancingV2::ListenerRule');

    expect(Properties.ListenerArn).toEqual(stack.resolve(old.listener.listenerArn));
    expect(Properties.Actions[0].ForwardConfig.TargetGroups).toEqual([
      { TargetGroupArn: stack.resolve(old.targetGroup.targetGroupArn), Weight: 90 },
      { TargetGroupArn: { Ref: expect.stringMatching(/^NewExisting.*TargetGroup/) }, Weight: 10 },
    ]);
  });

  test('are both let in by the load balancer', () => {
    const from = { 'Fn::GetAtt': [expect.stringMatching(/^OldLBSecurityGroup/), 'GroupId'] };
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'))
      .map(({ Properties }) => Properties);

    expect(rules.map((rule) => rule.FromPort).sort()).toEqual([80, 8080]);
    for (const rule of rules) expect(rule.SourceSecurityGroupId).toEqual(from);
  });

  test('the old one is asked for its weight once, and for no more than AWS takes', () => {
    const groups = Array.from({ length: 3 }, (_, i) => new ApplicationTargetGroup(stack, `Group${i}`, {
      vpc, port: 80, targetType: TargetType.IP,
    }));
    for (const group of groups) split.addTargetGroup(group, 0);

    expect(() => split.addTargetGroup(groups[0], 1)).toThrow(
      'Stack/Split (TrafficSplit.addTargetGroup) has 2 invalid props:\n  "targetGroup" must be added once, got '
      + 'Stack/Group0',
    );
    expect(() => split.addTargetGroup(new ApplicationTargetGroup(stack, 'Sixth', { vpc, port: 80 }), 1))
      .toThrow('"targetGroup" must have at most 5 services, got 6');
    expect(() => split.addTargetGroup(undefined as never, 1000)).toThrow('"weight" must be an integer from 0 to 999, '
      + 'got 1000');
  });
});

describe('a split on an imported load balancer', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const loadBalancer = ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Theirs', {
    loadBalancerArn: `${ELB}:loadbalancer/app/theirs/1`, securityGroupId: 'sg-1',
    loadBalancerDnsName: 'theirs.example.org',
  });
  const listenerOf = (id: string, of = 'theirs') => ApplicationListener.fromApplicationListenerAttributes(stack, id, {
    listenerArn: `${ELB}:listener/app/${of}/1/2`,
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, `${id}Group`, 'sg-1'),
  });
  const listener = listenerOf('Listener');
  const split = TrafficSplit.existing(stack, 'Split', {
    loadBalancer, listener, hosts: ['shop.example.com'], priority: 7,
  });
  for (const [id, weight] of [['One', 1], ['Two', 2]] as const) {
    new Service(stack, id, { vpc, ingress: Ingress.weighted(split, weight) });
  }
  split.addTargetGroup(ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'OldTargets', {
    targetGroupArn: `${ELB}:targetgroup/theirs/1`,
  }), 3);

  test('lets the load balancer out to both services', () => {
    const template = Template.fromStack(stack);
    const out = Object.values(template.findResources('AWS::EC2::SecurityGroupEgress'))
      .map(({ Properties }) => Properties);

    expect(out.map((rule) => [rule.GroupId, rule.FromPort])).toEqual([['sg-1', 8080], ['sg-1', 8080]]);
    expect(split.url).toBe('https://shop.example.com');
  });

  test('takes a target group that is imported too, without a warning', () => {
    Annotations.fromStack(stack).hasNoWarning('/Stack/OldTargets', Match.anyValue());
    const { Properties } = only(Template.fromStack(stack), 'AWS::ElasticLoadBalancingV2::ListenerRule');
    expect(Properties.Actions[0].ForwardConfig.TargetGroups).toContainEqual(
      { TargetGroupArn: `${ELB}:targetgroup/theirs/1`, Weight: 3 },
    );
  });

  test('fails like an ingress, with all problems at once', () => {
    const other = listenerOf('Other', 'other');

    expect(() => TrafficSplit.existing(stack, 'Bad', { loadBalancer, listener: other, paths: ['/*'] }))
      .toThrow('Stack/Bad (TrafficSplit) has an invalid prop:\n  "listener" must be a listener of Stack/Theirs, got '
        + 'Stack/Other');
    expect(() => TrafficSplit.existing(stack, 'Bad2', { loadBalancer, listener, priority: 0, url: 'shop' }))
      .toThrow('Stack/Bad2 (TrafficSplit) has 3 invalid props');
    expect(() => TrafficSplit.existing(stack, 'Bad3', { loadBalancer, listener, priority: 7, paths: ['/a'] }))
      .toThrow('"priority" must be unique on the listener, and Stack/Split has the same, got 7');
    expect(() => TrafficSplit.existing(stack, 'Bad4', undefined as never)).toThrow('"loadBalancer" must be a '
      + 'WebLoadBalancer');
  });
});
