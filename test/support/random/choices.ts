// random values of every type of the public API, made of the tables that the library itself checks kinds with.
import fc from 'fast-check';
import { API_FACTORIES } from '../../../src/core/api-factories';
import { API_PROPS } from '../../../src/core/api-props';
import { API_STRUCTS } from '../../../src/core/api-structs';
import * as library from '../../../src';
import { FACTORIES_OF_CONSTRUCTS, KINDS } from './kinds';
import { DURATIONS, NUMBERS, SIZES } from './numbers';
import { integers, Recipe, sometimes, type Choice, type Parts } from './recipe';
import { BOOLEAN, found, KEYS, TEXTS } from './texts';

/** A field or a parameter as the tables write it: `name?:type`. */
interface Slot { readonly name: string; readonly isOptional: boolean; readonly type: string }

const STRUCTS: { readonly [name: string]: string } = {
  ...API_PROPS, ...API_STRUCTS, Connection: 'backend:IBackend options?:ConnectOptions',
};
const FACTORIES: { readonly [name: string]: string } = { ...API_FACTORIES, ...FACTORIES_OF_CONSTRUCTS };
/** How often a field that may be left out is there: of the props, and of what stands in them. */
const ODDS = { props: [2, 5], inside: [1, 4] } as const;
/** Fields that others need, so that sets without them would be refused too often. */
const NEEDED: { readonly [field: string]: readonly [number, number] } = {
  'domainName': [9, 10], 'hostedZone': [9, 10], 'CloudFrontOptions.certificate': [9, 10], 'hosts': [3, 4],
  'minCapacity': [9, 10], 'GrafanaInternalOptions.allowedCidrs': [9, 10], 'VotingHostOptions.hostedZone': [19, 20],
  'FargateServiceProps.ingress': [4, 5], 'MonitoringProps.subjects': [9, 10],
  'PrometheusGrafanaProps.subjects': [9, 10], 'MonitoringProps.logErrors': [1, 8],
  'MonitoringProps.tuning': [1, 8], 'critical': [9, 10], 'ElasticWebTierProps.placement': [1, 8],
  'contentDelivery': [1, 8], 'routing': [1, 8], 'hooks': [1, 8],
};

const known = new Map<string, Choice>();
const reached = new Set<string>();

/** Props of a construct. */
export function propsOf(construct: string): Choice<object> {
  return structChoice(`${construct}Props`, ODDS.props);
}

/** What a service is connected to: pairs of a backend and how. */
export function connections(): Choice {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(new Recipe<unknown>('[]', () => [])) },
    { weight: 1, arbitrary: listOf(structChoice('Connection', ODDS.inside)) },
  );
}

/** Structs and factories that are chosen from for the props of constructs. */
export function reachedFor(constructs: readonly string[]): ReadonlySet<string> {
  constructs.forEach(propsOf);
  connections();
  return reached;
}

function slotsOf(text: string): Slot[] {
  return text.split(' ').filter((slot) => slot !== '').map((slot) => {
    const [name, type] = slot.split(':');
    return { name: name.replace('?', ''), isOptional: name.endsWith('?'), type };
  });
}

/** The fields of a struct in a place, and of structs in those: what changes with it if it is given as a whole. */
export function placesInside(place: string): string[] {
  const [owner, member, parameter] = place.split('.');
  const slots = slotsOf((parameter === undefined ? STRUCTS[owner] : FACTORIES[`${owner}.${member}`]) ?? '');
  const type = slots.find(({ name }) => name === (parameter ?? member))?.type;
  if (type === undefined || STRUCTS[type] === undefined) return [];
  return slotsOf(STRUCTS[type]).map(({ name }) => `${type}.${name}`)
    .flatMap((field) => [field, ...placesInside(field)]);
}

function structChoice(name: string, odds: readonly [number, number]): Choice<object> {
  reached.add(name);
  const slots = slotsOf(STRUCTS[name]);
  const fields = slots.map((slot) => {
    const choice = choiceOf(slot.type, `${name}.${slot.name}`);
    const often = NEEDED[`${name}.${slot.name}`] ?? NEEDED[slot.name] ?? odds;
    return slot.isOptional ? sometimes(choice, often) : choice;
  });
  return fc.tuple(...fields).map((recipes) => structOf(name, Object.fromEntries(
    slots.flatMap((slot, i) => recipes[i] ? [[slot.name, recipes[i]] as const] : []),
  )));
}

