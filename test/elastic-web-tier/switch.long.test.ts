// a switch between a group and a single instance, as CloudFormation sees it. R-EC2-1
import { diffTemplate, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { Template } from 'aws-cdk-lib/assertions';
import { InstanceType, MachineImage, Volume } from 'aws-cdk-lib/aws-ec2';
import { Size, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Compute, DataVolume, ElasticWebTier, Ingress, PostgresDatabase, Profile, type ElasticWebTierProps,
} from '../../src';
import { CONTAINER, stackWithVpc } from './support';

const STATEFUL = [
  'AWS::EC2::Volume', 'AWS::RDS::DBInstance', 'AWS::S3::Bucket', 'AWS::Logs::LogGroup', 'AWS::KMS::Key',
  'AWS::SecretsManager::Secret', 'AWS::EC2::VPC',
];
/** What users and other stacks hold on to. */
const KEPT = [
  'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::ElasticLoadBalancingV2::TargetGroup', 'AWS::Route53::RecordSet', 'AWS::EC2::SecurityGroup', 'AWS::IAM::Role',
  'AWS::EC2::LaunchTemplate',
  'AWS::SSM::Parameter',
];
const LOST = [ResourceImpact.WILL_REPLACE, ResourceImpact.WILL_DESTROY];

function templateOf(
  compute: (stack: Stack) => Compute, profile = Profile.PRODUCTION, more: Partial<ElasticWebTierProps> = {},
): Record<string, unknown> {
  const { stack, vpc } = stackWithVpc();
  profile.applyTo(stack);
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z1', zoneName: 'example.com',
  });
  const tier = new ElasticWebTier(stack, 'Shop', {
    vpc, bootstrap: CONTAINER, ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone }),
    compute: compute(stack), ...more,
  });
  tier.connectTo(new PostgresDatabase(stack, 'Database', { vpc }));
  tier.exportOutputs();
  return Template.fromStack(stack).toJSON();
}

type Templates = readonly [Record<string, unknown>, Record<string, unknown>];
const idsOf = (template: Record<string, unknown>, types: readonly string[]) =>
  Object.entries(template.Resources as Record<string, { Type: string }>).filter(([, { Type }]) => types.includes(Type))
    .map(
      ([id]) => id,
    )
    .sort();

/** Resources of some types that an update replaces or deletes. */
function lostIn([before, after]: Templates, types: readonly string[]): string[] {
  const { resources } = diffTemplate(before, after);
  return resources.logicalIds.filter((id) =>
    types.includes(resources.get(id).resourceType ?? '') && LOST.includes(resources.get(id).changeImpact));
}

const group = () => Compute.autoScaling();
const single = () => Compute.singleInstance();

describe.each([['production', Profile.PRODUCTION], ['regulated', Profile.REGULATED]])(
  'a switch in %s',
  (_, profile) => {
    const [asGroup, asSingle] = [templateOf(group, profile), templateOf(single, profile)];

    test.each<[string, Templates]>([
      ['to a single instance', [asGroup, asSingle]], ['to a group', [asSingle, asGroup]],
    ])(
      '%s loses nothing',
      (_direction, templates) => {
        expect(lostIn(templates, [...STATEFUL, ...KEPT])).toEqual([]);
      },
    );

    test('keeps every id that users and other stacks hold on to', () => {
      expect(idsOf(asSingle, KEPT)).toEqual(idsOf(asGroup, KEPT));
      expect(idsOf(asGroup, KEPT).length).toBeGreaterThan(10);
      expect(idsOf(asSingle, STATEFUL.slice(1))).toEqual(idsOf(asGroup, STATEFUL.slice(1)));
    });

    test('keeps the names of the outputs', () => {
      expect(Object.keys(asSingle.Outputs as object).sort()).toEqual(Object.keys(asGroup.Outputs as object).sort());
    });

    test('leaves the data volume behind', () => {
      const [id] = idsOf(asSingle, ['AWS::EC2::Volume']);

      expect(diffTemplate(asSingle, asGroup).resources.get(id).changeImpact).toBe(ResourceImpact.WILL_ORPHAN);
    });
  },
);

test('a switch in development leaves a snapshot of the data', () => {
  const template = templateOf(single, Profile.DEVELOPMENT);
  const [id] = idsOf(template, ['AWS::EC2::Volume']);

  expect((template.Resources as Record<string, object>)[id])
    .toMatchObject({ DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' });
});

test('a switch does not touch a volume of the user', () => {
  const volumeOf = (stack: Stack) =>
    new Volume(stack, 'Data', { availabilityZone: 'eu-west-1a', size: Size.gibibytes(50), encrypted: true });
  const before = templateOf((stack) => Compute.singleInstance({ dataVolume: DataVolume.existing(volumeOf(stack)) }));
  const after = templateOf((stack) => { volumeOf(stack); return Compute.autoScaling(); });

  expect(idsOf(after, ['AWS::EC2::Volume'])).toEqual(idsOf(before, ['AWS::EC2::Volume']));
  expect(lostIn([before, after], STATEFUL)).toEqual([]);
});

describe('an update', () => {
  const image = (id: string) => ({ machineImage: MachineImage.genericLinux({ 'eu-west-1': id }) });

  // R-EC2-4
  test('of the machine image replaces the single instance, and keeps its data and everything around it', () => {
    const templates = [
      templateOf(single, Profile.PRODUCTION, image('ami-1')), templateOf(single, Profile.PRODUCTION, image('ami-2')),
    ] as const;
    const { resources } = diffTemplate(templates[0], templates[1]);
    const [template] = idsOf(templates[0], ['AWS::EC2::LaunchTemplate']);

    expect(resources.logicalIds.filter((id) => resources.get(id).isDifferent && !resources.get(id).isAddition))
      .toContain(
        template,
      );
    expect(lostIn(templates, [...STATEFUL, ...KEPT])).toEqual([]);
    expect(idsOf(templates[1], ['AWS::EC2::Instance', 'AWS::EC2::Volume']))
      .toEqual(idsOf(templates[0], ['AWS::EC2::Instance', 'AWS::EC2::Volume']));
  });

  test('of the instance type keeps group, template and data', () => {
    const templates = [
      templateOf(group), templateOf(() => Compute.autoScaling({ instanceType: new InstanceType('m5.large') })),
    ] as const;

    expect(lostIn(templates, [...STATEFUL, ...KEPT, 'AWS::AutoScaling::AutoScalingGroup'])).toEqual([]);
  });
});
