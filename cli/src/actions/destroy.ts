import type { Outside } from '../aws/outside';
import { demandRights } from '../aws/choose';
import { Session } from '../aws/session';
import { shortName, type Deployed } from '../aws/stacks';
import type { DestroyArguments } from '../commands/destroy';
import { LimitBroken, WrongUse } from '../outcome';
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

/** Explains what deleting the stacks means, and does it if it was asked to and nothing stands against it. */
export async function destroy(
  stacks: readonly string[], given: DestroyArguments, terminal: Terminal, outside: Outside,
): Promise<void> {
  const session = await Session.open(stacks, given, outside);
  const deployed = await session.read();
  demandTemplates(session, deployed);
  const plan = planOf(deployed);
  terminal.write(given.json ? `${JSON.stringify(plan, undefined, 2)}\n` : renderPlan(plan, terminal));
  if (plan.obstacles.length > 0) throw new LimitBroken(`cannot be deleted yet: ${plan.obstacles.length} obstacles`);
  if (!given.execute) return;
  await confirm(`Delete ${plan.stacks.join(', ')}?`, plan.stacks[0], given.yes === true, outside);
  // the last stack of an app is the one that uses the others.
  for (const { id } of [...deployed.stacks].reverse()) await session.api.deleteStack({ StackName: id });
  terminal.note('CloudFormation deletes; see how it goes with "cdk-elastic-web doctor"\n');
}

/** Without a template nobody knows what is kept, and which protection is in the way. */
function demandTemplates(session: Session, { templates, resources }: Deployed): void {
  demandRights(session, /GetTemplate/);
  if (resources.length === 0 || templates.every(({ Resources }) => Resources !== undefined)) return;
  throw new WrongUse('a template of the stacks cannot be read, so nobody can tell what would be kept',
    'look at the template in the console of CloudFormation, and delete the stack there');
}

function planOf(deployed: Deployed): Plan {
  const resources = deployed.templates.flatMap(({ Resources = {} }) => Object.entries(Resources));
  const described = resources.map(([logicalId, { Type = '', DeletionPolicy, Properties = {} }]) => {
    const resource = deployed.resources.find((one) => one.logicalId === logicalId);
    const name = `${shortName(resource?.path ?? logicalId)} (${Type})`;
    return { name, properties: Properties, policy: DeletionPolicy ?? usualPolicy(Type, Properties) };
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

/** Without a policy, CloudFormation takes a snapshot of a cluster of Aurora and of an instance outside of clusters. */
function usualPolicy(type: string, { DBClusterIdentifier }: { readonly [name: string]: unknown }): string {
  const isAlone = type === 'AWS::RDS::DBInstance' && DBClusterIdentifier === undefined;
  return isAlone || type === 'AWS::RDS::DBCluster' ? 'Snapshot' : 'Delete';
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
