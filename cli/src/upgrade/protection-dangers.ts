import type { JsonObject } from '../../../src/template';
import { copiesLost } from './copies';
import { DangerKind, type Danger } from './danger';
import { holdsData, isKnownOutside, POLICIES, policyOf, resourcesOf, type RawResource } from './raw-resource';
import type { StackTemplate } from './stack-template';

/** How much of a resource a policy keeps. */
const KEEPS: { readonly [policy: string]: number } = { Delete: 0, Snapshot: 1, RetainExceptOnCreate: 2, Retain: 2 };
/** Properties of databases, tables, log groups and user pools that make AWS refuse a deletion. */
const SWITCHES = ['DeletionProtection', 'DeletionProtectionEnabled'] as const;
const ON: readonly unknown[] = [true, 'true', 'ACTIVE'];

/**
 * What holds data and loses what protects it: nothing goes with this update, but the next one, or `cdk destroy`, takes
 * it along.
 */
export function protectionDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  return kept(before, after).flatMap(({ id, then, now }) => {
    const lost = [...policiesLost(then, now), ...switchesLost(then, now), ...copiesLost(then, now)];
    const text = `less protected: ${lost.join(', ')}`;
    return lost.length === 0 ? [] : [dangerOf(before, id, then, DangerKind.UNPROTECT, text)];
  });
}

/** What holds data and stands under a condition that it did not have: CloudFormation removes it where that fails. */
export function conditionDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  return kept(before, after).flatMap(({ id, then, now }) => {
    const [old, next] = [meaningOf(then.Condition, before.json), meaningOf(now.Condition, after.json)];
    if (next === undefined || old === next) return [];
    const name = String(now.Condition);
    const what = old === undefined ? `it gets the condition ${name}` : `its condition ${name} changes`;
    const text = `${what}: where that is not met, the update removes it`;
    return [dangerOf(before, id, then, DangerKind.MAY_REMOVE, text)];
  });
}

interface Kept { readonly id: string; readonly then: RawResource; readonly now: RawResource }

/** What holds data or is known outside before, and is there with the same type later. */
function kept(before: StackTemplate, after: StackTemplate): Kept[] {
  const later = resourcesOf(after.json);
  return Object.entries(resourcesOf(before.json)).flatMap(([id, then]) => {
    const now = later[id];
    return (holdsData(then) || isKnownOutside(then)) && now && now.Type === then.Type ? [{ id, then, now }] : [];
  });
}

function dangerOf(
  { id: stack, paths }: StackTemplate, id: string, { Type = '' }: RawResource, kind: DangerKind, text: string,
): Danger {
  return { stack, kind, id, type: Type, path: paths[id] ?? id, text };
}

function policiesLost(then: RawResource, now: RawResource): string[] {
  return POLICIES.flatMap((name) => {
    const [old, next] = [policyOf(name, then), policyOf(name, now)];
    return KEEPS[next] < KEEPS[old] ? [`${name} from ${old} to ${next}`] : [];
  });
}

function switchesLost({ Properties: then = {} }: RawResource, { Properties: now = {} }: RawResource): string[] {
  const isOff = (value: unknown) => typeof value !== 'object' && !ON.includes(value);
  return SWITCHES.filter((name) => ON.includes(then[name]) && isOff(now[name])).map((name) => `${name} off`);
}

/** What a condition says, with the conditions that it names put in. */
function meaningOf(name: unknown, { Conditions = {} }: JsonObject): string | undefined {
  if (typeof name !== 'string') return undefined;
  return JSON.stringify(expanded({ Condition: name }, Conditions as JsonObject, []));
}

function expanded(value: unknown, conditions: JsonObject, inside: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => expanded(entry, conditions, inside));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[key, name] = []] = entries;
  if (entries.length === 1 && key === 'Condition' && typeof name === 'string' && !inside.includes(name)) {
    return expanded(conditions[name], conditions, [...inside, name]);
  }
  return Object.fromEntries(entries.map(([field, entry]) => [field, expanded(entry, conditions, inside)]));
}
