import { diffTemplate, ResourceImpact, type ResourceDifference } from '@aws-cdk/cloudformation-diff/lib/diff-template';
import { DangerKind, type Danger } from './danger';
import { KNOWN_OUTSIDE } from './known-outside';
import { holdsData, policyOf, type POLICIES, type RawResource } from './raw-resource';
import { perhapsReplacingNames, replacingNames } from './replacing';
import type { StackTemplate } from './stack-template';

/**
 * Properties whose change puts a new value in the place of the one that is held, without another resource.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
 */
const MADE_ANEW: { readonly [type: string]: readonly string[] } = {
  'AWS::SecretsManager::Secret': ['GenerateSecretString', 'SecretString'],
};
/** Properties whose change moves what others stand in; the zone is none, because two ways of writing one are alike. */
const MOVES: { readonly [type: string]: readonly string[] } = { 'AWS::EC2::Subnet': ['CidrBlock'] };
/** What the words of a policy mean for what is let go. */
const FATE: { readonly [policy: string]: string } = {
  Delete: 'the old one is deleted with all that it holds',
  Snapshot: 'of the old one a snapshot stays',
  Retain: 'the old one stays in the account, and the stack no longer knows it',
  RetainExceptOnCreate: 'the old one stays in the account, and the stack no longer knows it',
};

/** What of one stack holds something or is known outside, and would be replaced, removed or get another logical id. */
export function resourceDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  const { resources } = diffTemplate(before.json, after.json);
  const changes = resources.logicalIds.map((id): Changed => ({ id, change: resources.get(id) }));
  return changes.filter(({ id, change }) => change.oldResourceType !== undefined
    && (holds(change, before, id) || moves(change)))
    .flatMap((changed) => dangersOf(changed, changes, before, after));
}

/** Logical ids of all that an update replaces for sure, whether it holds something or not. */
export function replacedIn(before: StackTemplate, after: StackTemplate): ReadonlySet<string> {
  if (JSON.stringify(before.json.Resources) === JSON.stringify(after.json.Resources)) return new Set();
  const { resources } = diffTemplate(before.json, after.json);
  return new Set(resources.logicalIds.filter((id) => {
    const change = resources.get(id);
    return change.changeImpact === ResourceImpact.WILL_REPLACE
      || (change.oldResourceType === change.newResourceType && replacingNames(change).length > 0);
  }));
}

interface Changed { readonly id: string; readonly change: ResourceDifference }

/** A nested stack whose template was read holds what is in it, which is looked at by itself. */
function holds({ oldResourceType = '' }: ResourceDifference, { nested }: StackTemplate, id: string): boolean {
  const isLoop = id.startsWith('Fn::');
  return (holdsData({ Type: oldResourceType }) && !nested.includes(id) && !isLoop) || oldResourceType in KNOWN_OUTSIDE;
}

function moves({ isUpdate, resourceTypeChanged, oldResourceType = '', propertyUpdates }: ResourceDifference): boolean {
  return isUpdate && !resourceTypeChanged && Object.keys(propertyUpdates).some((name) =>
    MOVES[oldResourceType]?.includes(name));
}

function dangersOf(
  { id, change }: Changed, all: readonly Changed[], before: StackTemplate, after: StackTemplate,
): Danger[] {
  const type = change.oldResourceType!;
  const of = (kind: DangerKind, text: string) => [{
    stack: before.id, kind, id, type, path: before.paths[id] ?? id, text,
  }];
  if (change.isRemoval) {
    const heir = heirOf({ id, change }, all, before, after);
    const next = type in KNOWN_OUTSIDE ? 'another one' : 'an empty one';
    return heir === undefined
      ? of(DangerKind.REMOVE, `removed; ${fateBy('DeletionPolicy', change.oldValue!)}`)
      : of(DangerKind.RENAME, `the logical id becomes ${heir}, so ${next} is made; `
      + fateBy('DeletionPolicy', change.oldValue!));
  }
  if (change.resourceTypeChanged) return of(DangerKind.REPLACE, `it becomes ${change.newResourceType ?? 'nothing'}`);
  const fate = fateBy('UpdateReplacePolicy', change.newValue!);
  const anew = Object.keys(change.propertyUpdates).filter((name) => MADE_ANEW[type]?.includes(name));
  const replacing = replacingNames(change);
  if (replacing.length > 0) return of(DangerKind.REPLACE, `replaced for ${replacing.join(', ')}; ${fate}`);
  if (anew.length > 0) return of(DangerKind.REPLACE, `its value is made anew for ${anew.join(', ')}`);
  const maybe = perhapsReplacingNames(change);
  return maybe.length === 0 ? [] : of(DangerKind.MAY_REPLACE, `may be replaced for ${maybe.join(', ')}; ${fate}`);
}

/** The new resource where a removed one stood: the same construct, the same properties, or the only one like it. */
function heirOf(
  { id, change }: Changed, all: readonly Changed[], before: StackTemplate, after: StackTemplate,
): string | undefined {
  const sameType = ({ change: other }: Changed) => other.newResourceType === change.oldResourceType;
  const heirs = all.filter((other) => other.change.isAddition && sameType(other));
  const rivals = all.filter(({ change: other }) => other.isRemoval && other.oldResourceType === change.oldResourceType);
  const properties = JSON.stringify(change.oldProperties ?? {});
  const found = heirs.find((heir) => before.paths[id] !== undefined && after.paths[heir.id] === before.paths[id])
    ?? heirs.find(({ change: { newProperties } }) => JSON.stringify(newProperties ?? {}) === properties)
    ?? (heirs.length === 1 && rivals.length === 1 && isLike(change, heirs[0].change) ? heirs[0] : undefined);
  return found?.id;
}

/** Whether most properties stayed: two log groups of different use are no old and new one of the same. */
function isLike({ oldProperties = {} }: ResourceDifference, { newProperties = {} }: ResourceDifference): boolean {
  const names = Object.keys(oldProperties);
  const same = names.filter((name) => JSON.stringify(oldProperties[name]) === JSON.stringify(newProperties[name]));
  return names.length === 0 || same.length * 2 > names.length;
}

/** What the policy in force leaves of the old one. */
function fateBy(name: typeof POLICIES[number], resource: RawResource): string {
  const fate = FATE[policyOf(name, resource)] ?? FATE.Delete;
  const known = KNOWN_OUTSIDE[resource.Type ?? ''];
  return known !== undefined && fate === FATE.Delete ? `with the old one goes ${known}` : fate;
}
