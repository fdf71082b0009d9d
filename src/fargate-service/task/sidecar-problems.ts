import { contradiction, inWords, relation, type Problem } from '../../core';
import { APP, MIGRATION } from './containers';
import type { SidecarVariant } from './sidecar';
import type { TaskProps } from './task';

type Task = Pick<TaskProps, 'sidecars' | 'size' | 'port' | 'migration'>;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_CONTAINERS = 10;
/** MiB that Docker gives to a container at least. */
const LEAST_MEMORY = 6;

/** Rules of each sidecar, and of what the containers of a task share: names, ports, memory, CPU. */
export function sidecarProblems(task: Task): Problem[] {
  const sidecars = task.sidecars.map(({ _variant }) => _variant);
  const largest = MAX_CONTAINERS - (task.migration ? 2 : 1);
  return [
    ...contradiction(sidecars.length > largest, {
      prop: 'sidecars', must: `be at most ${largest}`, got: sidecars.length,
      advice: `a task has at most ${MAX_CONTAINERS} containers, and the others are its own`,
    }),
    ...sidecars.flatMap((sidecar, i) => sidecar.problems(`sidecars[${i}]`)),
    ...nameProblems(sidecars),
    ...portProblems(sidecars, task.port),
    ...shareProblems(sidecars, task),
  ];
}

function nameProblems(sidecars: readonly SidecarVariant[]): Problem[] {
  const names = sidecars.map(({ name }) => name);
  return names.flatMap((name, i) => contradiction([APP, MIGRATION].includes(name) || names.indexOf(name) < i, {
    prop: `sidecars[${i}].name`, must: `be unique in the task, and neither "${APP}" nor "${MIGRATION}"`, got: name,
  }));
}

function portProblems(sidecars: readonly SidecarVariant[], appPort: number): Problem[] {
  const ports = [appPort, ...given(sidecars, 'port')];
  return sidecars.flatMap(({ port }, i) => relation({
    prop: `sidecars[${i}].port`, must: 'be a port that no other container of the task listens on', got: port,
  }, [port, ...ports], () => ports.filter((other) => other === port).length === 1));
}

function shareProblems(sidecars: readonly SidecarVariant[], { size }: Task): Problem[] {
  const [memory, cpu] = [given(sidecars, 'memoryMiB'), given(sidecars, 'cpu')];
  const advice = 'give a larger "size"';
  return [
    ...relation({
      prop: 'sidecars',
      must: `leave the application at least ${LEAST_MEMORY} of the ${size.memoryMiB} MiB of the task`,
      got: inWords(`${sum(memory)} MiB for sidecars`), advice,
    }, [size.memoryMiB, ...memory], () => sum(memory) <= size.memoryMiB - LEAST_MEMORY),
    ...relation({
      prop: 'sidecars', must: `have together at most the ${size.cpu} CPU units of the task`, got: sum(cpu), advice,
    }, [size.cpu, ...cpu], () => sum(cpu) <= size.cpu),
  ];
}

function given(sidecars: readonly SidecarVariant[], prop: 'port' | 'memoryMiB' | 'cpu'): number[] {
  return sidecars.map((sidecar) => sidecar[prop]).filter((value) => value !== undefined);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
