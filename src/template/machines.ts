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
}

/** The instances of an Auto Scaling group; nothing if its launch template is not in this template. */
export function groupMachine(group: Resource, template: Template): Machine | undefined {
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
  };
}

/** A value of the instance, else that of its launch template. */
function given(own: Value, inherited: Value = own): Value {
  return own.exists ? own : inherited;
}