/** An object of a struct with these fields. */
export function structOf(shape: string, given: Parts['given']): Recipe<object> {
  const fields = Object.entries(given);
  return new Recipe<object>(
    `{ ${fields.map(([field, recipe]) => `${field}: ${recipe.text}`).join(', ')} }`,
    (world) => Object.fromEntries(fields.map(([field, recipe]) => [field, recipe.make(world)])),
    { shape, given, withOthers: (others) => structOf(shape, others) },
  );
}

/** Something of a type. What has values of its own is found by the place, then by the type. */
function choiceOf(type: string, place: string): Choice {
  const key = `${type} ${place}`;
  if (!known.has(key)) known.set(key, madeChoice(type, place));
  return known.get(key)!;
}

function madeChoice(type: string, place: string): Choice {
  if (type.endsWith('[]')) return listOf(choiceOf(type.slice(0, -2), place));
  if (type.endsWith('{}')) {
    return mapOf(found(KEYS, place), choiceOf(type.slice(0, -2), place), place === 'PollOptions.options' ? 2 : 0);
  }
  if (KINDS[place]) return KINDS[place];
  if (type === 'number') return found(NUMBERS, place);
  if (type === 'Duration') return found(DURATIONS, place);
  if (type === 'Size') return found(SIZES, place);
  if (type === 'string') return found(TEXTS, place);
  if (type === 'boolean') return BOOLEAN;
  if (type === 'CapacityRange') return CAPACITY;
  if (type === 'IMonitored') return fc.oneof(KINDS[type], factoryChoice('Monitored'));
  if (KINDS[type]) return KINDS[type];
  return STRUCTS[type] === undefined ? factoryChoice(type) : structChoice(type, ODDS.inside);
}

function listOf(choice: Choice): Choice {
  return fc.uniqueArray(choice, { minLength: 1, maxLength: 2, selector: ({ text }) => text }).map((recipes) =>
    new Recipe(`[${recipes.join(', ')}]`, (world) => recipes.map((recipe) => recipe.make(world))));
}

function mapOf(keys: Choice, values: Choice, minLength: number): Choice {
  const entries = fc.uniqueArray(fc.tuple(keys, values), { minLength, maxLength: 2, selector: ([{ text }]) => text });
  return entries.map((pairs) => new Recipe(`{ ${pairs.map((pair) => pair.join(': ')).join(', ')} }`, (world) =>
    Object.fromEntries(pairs.map(([name, value]) => [name.make(world), value.make(world)]))));
}

/** Any factory of a class. */
function factoryChoice(type: string): Choice {
  const factories = Object.entries(FACTORIES).filter(([name]) => name.startsWith(`${type}.`));
  if (factories.length === 0) throw new Error(`${type} has no values to choose from: add them to test/support/random`);
  return fc.oneof(...factories.map(([name, parameters]) => callOf(name, slotsOf(parameters))));
}

function callOf(name: string, slots: readonly Slot[]): Choice {
  reached.add(name);
  const choices = slots.map((slot) => {
    const choice = choiceOf(slot.type, `${name}.${slot.name}`);
    return slot.isOptional ? sometimes(choice, [1, 2]) : choice;
  });
  return fc.tuple(...choices).map((recipes) => called(name, slots, Object.fromEntries(
    slots.flatMap((slot, i) => recipes[i] ? [[slot.name, recipes[i]] as const] : []),
  )));
}

/** What a factory makes of these arguments. */
function called(name: string, slots: readonly Slot[], given: Parts['given']): Recipe {
  const [owner, method] = name.split('.');
  const classOf = (library as never as Record<string, Record<string, (...all: unknown[]) => unknown>>)[owner];
  const recipes = slots.map((slot): Recipe | undefined => given[slot.name]);
  return new Recipe(
    `${name}(${recipes.map((recipe) => recipe?.text ?? 'undefined').join(', ')})`,
    (world) => classOf[method](...recipes.map((recipe) => recipe?.make(world))),
    { shape: name, given, withOthers: (others) => called(name, slots, others) },
  );
}

/** Bounds in order more often than not: the error for the others has tests of its own. */
const CAPACITY: Choice = fc.tuple(integers(1, 6), integers(0, 10)).map(([min, more]) => {
  const [from, to] = [Number(min.text), Number(min.text) + Number(more.text)];
  return new Recipe(`CapacityRange.between(${from}, ${to})`, () => library.CapacityRange.between(from, to));
});
