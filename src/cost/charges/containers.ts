import type { Resource, Value } from '../../template';
import type { Context, Rules } from './context';
import type { CostRange } from './cost-range';
import { mapped, sum, times } from './ranges';
import { charge, HOURS, note, type Item } from './item';
import { usage } from './usage';
import { volume } from './volumes';

/** Storage that every Fargate task has without further payment, in GiB. */
const STORAGE_GIB = 20;
const CPU_UNITS = 1024;
const MIB = 1024;

export const CONTAINER_RULES: Rules = {
  'AWS::ECS::Service': priceService,
  'AWS::ECS::CapacityProvider': (provider) => provider.get('ManagedInstancesProvider').exists
    ? [note('unpriced', 'instances that ECS starts by itself, and their fee, are not in the price book')]
    : [],
  'AWS::ECS::Cluster': (cluster) => cluster.get('ClusterSettings').items
    .some((setting) => setting.at('Name').text === 'containerInsights' && setting.at('Value').text !== 'disabled')
    ? [note('byUse', 'Container Insights is billed by metrics, whose number follows that of services and tasks')]
    : [],
  'AWS::ECR::Repository': (repository, { traffic, share }) => usage(
    'images', 'ecr.storageGbMonth', traffic.imageGb * share(repository.type),
    'images are billed by their size: "imageGb"',
  ),
};

function priceService(service: Resource, context: Context): Item[] {
  const units = context.units(service);
  const providers = providersOf(service, context);
  if (!units) return [note('unpriced', 'the number of tasks is known at deployment only')];
  const volumes = service.get('VolumeConfigurations').items
    .flatMap((configuration) => volume(configuration.at('ManagedEBSVolume'), 'SizeInGiB', units, 'gp3'));
  if (!isFargate(service, providers)) {
    return [note('byUse', 'tasks on instances cost what the instances cost'), ...volumes];
  }
  const [definition] = context.linked(service.get('TaskDefinition'));
  if (!definition) return [note('unpriced', 'its task definition is not in this template')];
  const spot = spotTasks(providers, units);
  return [
    ...priceTasks('Fargate', definition, sum([units, times(spot, -1)]), 1),
    ...priceTasks('Fargate Spot', definition, spot, context.spotPercent / 100),
    ...spot.maximum > 0
      ? [note('assumption', `Spot prices float: ${context.spotPercent} % of the on-demand price`)]
      : [],
    ...service.get('NetworkConfiguration', 'AwsvpcConfiguration', 'AssignPublicIp').text === 'ENABLED'
      ? [charge('public IPv4 addresses', 'vpc.publicIpv4InUseHour', times(units, HOURS))]
      : [],
    ...volumes,
  ];
}

function priceTasks(name: string, definition: Resource, tasks: CostRange, factor: number): Item[] {
  if (tasks.maximum === 0) return [];
  const [cpu, memory] = [amount(definition.get('Cpu'), CPU_UNITS), amount(definition.get('Memory'), MIB)];
  if (cpu === undefined || memory === undefined) return [note('unpriced', 'the task size is known at deployment only')];
  const platform = definition.get('RuntimePlatform');
  if (/^WINDOWS/.test(platform.at('OperatingSystemFamily').text ?? '')) {
    return [note('unpriced', 'Windows tasks are not in the price book')];
  }
  const isArm = platform.at('CpuArchitecture').text === 'ARM64';
  const hours = times(tasks, HOURS * factor);
  const storage = Math.max(0, (definition.get('EphemeralStorage', 'SizeInGiB').number ?? 0) - STORAGE_GIB);
  return [
    charge(`${name} vCPU`, isArm ? 'fargate.armVcpuHour' : 'fargate.vcpuHour', times(hours, cpu / CPU_UNITS)),
    charge(`${name} memory`, isArm ? 'fargate.armGbHour' : 'fargate.gbHour', times(hours, memory / MIB)),
    ...storage > 0
      ? [charge(`${name} storage above 20 GiB`, 'fargate.ephemeralGbHour', times(tasks, HOURS * storage))]
      : [],
  ];
}

/** A size of a task, which ECS takes as a number or with its unit: `512`, `.5 vCPU`, `1 GB`. */
function amount(size: Value, whole: number): number | undefined {
  const [, count] = /^\s*([\d.]+)\s*(vcpu|gb)\s*$/i.exec(size.text ?? '') ?? [];
  return count === undefined ? size.number : Number(count) * whole;
}

interface Provider { readonly name: string; readonly base: number; readonly weight: number }

function isFargate(service: Resource, providers: readonly Provider[]): boolean {
  return providers.length > 0
    ? providers.every(({ name }) => name.startsWith('FARGATE'))
    : service.get('LaunchType').text === 'FARGATE';
}

/** Where tasks run: as the service says, or as its cluster does if the service says nothing. */
function providersOf(service: Resource, { template, linked }: Context): Provider[] {
  const own = service.get('CapacityProviderStrategy').items;
  if (own.length > 0 || service.get('LaunchType').exists) return strategyOf(own);
  const clusters = linked(service.get('Cluster'));
  const associations = template.ofType('AWS::ECS::ClusterCapacityProviderAssociations')
    .filter((association) => linked(association.get('Cluster')).some((cluster) => clusters.includes(cluster)));
  return strategyOf([...associations, ...clusters]
    .flatMap((resource) => resource.get('DefaultCapacityProviderStrategy').items));
}

function strategyOf(items: readonly Value[]): Provider[] {
  return items.map((item) => ({
    name: item.at('CapacityProvider').text ?? '',
    base: item.at('Base').number ?? 0,
    weight: item.at('Weight').number ?? 0,
  }));
}

/** Tasks on Spot: those above all bases, by weight, and the base of Spot itself. */
function spotTasks(providers: readonly Provider[], units: CostRange): CostRange {
  const total = (of: (provider: Provider) => number) =>
    providers.reduce((before, provider) => before + of(provider), 0);
  const [bases, weights] = [total(({ base }) => base), total(({ weight }) => weight)];
  const spot = providers.find(({ name }) => name === 'FARGATE_SPOT');
  return mapped(units, (count) => spot === undefined
    ? 0
    : Math.min(count, spot.base) + Math.max(0, count - bases) * (weights > 0 ? spot.weight / weights : 0));
}
