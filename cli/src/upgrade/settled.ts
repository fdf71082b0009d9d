import type { JsonObject } from '../../../src/template';
import { attributeOf, idsIn, namesInText } from './references';
import { resourcesOf } from './raw-resource';
import type { StackTemplate } from './stack-template';

/** Logical ids by stack. */
export type IdsByStack = ReadonlyMap<StackTemplate, ReadonlySet<string>>;

/**
 * Templates in which a property says all that its value depends on: the entry of a mapping, the condition of `Fn::If`,
 * what a nested stack is given as a parameter and gives as an output, and whether something that it names is replaced.
 *
 * A comparison sees a change of these only here: where the property stands, nothing changes.
 *
 * @param replaced what the update replaces; outputs are compared by their expression, so they are left alone
 */
export function settled(stacks: readonly StackTemplate[], replaced: IdsByStack): StackTemplate[] {
  return stacks.map((stack) => ({
    ...stack,
    json: {
      ...stack.json,
      Resources: mapped(resourcesOf(stack.json) as JsonObject, (resource) => (isObject(resource)
        ? { ...resource, ...read(resource, { stack, stacks, replaced }) }
        : resource)),
      ...isObject(stack.json.Outputs) && {
        Outputs: mapped(stack.json.Outputs, (output) => (isObject(output)
          ? { ...output, Value: meant(output.Value, { stack, stacks, replaced: new Map() }) }
          : output)),
      },
    },
  } as StackTemplate));
}

/** What of a resource may be an expression. */
function read(resource: Json, place: Place): Json {
  const names = ['Properties', 'DeletionPolicy', 'UpdateReplacePolicy'].filter((name) => resource[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, meant(resource[name], place)]));
}

/** Where an expression stands, and what is known around it. */
interface Place {
  readonly stack: StackTemplate;
  readonly stacks: readonly StackTemplate[];
  readonly replaced: IdsByStack;
  /** Parameters and outputs that are being read: templates may be wrong, and lead in a circle. */
  readonly inside?: readonly string[];
}
type Json = { readonly [key: string]: unknown };

function meant(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) return value.map((entry) => meant(entry, place));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const known = entries.length === 1 ? FUNCTIONS[entries[0][0]] : undefined;
  return known ? known(entries[0][1], place) : mapped(value, (entry) => meant(entry, place));
}

const FUNCTIONS: { readonly [name: string]: (value: unknown, place: Place) => unknown } = {
  'Ref': (name, place) => parameterOf(String(name), place) ?? named({ Ref: name }, place),
  'Fn::GetAtt': (value, place) => outputOf(value, place) ?? named({ 'Fn::GetAtt': value }, place),
  'Fn::Sub': (value, place) => ({
    'Fn::Sub': meant(value, place), 'with': namesInText(value).map((name) => meant({ Ref: name }, place)),
  }),
  'Fn::FindInMap': (value, place) => {
    const keys = listOf(meant(value, place)).map((key) => pseudoOf(key, place.stack) ?? key);
    const mappings = place.stack.json.Mappings as Json | undefined;
    const found = keys.slice(0, 3).reduce(
      (map: unknown, key) => (isObject(map) && typeof key === 'string' ? map[key] : undefined), mappings,
    );
    // a key that the deployment knows may be any one of the mapping.
    return found ?? { 'Fn::FindInMap': [mappings?.[String(keys[0])], ...keys] };
  },
  'Fn::If': (value, place) => {
    const [name, ...sides] = listOf(value);
    return { 'Fn::If': [conditionOf(String(name), place, []), ...sides.map((side) => meant(side, place))] };
  },
};

/** With a mark if the update replaces what it names. */
function named(reference: Json, { stack, replaced }: Place): unknown {
  return idsIn(reference).some((id) => replaced.get(stack)?.has(id)) ? { replaced: reference } : reference;
}

/** Account or Region, where the stack names them. */
function pseudoOf(key: unknown, { place }: StackTemplate): string | undefined {
  const [account, region] = place?.split('/') ?? [];
  const name = isObject(key) ? key.Ref : undefined;
  return (name === 'AWS::Region' ? region : name === 'AWS::AccountId' ? account : undefined) || undefined;
}

/** The same place in another stack, or nothing if that is where the reading came from. */
function within(place: Place, stack: StackTemplate, name: string): Place | undefined {
  const { inside = [] } = place;
  const key = `${stack.id} ${name}`;
  return inside.includes(key) ? undefined : { ...place, stack, inside: [...inside, key] };
}

/**
 * What a nested stack is given, or its default. The CDK leaves parameters of other stacks as they are deployed, so that
 * a default counts there only if the parameter is new.
 */
function parameterOf(name: string, place: Place): unknown {
  const { stack, stacks } = place;
  const parameter = (stack.json.Parameters as Json | undefined)?.[name] as Json | undefined;
  const at = stack.id.lastIndexOf('/');
  const outer = stacks.find(({ id, place: where, nested }) =>
    id === stack.id.slice(0, Math.max(at, 0)) && where === stack.place && nested.includes(stack.id.slice(at + 1)));
  if (!parameter) return undefined;
  if (!outer) return stack.newParameters?.includes(name) ? parameter.Default : undefined;
  const given = resourcesOf(outer.json)[stack.id.slice(at + 1)]?.Properties?.Parameters as Json | undefined;
  const there = within(place, outer, name);
  return fromElsewhere((there && meant(given?.[name], there)) ?? parameter.Default);
}

/** What a nested stack says in an output. */
function outputOf(value: unknown, place: Place): unknown {
  const [id, attribute] = attributeOf(value);
  const { stack, stacks } = place;
  const inner = attribute.startsWith('Outputs.') && stacks.find((each) =>
    each.id === `${stack.id}/${id}` && each.place === stack.place);
  const outputs = inner ? inner.json.Outputs as Json | undefined : undefined;
  const output = outputs?.[attribute.slice('Outputs.'.length)] as Json | undefined;
  const there = inner && output ? within(place, inner, attribute) : undefined;
  return there && fromElsewhere(meant(output!.Value, there));
}

/** As a text, because logical ids of another template mean something else here. */
function fromElsewhere(value: unknown): unknown {
  return isObject(value) || Array.isArray(value) ? { elsewhere: JSON.stringify(value) } : value;
}

/** What a condition says, with the conditions that it names put in. */
function conditionOf(name: string, place: Place, inside: readonly string[]): unknown {
  const condition = (place.stack.json.Conditions as Json | undefined)?.[name];
  if (condition === undefined || inside.includes(name)) return name;
  const put = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(put);
    if (!isObject(value)) return value;
    const inner = Object.keys(value).length === 1 ? value.Condition : undefined;
    return typeof inner === 'string' ? conditionOf(inner, place, [...inside, name]) : mapped(value, put);
  };
  return meant(put(condition), place);
}

function mapped(object: Json, change: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
