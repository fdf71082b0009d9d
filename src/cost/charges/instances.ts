import {
  groupMachine, instanceMachine, type Machine, type Resource, type Template, type Value,
} from '../../template';
import { cpuAim, surplusCredits } from './burstable';
import type { Context, Rules } from './context';
import type { CostRange } from './cost-range';
import { always, mapped, sum, times } from './ranges';
import { charge, HOURS, note, type Item } from './item';
import { instanceVolumes, volume } from './volumes';

/** Metrics that detailed monitoring of an instance sends, each billed as a custom metric. */
const DETAILED_METRICS = 7;

export const INSTANCE_RULES: Rules = {
  'AWS::AutoScaling::AutoScalingGroup': priceGroup,
  'AWS::EC2::Instance': priceInstance,
  'AWS::EC2::Volume': (resource) => volume(resource.get(), 'Size', always(1), 'gp2'),
};

function priceInstance(instance: Resource, context: Context): Item[] {
  const machine = instanceMachine(instance, context.template);
  const one = always(1);
  return [
    ...price(machine, one, machine.isSpot ? one : always(0), context, undefined),
    ...addresses(machine.interfaces, [instance.get('SubnetId')], one, context),
  ];
}

function priceGroup(group: Resource, context: Context): Item[] {
  const { template } = context;
  const capacity = context.units(group);
  const machine = groupMachine(group, template);
  if (!capacity) return [note('unpriced', 'the number of instances is known at deployment only')];
  if (!machine) return [note('unpriced', 'its launch template is not in this template')];
  const spot = spotOf(group.get('MixedInstancesPolicy', 'InstancesDistribution'), machine, capacity);
  const instances = (units: CostRange) => times(units, 1 / machine.weight);
  return [
    ...price(machine, instances(capacity), instances(spot), context, cpuAim(group, template)),
    ...addresses(machine.interfaces, group.get('VPCZoneIdentifier').items, instances(capacity), context),
    ...machine.alternatives.length > 0
      ? [note('assumption', `all instances are of the first type, not of ${machine.alternatives.join(', ')}`)]
      : [],
  ];
}

function price(
  machine: Machine, units: CostRange, spot: CostRange, { traffic, spotPercent, template }: Context,
  aim: number | undefined,
): Item[] {
  const type = machine.type.text;
  if (type === undefined) return [note('unpriced', 'the instance type is known at deployment only')];
  if (isWindows(machine.image, template)) return [note('unpriced', 'instances with Windows are not in the price book')];
  if (/^(dedicated|host)$/.test(machine.tenancy.text ?? '')) {
    return [note('unpriced', 'instances on hardware of their own are not in the price book')];
  }
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

/** Whether an image is one of Windows, by the name of the public parameter that holds it. */
function isWindows({ text, deferred }: Value, template: Template): boolean {
  const parameter = /^\$\{(\w+)\}$/.exec(deferred?.text ?? '')?.[1];
  return /windows/i.test(text ?? (parameter && template.parameterDefault(parameter)) ?? '');
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
function addresses(interfaces: Value, subnets: readonly Value[], units: CostRange, { linked }: Context): Item[] {
  const asked = interfaces.at(0, 'AssociatePublicIpAddress').boolean;
  const given = subnets.flatMap(linked).some((subnet) => subnet.get('MapPublicIpOnLaunch').boolean === true);
  return asked ?? given ? [charge('public IPv4 addresses', 'vpc.publicIpv4InUseHour', times(units, HOURS))] : [];
}
