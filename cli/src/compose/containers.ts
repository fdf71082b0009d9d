import path from 'node:path';
import { escaped, type Stage } from './values';
import type { Values, WrittenApp } from './source';
import type { Yaml } from './yaml';

const CONDITIONS: { readonly [condition: string]: string } = {
  START: 'service_started', HEALTHY: 'service_healthy', SUCCESS: 'service_completed_successfully',
  // Compose has no word for "ended in any way".
  COMPLETE: 'service_completed_successfully',
};

/** A service of ECS with its task definition. */
export interface Composed { readonly name: string; readonly task: Values }

type Services = { [name: string]: { readonly [key: string]: Yaml | undefined } };

/** The containers of a task as services of Compose: the first that takes requests is the main one. */
export function containersOf({ name, task }: Composed, stage: Stage, app: WrittenApp): Services {
  const containers = listOf(task.ContainerDefinitions);
  const main = mainOf(containers);
  const nameOf = (container: string) => container === main?.Name ? name : `${name}-${container.toLowerCase()}`;
  return Object.fromEntries(containers.map((container) => [
    nameOf(String(container.Name)), {
      ...imageOf(container, `${name}-${String(container.Name)}`, stage, app),
      ...networkOf(container, containers, task, stage, name),
      platform: platformOf(task), ...processOf(container), ...limitsOf(container),
      environment: environmentOf(container, stage),
      healthcheck: healthOf(container.HealthCheck as Values | undefined),
      depends_on: dependenciesOf(container, nameOf),
    },
  ]));
}

/**
 * Containers of a task share one network, that of the main one. What the main one waits for cannot share it here: it
 * would wait for the main one in turn.
 */
function networkOf(
  container: Values, containers: readonly Values[], task: Values, stage: Stage, name: string,
): { [key: string]: Yaml } {
  const main = mainOf(containers);
  if (container === main) return portsOf(containers, task, stage);
  return isBefore(container, main, containers) ? {} : { network_mode: `service:${name}` };
}

function mainOf(containers: readonly Values[]): Values {
  return containers.find(({ PortMappings }) => listOf(PortMappings).length > 0) ?? containers[0];
}

/** Whether one container waits for another, or for one that does. */
function isBefore(container: Values, other: Values, all: readonly Values[]): boolean {
  return listOf(other.DependsOn).some(({ ContainerName }) => ContainerName === container.Name
    || all.some((between) => between.Name === ContainerName && isBefore(container, between, all)));
}

function portsOf(containers: readonly Values[], task: Values, stage: Stage): { [key: string]: Yaml } {
  const ports = containers.flatMap(({ PortMappings }) => listOf(PortMappings))
    .map(({ ContainerPort, Protocol }) => `127.0.0.1:${stage.portFor(Number(ContainerPort))}:${String(ContainerPort)}`
      + (Protocol === 'udp' ? '/udp' : ''));
  const cpu = Number(task.Cpu);
  return { ...ports.length === 0 ? {} : { ports }, ...Number.isFinite(cpu) && cpu > 0 ? { cpus: cpu / 1024 } : {} };
}

function imageOf(container: Values, name: string, stage: Stage, app: WrittenApp): { [key: string]: Yaml | undefined } {
  const written = JSON.stringify(container.Image) ?? '';
  const build = Object.entries(app.builds).find(([hash]) => written.includes(hash))?.[1];
  if (!build?.directory) {
    return { image: stage.valueOf(container.Image, `${variableOf(name)}_IMAGE`, 'address of the image') };
  }
  const args = build.dockerBuildArgs;
  return { build: {
    context: path.relative(process.cwd(), build.directory) || '.', dockerfile: build.dockerFile,
    target: build.dockerBuildTarget, args: args && { ...args },
  } };
}

function platformOf({ RuntimePlatform = {} }: Values): string | undefined {
  const { CpuArchitecture } = RuntimePlatform as Values;
  return CpuArchitecture === undefined ? undefined : `linux/${CpuArchitecture === 'ARM64' ? 'arm64' : 'amd64'}`;
}

function processOf(container: Values): { [key: string]: Yaml | undefined } {
  const words = (value: unknown) => Array.isArray(value) ? value.map((word) => escaped(String(word))) : undefined;
  const { InitProcessEnabled, Tmpfs } = (container.LinuxParameters ?? {}) as Values;
  const tmpfs = listOf(Tmpfs).map(({ ContainerPath }) => String(ContainerPath));
  return {
    entrypoint: words(container.EntryPoint), command: words(container.Command),
    user: container.User === undefined ? undefined : String(container.User),
    working_dir: container.WorkingDirectory === undefined ? undefined : String(container.WorkingDirectory),
    init: InitProcessEnabled === true ? true : undefined,
    read_only: container.ReadonlyRootFilesystem === true ? true : undefined,
    tmpfs: tmpfs.length === 0 ? undefined : tmpfs,
    volumes: volumesOf(container),
  };
}

function volumesOf({ MountPoints }: Values): Yaml | undefined {
  const mounts = listOf(MountPoints).map(({ SourceVolume, ContainerPath, ReadOnly }) =>
    `${String(SourceVolume)}:${String(ContainerPath)}${ReadOnly === true ? ':ro' : ''}`);
  return mounts.length === 0 ? undefined : mounts;
}

function limitsOf({ Memory, StopTimeout }: Values): { [key: string]: Yaml | undefined } {
  return {
    mem_limit: typeof Memory === 'number' ? `${Memory}m` : undefined,
    stop_grace_period: typeof StopTimeout === 'number' ? `${StopTimeout}s` : undefined,
  };
}

function environmentOf({ Environment, Secrets }: Values, stage: Stage): Yaml | undefined {
  const entries = [
    ...listOf(Environment).map(({ Name, Value }) => [String(Name), stage.valueOf(Value, String(Name))]),
    ...listOf(Secrets).map(({ Name, ValueFrom }) => [String(Name), stage.secretOf(ValueFrom, String(Name))]),
  ];
  return entries.length === 0 ? undefined : Object.fromEntries(entries) as Yaml;
}

/** The times of ECS, whose defaults are not those of Compose. */
function healthOf(check: Values | undefined): Yaml | undefined {
  if (!Array.isArray(check?.Command)) return undefined;
  return {
    test: check.Command.map((word) => escaped(String(word))), interval: `${String(check.Interval ?? 30)}s`,
    timeout: `${String(check.Timeout ?? 5)}s`, retries: Number(check.Retries ?? 3),
    start_period: `${String(check.StartPeriod ?? 0)}s`,
  };
}

function dependenciesOf({ DependsOn }: Values, nameOf: (container: string) => string): Yaml | undefined {
  const entries = listOf(DependsOn).map(({ ContainerName, Condition }) => [
    nameOf(String(ContainerName)), { condition: CONDITIONS[String(Condition)] ?? 'service_started' },
  ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries) as Yaml;
}

function variableOf(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
}

function listOf(value: unknown): readonly Values[] {
  return Array.isArray(value) ? value as readonly Values[] : [];
}
