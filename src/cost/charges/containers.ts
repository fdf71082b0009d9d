import type { Resource } from '../../template';
import type { Context, Rules } from './context';
import type { CostRange } from './cost-range';
import { mapped, sum, times } from './ranges';
import { charge, HOURS, note, type Item } from './item';
import { usage } from './usage';

/** Storage that every Fargate task has without further payment, in GiB. */
const STORAGE_GIB = 20;
const CPU_UNITS = 1024;
const MIB = 1024;

export const CONTAINER_RULES: Rules = {
  'AWS::ECS::Service': priceService,
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
  if (!isFargate(service)) return [note('byUse', 'tasks on instances cost what the instances cost')];
  if (!units) return [note('unpriced', 'the number of tasks is known at deployment only')];
  const definition = context.template.target(service.get('TaskDefinition'));
  if (!definition) return [note('unpriced', 'its task definition is not in this template')];
  const spot = spotTasks(service, units);
  return [
    ...priceTasks('Fargate', definition, sum([units, times(spot, -1)]), 1),
    ...priceTasks('Fargate Spot', definition, spot, context.spotPercent / 100),
    ...spot.maximum > 0
      ? [note('assumption', `Spot prices float: ${context.spotPercent} % of the on-demand price`)]
      : [],
    ...service.get('NetworkConfiguration', 'AwsvpcConfiguration', 'AssignPublicIp').text === 'ENABLED'
      ? [charge('public IPv4 addresses', 'vpc.publicIpv4InUseHour', times(units, HOURS))]
      : [],
  ];
}

function priceTasks(name: string, definition: Resource, tasks: CostRange, factor: number): Item[] {
  if (tasks.maximum === 0) return [];
  const [cpu, memory] = [definition.get('Cpu').number, definition.get('Memory').number];
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

function isFargate(service: Resource): boolean {
  const providers = providersOf(service);
  return providers.length > 0
    ? providers.every(({ name }) => name.startsWith('FARGATE'))
    : service.get('LaunchType').text === 'FARGATE';
}

function providersOf(service: Resource): { readonly name: string; readonly base: number; readonly weight: number }[] {
  return service.get('CapacityProviderStrategy').items.map((item) => ({
    name: item.at('CapacityProvider').text ?? '',
    base: item.at('Base').number ?? 0,
    weight: item.at('Weight').number ?? 0,
  }));
}

/** Tasks on Spot: those above all bases, by weight, and the base of Spot itself. */
function spotTasks(service: Resource, units: CostRange): CostRange {
  const providers = providersOf(service);
  const total = (of: (provider: typeof providers[number]) => number) =>
    providers.reduce((before, provider) => before + of(provider), 0);
  const [bases, weights] = [total(({ base }) => base), total(({ weight }) => weight)];
  const spot = providers.find(({ name }) => name === 'FARGATE_SPOT');
  return mapped(units, (count) => spot === undefined
    ? 0
    : Math.min(count, spot.base) + Math.max(0, count - bases) * (weights > 0 ? spot.weight / weights : 0));
}
