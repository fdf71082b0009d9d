// R-MON-1: a resource that is replaced takes its alarms along, and whoever watches from another stack is not in the
// way.
import { App, Stack } from 'aws-cdk-lib';
import { InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  Bootstrap, Compute, ElasticWebTier, FargateService, Ingress, MonitoringStack, Notification, ServiceImage, TierImage,
  type IMonitored,
} from '../../src';
import { ENV, type Resource, type Resources } from './support';

interface Template { readonly Resources: Resources; readonly Outputs?: Record<string, { readonly Export?: unknown }> }
interface Templates { readonly shop: Template; readonly monitoring: Template }

const IMAGE = 'public.ecr.aws/docker/library/nginx:1.29';

/** Two stacks: one with the subject, one that watches it and tells a chat. */
function templatesOf(build: (stack: Stack) => IMonitored): Templates {
  const app = new App();
  const shop = new Stack(app, 'Shop', { env: ENV });
  const monitoring = new MonitoringStack(app, 'Monitoring', {
    env: ENV, subjects: [build(shop)],
    notifications: [
      Notification.email('ops@example.com'),
      Notification.slack({ workspaceId: 'T0123456789', channelId: 'C0123456789' }),
    ],
  });
  const assembly = app.synth();
  const templateOf = (stack: Stack) => assembly.getStackByName(stack.stackName).template as Template;
  return { shop: templateOf(shop), monitoring: templateOf(monitoring) };
}

function vpcIn(stack: Stack): Vpc {
  return new Vpc(stack, 'Vpc', { maxAzs: 2 });
}

function serviceIn(stack: Stack, { isInternal = false, hasOwnCluster = true } = {}): FargateService {
  const vpc = vpcIn(stack);
  return new FargateService(stack, 'Web', {
    vpc, image: ServiceImage.fromRegistry(IMAGE),
    ingress: isInternal ? Ingress.internal({ protocol: ApplicationProtocol.HTTP }) : Ingress.http(),
    cluster: hasOwnCluster ? undefined : new Cluster(stack, 'Shared', { vpc }),
  });
}

function tierIn(stack: Stack, instanceType: string): ElasticWebTier {
  return new ElasticWebTier(stack, 'Web', {
    vpc: vpcIn(stack), bootstrap: Bootstrap.container(TierImage.fromRegistry(IMAGE)),
    compute: Compute.singleInstance({ instanceType: new InstanceType(instanceType) }),
  });
}

/** Ids of the resources that the alarms of a template watch, by the name of the dimension. */
function watchedIn({ Resources: resources }: Template, dimension: string): string[] {
  const alarms = Object.values(resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  const ids = alarms.flatMap((alarm) => dimensionsOf(alarm))
    .filter(({ Name }) => Name === dimension).flatMap(({ Value }) => referencesIn(Value));
  return [...new Set(ids)];
}

function dimensionsOf({ Properties: p }: Resource): { Name: string; Value: unknown }[] {
  const metrics = (p.Metrics ?? []) as {
    MetricStat?: { Metric: { Dimensions: { Name: string; Value: unknown }[] } };
  }[];
  return [...p.Dimensions ?? [], ...metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? [])];
}

function referencesIn(value: unknown): string[] {
  const text = JSON.stringify(value);
  return [...text.matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([A-Za-z0-9]+)"/g)].map(([, id]) => id);
}

const REPLACED: readonly [string, string, (stack: Stack) => IMonitored, (stack: Stack) => IMonitored][] = [
  ['a target group', 'TargetGroup', (stack) => serviceIn(stack), (stack) => serviceIn(stack, { isInternal: true })],
  ['a cluster', 'ClusterName', (stack) => serviceIn(stack), (stack) => serviceIn(stack, { hasOwnCluster: false })],
];

describe.each(REPLACED)('%s that is replaced', (_, dimension, before, after) => {
  const [old, young] = [templatesOf(before), templatesOf(after)];

  test('has its alarms follow in the same template', () => {
    const [was, is] = [watchedIn(old.shop, dimension), watchedIn(young.shop, dimension)];

    expect(was).toHaveLength(1);
    expect(is).toHaveLength(1);
    expect(is).not.toEqual(was);
    expect(young.shop.Resources).toHaveProperty(is[0]);
    expect(young.shop.Resources).not.toHaveProperty(was[0]);
  });

  test('leaves the stack that watches as it is', () => {
    expect(young.monitoring).toEqual(old.monitoring);
  });

  test.each([['before', old], ['after', young]] as const)('is held by no export %s', (__, { shop, monitoring }) => {
    expect(JSON.stringify(monitoring)).not.toContain('Fn::ImportValue');
    expect(Object.values(shop.Outputs ?? {}).filter((output) => output.Export)).toEqual([]);
  });
});

describe('an instance that is replaced under the same logical id', () => {
  const [old, young] = [
    templatesOf((stack) => tierIn(stack, 't3.small')), templatesOf((stack) => tierIn(stack, 't3.large')),
  ];

  test('is watched by reference in the same template, so CloudFormation updates its alarms with it', () => {
    const [instance, ...others] = watchedIn(young.shop, 'InstanceId');

    expect(others).toEqual([]);
    expect(watchedIn(old.shop, 'InstanceId')).toEqual([instance]);
    expect(young.shop.Resources[instance].Type).toBe('AWS::EC2::Instance');
  });

  test('leaves the stack that watches as it is, and is held by no export', () => {
    expect(young.monitoring).toEqual(old.monitoring);
    expect(JSON.stringify(young)).not.toMatch(/Fn::ImportValue|"Export"/);
  });
});
