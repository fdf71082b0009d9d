import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { ifAllowed } from '../aws/errors';
import type { ContainerState, Snapshot, TaskState } from '../aws/model';
import type { Session } from '../aws/session';
import type { Fact } from './facts';
import { imageFacts } from './images';
import { logFacts } from './task-log';

/** A service, or what is left of one. */
export interface Seen { readonly name: string; readonly cluster: string; readonly tasks: readonly TaskState[] }

/** Tasks whose logs are read: the newest ones that failed. */
const TASKS_TO_READ = 2;
const NORMAL_EXITS = new Set([undefined, 0, 143]);

/** What containers and their logs say, for services that are not well. */
export async function processFacts(
  session: Session, snapshot: Snapshot, services: readonly Seen[],
): Promise<Fact[]> {
  const found = await Promise.all(services.map(async ({ name, tasks }) => {
    const failed = tasks.filter(isFailed).sort((one, other) =>
      (other.stoppedAt?.getTime() ?? 0) - (one.stoppedAt?.getTime() ?? 0)).slice(0, TASKS_TO_READ);
    const state = snapshot.services.find((service) => service.name === name);
    const isSick = state?.targetGroups.some(({ targets }) => targets.some((target) => target.state === 'unhealthy'));
    const running = isSick ? tasks.filter(({ status }) => status === 'RUNNING').slice(0, 1) : [];
    const all = await Promise.all([...failed, ...running].map((task) =>
      taskProcess(session, name, task, task === failed[0] ? snapshot.stacks[0]?.region : undefined)));
    return all.flat();
  }));
  return found.flat();
}

/** Tasks that a deployment or scaling stops are not failed. */
function isFailed({ stopCode, stoppedReason = '' }: TaskState): boolean {
  return stopCode === 'EssentialContainerExited' || stopCode === 'TaskFailedToStart'
    || /failed .*health checks/.test(stoppedReason);
}

/** @param imageRegion where the image is asked for: only for the newest task that failed, the others have the same */
async function taskProcess(
  session: Session, service: string, task: TaskState, imageRegion: string | undefined,
): Promise<Fact[]> {
  const answer = await ifAllowed(session.api.describeTaskDefinition({ taskDefinition: task.taskDefinition }),
    session.missingRights);
  const definitions = answer?.taskDefinition?.containerDefinitions ?? [];
  const main = mainOf(definitions);
  const culprit = culpritOf(task, main);
  const subject = `${service} task ${task.id.slice(0, 8)}`;
  const logged = definitions.find(({ name }) => name === (culprit?.name ?? main?.name));
  const lines = logged ? await logFacts(session, subject, task, logged) : [];
  const images = imageRegion ? await imageFacts(session, subject, answer?.taskDefinition, imageRegion) : [];
  return [
    ...culprit === undefined ? [] : [containerFact(subject, culprit, culprit.name === main?.name, task)],
    ...lines, ...images,
  ];
}

/** The application: the first essential container that takes requests, or else the first essential one. */
function mainOf(definitions: readonly ContainerDefinition[]): ContainerDefinition | undefined {
  const essential = definitions.filter((one) => one.essential !== false);
  return essential.find(({ portMappings = [] }) => portMappings.length > 0) ?? essential[0];
}

/** The container that ended first: the others were stopped because of it. */
function culpritOf({ stopCode, containers }: TaskState, main?: ContainerDefinition): ContainerState | undefined {
  const bad = containers.find(({ exitCode, reason }) => reason !== undefined || !NORMAL_EXITS.has(exitCode));
  if (bad || stopCode !== 'EssentialContainerExited') return bad;
  return containers.find(({ name, exitCode }) => name === main?.name && exitCode === 0)
    ?? containers.find(({ exitCode }) => exitCode === 0);
}

function containerFact(subject: string, container: ContainerState, isMain: boolean, task: TaskState): Fact {
  const { name, exitCode, reason } = container;
  const role = isMain ? 'main' : 'sidecar';
  return {
    source: 'container', subject, field: 'DescribeTasks containers', at: task.stoppedAt,
    text: [exitCode === undefined ? `${role} ${name}` : `${role} ${name} exited with ${exitCode}`, reason]
      .filter((part) => part).join(': '),
  };
}
