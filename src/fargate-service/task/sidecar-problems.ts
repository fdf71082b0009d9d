import { contradiction, inWords, relation, type Problem } from '../../core';
import { APP, MIGRATION } from './containers';
import { LOG_ROUTER, LOG_ROUTER_PORT } from './fire-lens';
import type { SidecarVariant } from './sidecar-variant';
import type { TaskProps } from './task';

interface Task extends Pick<TaskProps, 'sidecars' | 'size' | 'port' | 'migration' | 'logging'> {
  readonly hasIngress: boolean;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_CONTAINERS = 10;
const OWN_NAMES = [APP, MIGRATION, LOG_ROUTER];
/** MiB that Docker gives to a container at least. */
const LEAST_MEMORY = 6;

/** Rules of each sidecar, and of what the containers of a task share: names, ports, memory, CPU. */
export function sidecarProblems(task: Task): Problem[] {
  const sidecars = task.sidecars.map(({ _variant }) => _variant);
  const largest = MAX_CONTAINERS - (task.migration ? 2 : 1) - (task.logging.router ? 1 : 0);
  return [
    ...contradiction(sidecars.length > largest, {
      prop: 'task.sidecars', must: `be at most ${largest}`, got: sidecars.length,
      advice: `a task has at most ${MAX_CONTAINERS} containers, and the others are its own`,
    }),
    ...sidecars.flatMap((sidecar, i) => sidecar.problems(`task.sidecars[${i}]`)),
    ...nameProblems(sidecars),
    ...targetProblems(sidecars, task.hasIngress),
    ...portProblems(sidecars, task),
    ...shareProblems(sidecars, task),
  ];
}

function nameProblems(sidecars: readonly SidecarVariant[]): Problem[] {
  const names = sidecars.map(({ name }) => name);
  return names.flatMap((name, i) => contradiction(OWN_NAMES.includes(name) || names.indexOf(name) < i, {
    prop: `task.sidecars[${i}].name`, must: `be unique in the task, and neither "${APP}" nor "${MIGRATION}"`, got: name,
    ...name === LOG_ROUTER && { advice: `"${LOG_ROUTER}" is the name of a log router` },
  }));
}

function targetProblems(sidecars: readonly SidecarVariant[], hasIngress: boolean): Problem[] {
  const first = sidecars.findIndex(({ receivesRequests }) => receivesRequests === true);
  return sidecars.flatMap(({ receivesRequests }, i) => contradiction(
    receivesRequests === true && (!hasIngress || i > first), {
      prop: `task.sidecars[${i}].receivesRequests`, got: true,
      must: hasIngress ? 'be left out where another sidecar has it' : 'be left out without an ingress',
    },
  ));
}

function portProblems(sidecars: readonly SidecarVariant[], { port: appPort, logging }: Task): Problem[] {
  const ports = [appPort, ...given(sidecars, 'port'), ...logging.router ? [LOG_ROUTER_PORT] : []];
  return sidecars.flatMap(({ port }, i) => relation({
    prop: `task.sidecars[${i}].port`, must: 'be a port that no other container of the task listens on', got: port,
  }, [port, ...ports], () => ports.filter((other) => other === port).length === 1));
}

function shareProblems(sidecars: readonly SidecarVariant[], { size, logging }: Task): Problem[] {
  const router = logging.router ? [logging.router.memoryMiB] : [];
  const [memory, cpu] = [[...given(sidecars, 'memoryMiB'), ...router], given(sidecars, 'cpu')];
  const advice = 'give a larger "task.size"';
  return [
    ...relation({
      prop: sidecars.length === 0 ? 'task.logging' : 'task.sidecars',
      must: `leave the application at least ${LEAST_MEMORY} of the ${size.memoryMiB} MiB of the task`,
      got: inWords(`${sum(memory)} MiB for ${sidecars.length === 0 ? 'the log router' : 'sidecars'}`), advice,
    }, [size.memoryMiB, ...memory], () => sum(memory) <= size.memoryMiB - LEAST_MEMORY),
    ...relation({
      prop: 'task.sidecars', must: `have together at most the ${size.cpu} CPU units of the task`, got: sum(cpu), advice,
    }, [size.cpu, ...cpu], () => sum(cpu) <= size.cpu),
  ];
}

function given(sidecars: readonly SidecarVariant[], prop: 'port' | 'memoryMiB' | 'cpu'): number[] {
  return sidecars.map((sidecar) => sidecar[prop]).filter((value) => value !== undefined);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
