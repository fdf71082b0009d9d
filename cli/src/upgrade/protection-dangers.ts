import type { JsonObject } from '../../../src/template';
import { DangerKind, type Danger } from './danger';
import { areTogether, possible, UNKNOWN, type Possible } from './possible';
import { defaultPolicyOf, holdsData, isKnownOutside, POLICIES, resourcesOf, type RawResource } from './raw-resource';
import type { Lost } from './setting';
import { hasSettings, settingsOf } from './settings';
import type { StackTemplate } from './stack-template';

/** How much of a resource a policy keeps. */
const KEEPS: { readonly [policy: string]: number } = { Delete: 0, Snapshot: 1, RetainExceptOnCreate: 2, Retain: 2 };
const WORDS = {
  [DangerKind.UNPROTECT]: 'less protected',
  [DangerKind.EXPIRE]: 'AWS deletes more than before, or sooner',
} as const;

/**
 * What holds data and loses what protects it: nothing goes with this update, but the next one, or `cdk destroy`, takes
 * it along. And what keeps its data for a shorter time.
 */
export function protectionDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  return kept(before, after, hasSettings).flatMap(({ id, then, now }) => {
    const lost = [...policiesLost(then, now), ...settingsLost(then, now)];
    return ([DangerKind.UNPROTECT, DangerKind.EXPIRE] as const).flatMap((kind) => {
      const texts = lost.filter((each) => each.kind === kind).map(({ text }) => text);
      return texts.length === 0 ? [] : [dangerOf(before, id, then, kind, `${WORDS[kind]}: ${texts.join(', ')}`)];
    });
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

/** What holds data, is known outside or else of interest before, and is there with the same type later. */
function kept(
  before: StackTemplate, after: StackTemplate, isOfInterest: (type: string) => boolean = () => false,
): Kept[] {
  const later = resourcesOf(after.json);
  return Object.entries(resourcesOf(before.json)).flatMap(([id, then]) => {
    const now = later[id];
    if (!then || !now || now.Type !== then.Type) return [];
    return isOfInterest(then.Type ?? '') || holdsData(then) || isKnownOutside(then) ? [{ id, then, now }] : [];
  });
}

function dangerOf(
  { id: stack, paths }: StackTemplate, id: string, { Type = '' }: RawResource, kind: DangerKind, text: string,
): Danger {
  return { stack, kind, id, type: Type, path: paths[id] ?? id, text };
}

function policiesLost(then: RawResource, now: RawResource): Lost[] {
  if (!holdsData(then) && !isKnownOutside(then)) return [];
  return POLICIES.flatMap((name) => {
    if (JSON.stringify(then[name]) === JSON.stringify(now[name])) return [];
    const [before, after] = [then, now].map((resource) => policiesOf(name, resource));
    const isWeaker = (old: Possible, next: Possible) =>
      areTogether(old, next) && keeps(next, KEEPS.Delete) < keeps(old, KEEPS.Retain);
    const weaker = before.flatMap((old) => after.filter((next) => isWeaker(old, next))
      .map((next) => `${name} from ${say(old)} to ${say(next)}`));
    return [...new Set(weaker)].map((text) => ({ kind: DangerKind.UNPROTECT, text }));
  });
}

/** Everything that a policy may be; what is left out is the default. */
function policiesOf(name: typeof POLICIES[number], resource: RawResource): Possible[] {
  return possible(resource[name])
    .map(({ value, when }) => ({ when, value: value === undefined ? defaultPolicyOf(name, resource) : value }));
}

function keeps({ value }: Possible, unknown: number): number {
  return value === UNKNOWN ? unknown : KEEPS[String(value)] ?? KEEPS.Delete;
}

function say({ value }: Possible): string {
  return value === UNKNOWN ? 'what only the deployment knows' : String(value);
}

function settingsLost(then: RawResource, now: RawResource): Lost[] {
  if (JSON.stringify(then.Properties) === JSON.stringify(now.Properties)) return [];
  return settingsOf(then.Type ?? '').flatMap((lost) => lost(then.Properties ?? {}, now.Properties ?? {}));
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
