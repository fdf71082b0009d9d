import { pseudoParameter } from '../../../src/template';
import type { ServiceState, TaskState } from '../aws/model';
import type { Outside } from '../aws/outside';
import { demandRights, serviceIn } from '../aws/choose';
import { Session } from '../aws/session';
import type { ExecArguments } from '../commands/exec';
import { LimitBroken, WrongUse } from '../outcome';
import type { Terminal } from '../terminal';

const PLUGIN = 'session-manager-plugin';
const INSTALL = 'install it: https://docs.aws.amazon.com/systems-manager/latest/userguide/'
  + 'session-manager-working-with-install-plugin.html';

/** Opens a session in a container, and hands the terminal over to the plugin of AWS. */
export async function runInTask(
  stacks: readonly string[], given: ExecArguments, terminal: Terminal, outside: Outside,
): Promise<void> {
  if (await outside.start(PLUGIN, []) === undefined) throw new WrongUse(`"${PLUGIN}" is not on this machine`, INSTALL);
  const session = await Session.open(stacks, given, outside);
  const service = await serviceIn(session, given.service);
  demandRights(session, /:(ListTasks|DescribeTasks)$/);
  const task = taskOf(service, given.task);
  const container = given.container ?? task.containers[0]?.name;
  const target = task.containers.find(({ name }) => name === container);
  if (!target) {
    throw new WrongUse(`the task has no container "${container}"`,
      `choose one with --container: ${task.containers.map(({ name }) => name).join(', ')}`);
  }
  const answer = await session.api.executeCommand({
    cluster: service.cluster, task: task.id, container, command: given.command, interactive: true,
  });
  const { region } = (await session.read()).stacks[0];
  terminal.note(`${service.name}, task ${task.id.slice(0, 8)}, container ${container}\n`);
  const code = await outside.start(PLUGIN, [
    JSON.stringify(answer.session), region, 'StartSession', given.profile ?? '',
    JSON.stringify({ Target: `ecs:${service.cluster}_${task.id}_${target.runtimeId}` }),
    `https://ssm.${region}.${pseudoParameter('AWS::URLSuffix', { region })}`,
  ]);
  if (code !== 0) throw new LimitBroken(`the session ended with code ${code}`);
}

function taskOf({ name, tasks }: ServiceState, wanted: string | undefined): TaskState {
  const running = tasks.filter(({ status, id }) => status === 'RUNNING' && id.startsWith(wanted ?? ''))
    .sort((one, other) => (other.startedAt?.getTime() ?? 0) - (one.startedAt?.getTime() ?? 0));
  const [task] = running;
  if (!task) {
    throw new WrongUse(`no task of ${name} runs${wanted === undefined ? '' : ` whose id begins with "${wanted}"`}`,
      'look at "cdk-elastic-web status", then at "cdk-elastic-web doctor"');
  }
  const ready = running.find(({ isExecReady }) => isExecReady);
  if (ready) return ready;
  if (!task.isExecEnabled) {
    throw new WrongUse('the task was started without the agent for commands', 'set "enableExecuteCommand" in the props '
      + 'of the service, and deploy: tasks that run already stay as they are');
  }
  throw new WrongUse('the agent for commands does not run in the task', 'the task role needs the four ssmmessages '
    + 'actions, the subnets need a way to ssmmessages, and the root file system must be writable');
}
