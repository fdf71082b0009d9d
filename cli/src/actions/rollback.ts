import type { ServiceState } from '../aws/model';
import type { Outside } from '../aws/outside';
import { demandRights, serviceIn } from '../aws/choose';
import { Session } from '../aws/session';
import type { RollbackArguments } from '../commands/rollback';
import { WrongUse } from '../outcome';
import type { Terminal } from '../terminal';
import { confirm } from './confirm';

const UNDER_WAY = /^(PENDING|IN_PROGRESS)$/;

/** Stops the deployment that is under way, or starts one of an older version. */
export async function rollBack(
  stacks: readonly string[], given: RollbackArguments, terminal: Terminal, outside: Outside,
): Promise<void> {
  const session = await Session.open(stacks, given, outside);
  const service = await serviceIn(session, given.service);
  // another deployment may be under way where nobody may look.
  demandRights(session, /ServiceDeployments$/);
  const { rollout, name } = service;
  const isUnderWay = rollout !== undefined && UNDER_WAY.test(rollout.status);
  const taskDefinition = isUnderWay ? undefined : olderVersion(service, given.to);
  await confirm(isUnderWay
    ? `Stop the deployment of ${name} and roll it back?`
    : `Deploy ${taskDefinition} to ${name}?`, name, given.yes === true, outside);
  if (rollout && isUnderWay) {
    await session.api.stopServiceDeployment({ serviceDeploymentArn: rollout.arn, stopType: 'ROLLBACK' });
  } else {
    await session.api.updateService({ cluster: service.cluster, service: service.service, taskDefinition });
  }
  terminal.write(given.json
    ? `${JSON.stringify({ service: name, isStopped: isUnderWay, taskDefinition })}\n`
    : `${isUnderWay ? `ECS rolls back the deployment of ${name}` : `ECS deploys ${taskDefinition} to ${name}`}; `
      + 'see how it goes with "cdk-elastic-web status --wait"\n');
  if (isUnderWay) return;
  terminal.note('the stack does not know about this: deploy the old code soon, or the next deployment undoes it\n');
}

function olderVersion({ taskDefinition = '', name }: ServiceState, to: string | undefined): string {
  const family = taskDefinition.split('/').pop()?.replace(/:\d+$/, '') ?? '';
  const current = Number(taskDefinition.split(':').pop());
  if (to === undefined) {
    throw new WrongUse(`no deployment of ${name} is under way, and revision ${current} runs`,
      `deploy the old code, or name a revision: --to ${Math.max(1, current - 1)}`);
  }
  if (!/^[1-9]\d*$/.test(to)) throw new WrongUse(`"${to}" is no revision`, `name a number, for example ${current - 1}`);
  if (Number(to) === current) throw new WrongUse(`revision ${to} runs already`);
  return `${family}:${to}`;
}
