import { Value, type Resource, type Template } from '../../template';
import { cpuAim, surplusCredits } from './burstable';
import type { Context, Rules } from './context';
import type { CostRange } from './cost-range';
import { always, mapped, sum, times } from './ranges';
import { charge, HOURS, note, type Item } from './item';
import { instanceVolumes, volume } from './volumes';

/** Metrics that detailed monitoring of an instance sends, each billed as a custom metric. */
const DETAILED_METRICS = 7;

/** What decides the price of an instance. */
interface Machine {
  readonly type: Value;
  readonly mappings: readonly Value[];
  readonly isDetailed: boolean;
  readonly interfaces: Value;
  readonly credits: Value;
  /** Whether the machine is bought as Spot from the first unit on. */
  readonly isSpot: boolean;
}

export const INSTANCE_RULES: Rules = {
  'AWS::AutoScaling::AutoScalingGroup': priceGroup,
  'AWS::EC2::Instance': priceInstance,
  'AWS::EC2::Volume': (resource) => volume(resource.get(), 'Size', resource.get('VolumeType'), always(1)),
};

function priceInstance(instance: Resource, context: Context): Item[] {
  const machine = instanceMachine(instance, context.template);
  const one = always(1);
  return [
    ...price(machine, one, machine.isSpot ? one : always(0), context, undefined),
    ...addresses(machine.interfaces, [instance.get('SubnetId')], one, context.template),
  ];
}

function priceGroup(group: Resource, context: Context): Item[] {
  const { template } = context;
  const units = context.units(group);
  const machine = groupMachine(group, template);
  if (!units) return [note('unpriced', 'the number of instances is known at deployment only')];
  if (!machine) return [note('unpriced', 'its launch template is not in this template')];
  const spot = spotOf(group.get('MixedInstancesPolicy', 'InstancesDistribution'), machine, units);
  return [
    ...price(machine, units, spot, context, cpuAim(group, template)),
    ...addresses(machine.interfaces, group.get('VPCZoneIdentifier').items, units, template),
  ];
}

function price(
  machine: Machine, units: CostRange, spot: CostRange, { traffic, spotPercent }: Context, aim: number | undefined,
): Item[] {
  const type = machine.type.text;
  if (type === undefined) return [note('unpriced', 'the instance type is known at deployment only')];
  const onDemand = sum([units, times(spot, -1)]);
  return [
    ...onDemand.maximum > 0 ? [charge(`${type} instances`, `ec2.${type}`, times(onDemand, HOURS))] : [],
    ...spot.maximum > 0
      ? [
          note('assumption', `Spot prices float: ${spotPercent} % of the on-demand price`),
          charge(`${type} Spot instances`, `ec2.${type}`, times(spot, HOURS * spotPercent / 100)),
        ]
      : [],
    ...instanceVolumes(machine.mappings, units),
    ...machine.isDetailed
      ? [charge('detailed monitoring', 'cloudwatch.customMetricMonth', times(units, DETAILED_METRICS))]
      : [],
    ...surplusCredits(type, machine.credits, units, traffic.cpuPercent, aim),
  ];
}

/** Units that are bought as Spot: the share above the on-demand base. */
function spotOf(distribution: Value, machine: Machine, units: CostRange): CostRange {
  if (machine.isSpot) return units;
  if (!distribution.exists) return always(0);
  const base = distribution.at('OnDemandBaseCapacity').number ?? 0;
  const share = 1 - (distribution.at('OnDemandPercentageAboveBaseCapacity').number ?? 100) / 100;
  return mapped(units, (count) => Math.max(0, count - base) * share);
}

/** Public IPv4 addresses: asked for by the interface, else given by the subnet. */
function addresses(interfaces: Value, subnets: readonly Value[], units: CostRange, template: Template): Item[] {
  const asked = interfaces.at(0, 'AssociatePublicIpAddress').boolean;
  const given = subnets.some((subnet) => template.target(subnet)?.get('MapPublicIpOnLaunch').boolean === true);
  return asked ?? given ? [charge('public IPv4 addresses', 'vpc.publicIpv4InUseHour', times(units, HOURS))] : [];
}

function groupMachine(group: Resource, template: Template): Machine | undefined {
  const mixed = group.get('MixedInstancesPolicy', 'LaunchTemplate');
  const specification = mixed.exists ? mixed.at('LaunchTemplateSpecification') : group.get('LaunchTemplate');
  const launchTemplate = template.target(specification.at('LaunchTemplateId'));
  if (launchTemplate) {
    return fromLaunchTemplate(launchTemplate, mixed.at('Overrides', 0, 'InstanceType'));
  }
  const configuration = template.target(group.get('LaunchConfigurationName'));
  return configuration && {
    type: configuration.get('InstanceType'),
    mappings: configuration.get('BlockDeviceMappings').items,
    // a launch configuration monitors in detail unless told otherwise.
    isDetailed: configuration.get('InstanceMonitoring').boolean ?? true,
    interfaces: new Value([
      { AssociatePublicIpAddress: configuration.get('AssociatePublicIpAddress').boolean ?? null },
    ]),
    credits: new Value(undefined),
    isSpot: configuration.get('SpotPrice').exists,
  };
}

function fromLaunchTemplate(launchTemplate: Resource, override: Value): Machine {
  const data = launchTemplate.get('LaunchTemplateData');
  return {
    type: override.exists ? override : data.at('InstanceType'),
    mappings: data.at('BlockDeviceMappings').items,
    isDetailed: data.at('Monitoring', 'Enabled').boolean ?? false,
    interfaces: data.at('NetworkInterfaces'),
    credits: data.at('CreditSpecification', 'CpuCredits'),
    isSpot: data.at('InstanceMarketOptions', 'MarketType').text === 'spot',
  };
}

/** An instance has its own properties, and those of its launch template where it has none. */
function instanceMachine(instance: Resource, template: Template): Machine {
  const launchTemplate = template.target(instance.get('LaunchTemplate', 'LaunchTemplateId'));
  const base = launchTemplate && fromLaunchTemplate(launchTemplate, instance.get('InstanceType'));
  const mappings = instance.get('BlockDeviceMappings').items;
  const credits = instance.get('CreditSpecification', 'CPUCredits');
  const interfaces = instance.get('NetworkInterfaces');
  return {
    type: base?.type ?? instance.get('InstanceType'),
    mappings: mappings.length > 0 ? mappings : base?.mappings ?? [],
    isDetailed: instance.get('Monitoring').boolean ?? base?.isDetailed ?? false,
    interfaces: given(interfaces, base?.interfaces),
    credits: given(credits, base?.credits),
    isSpot: base?.isSpot ?? false,
  };
}

/** A value of the instance, else that of its launch template. */
function given(own: Value, inherited: Value = own): Value {
  return own.exists ? own : inherited;
}
