import type { Outside } from '../aws/outside';
import { Session } from '../aws/session';
import { shortName, type Deployed } from '../aws/stacks';
import type { DestroyArguments } from '../commands/destroy';
import { LimitBroken } from '../outcome';
import { bullets, parts } from '../output';
import type { Terminal } from '../terminal';
import { counted } from '../views/words';
import { confirm } from './confirm';

/** What a deletion means. */
interface Plan {
  readonly stacks: readonly string[];
  readonly deleted: number;
  readonly kept: readonly string[];
  readonly obstacles: readonly string[];
}

/** Without a policy, CloudFormation takes a snapshot of a cluster of Aurora and of an instance outside of clusters. */
const SNAPSHOT_BY_DEFAULT = 'AWS::RDS::DBCluster';

/** Explains what deleting the stacks means, and does it if it was asked to and nothing stands against it. */
export async function destroy(
  stacks: readonly string[], given: DestroyArguments, terminal: Terminal, outside: Outside,
): Promise<void> {
  const session = await Session.open(stacks, given, outside);
  const deployed = await session.read();
  const plan = planOf(deployed);
  terminal.write(given.json ? `${JSON.stringify(plan, undefined, 2)}\n` : renderPlan(plan, terminal));
  if (plan.obstacles.length > 0) throw new LimitBroken(`cannot be deleted yet: ${plan.obstacles.length} obstacles`);
  if (!given.execute) return;
  await confirm(`Delete ${plan.stacks.join(', ')}?`, plan.stacks[0], given.yes === true, outside);
  // the last stack of an app is the one that uses the others.
  for (const { id } of [...deployed.stacks].reverse()) await session.api.deleteStack({ StackName: id });
  terminal.note('CloudFormation deletes; see how it goes with "cdk-elastic-web doctor"\n');
}

function planOf(deployed: Deployed): Plan {
  const resources = deployed.templates.flatMap(({ Resources = {} }) => Object.entries(Resources));
  const described = resources.map(([logicalId, { Type = '', DeletionPolicy, Properties = {} }]) => {
    const resource = deployed.resources.find((one) => one.logicalId === logicalId);
    const name = `${shortName(resource?.path ?? logicalId)} (${Type})`;
    const usual = Type === SNAPSHOT_BY_DEFAULT ? 'Snapshot' : 'Delete';
    return { name, properties: Properties, policy: DeletionPolicy ?? usual };
  });
  const kept = described.filter(({ policy }) => /^Retain/.test(policy)).map(({ name }) => `${name} stays as it is`);
  const snapshots = described.filter(({ policy }) => policy === 'Snapshot')
    .map(({ name }) => `${name} leaves a snapshot behind`);
  return {
    stacks: deployed.stacks.map(({ name }) => name),
    deleted: described.length - kept.length, kept: [...kept, ...snapshots],
    obstacles: [
      ...deployed.stacks.filter(({ isProtected }) => isProtected)
        .map(({ name }) => `termination protection of the stack ${name}: "terminationProtection: false", deploy`),
      ...described.filter(({ policy, properties }) => !/^Retain/.test(policy) && isProtected(properties))
        .map(({ name }) => `deletion protection of ${name}: switch it off in the props, deploy`),
    ],
  };
}

/** Databases have a property of their own, load balancers an attribute. */
function isProtected({ DeletionProtection, LoadBalancerAttributes, DeletionProtectionEnabled }: {
  readonly [name: string]: unknown;
}): boolean {
  const attributes = Array.isArray(LoadBalancerAttributes) ? LoadBalancerAttributes as readonly Attribute[] : [];
  return isTrue(DeletionProtection) || isTrue(DeletionProtectionEnabled)
    || attributes.some(({ Key, Value }) => Key === 'deletion_protection.enabled' && isTrue(Value));
}

interface Attribute { readonly Key?: string; readonly Value?: unknown }

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function renderPlan({ stacks, deleted, kept, obstacles }: Plan, terminal: Terminal): string {
  return parts(
    `deleting ${stacks.join(', ')} deletes ${counted(deleted, 'resource')}`,
    bullets('kept, and paid for until you delete it yourself', kept, terminal),
    bullets('in the way', obstacles, terminal),
    'CloudWatch logs of services outside of the stack, secrets for up to 30 days and files of the bootstrap stay too.',
  );
}
