import type { Resource } from './resource';
import type { Template } from './template';
import { Value } from './value';

/** What an instance is made of: what its price and its metrics depend on. */
export interface Machine {
  readonly type: Value;
  readonly mappings: readonly Value[];
  readonly isDetailed: boolean;
  readonly interfaces: Value;
  readonly credits: Value;
  /** Whether the machine is bought as Spot from the first unit on. */
  readonly isSpot: boolean;
  /** `dedicated` or `host` where the machine shares no hardware with others. */
  readonly tenancy: Value;
  readonly image: Value;
  /** Other types that a group may start in place of this one. */
  readonly alternatives: readonly string[];
  /** How many units of capacity of its group one instance counts as. */
  readonly weight: number;
}

/** The instances of an Auto Scaling group; nothing if its launch template is not in this template. */
export function groupMachine(group: Resource, template: Template): Machine | undefined {
  const mixed = group.get('MixedInstancesPolicy', 'LaunchTemplate');
  const specification = mixed.exists ? mixed.at('LaunchTemplateSpecification') : group.get('LaunchTemplate');
  const launchTemplate = template.target(specification.at('LaunchTemplateId'));
  if (launchTemplate) {
    const overrides = mixed.at('Overrides').items;
    const [type, ...alternatives] = overrides.flatMap((override) => override.at('InstanceType').text ?? []);
    return {
      ...fromLaunchTemplate(launchTemplate, mixed.at('Overrides', 0, 'InstanceType')),
      // a type that is chosen by what it has is known at deployment only.
      ...overrides.some((override) => override.at('InstanceRequirements').exists) ? { type: new Value(undefined) } : {},
      alternatives: alternatives.filter((other) => other !== type),
      weight: mixed.at('Overrides', 0, 'WeightedCapacity').number ?? 1,
    };
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
    tenancy: configuration.get('PlacementTenancy'),
    image: configuration.get('ImageId'),
    alternatives: [], weight: 1,
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
    tenancy: data.at('Placement', 'Tenancy'),
    image: data.at('ImageId'),
    alternatives: [], weight: 1,
  };
}

/** An instance has its own properties, and those of its launch template where it has none. */
export function instanceMachine(instance: Resource, template: Template): Machine {
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
    tenancy: given(instance.get('Tenancy'), base?.tenancy),
    image: given(instance.get('ImageId'), base?.image),
    alternatives: [], weight: 1,
  };
}

/** A value of the instance, else that of its launch template. */
function given(own: Value, inherited: Value = own): Value {
  return own.exists ? own : inherited;
}
