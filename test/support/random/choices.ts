// random values of every type of the public API, made of the tables that the library itself checks kinds with.
import fc from 'fast-check';
import { API_FACTORIES } from '../../../src/core/api-factories';
import { API_PROPS } from '../../../src/core/api-props';
import { API_STRUCTS } from '../../../src/core/api-structs';
import * as library from '../../../src';
import { KINDS } from './kinds';
import { DURATIONS, NUMBERS, SIZES } from './numbers';
import { integers, Recipe, sometimes, type Choice } from './recipe';
import { BOOLEAN, found, KEYS, TEXTS } from './texts';

/** A field or a parameter as the tables write it: `name?:type`. */
interface Slot { readonly name: string; readonly isOptional: boolean; readonly type: string }

const STRUCTS: { readonly [name: string]: string } = { ...API_PROPS, ...API_STRUCTS };
/** How often a field that may be left out is there: of the props, and of what stands in them. */
const ODDS = { props: [2, 5], inside: [1, 4] } as const;
/** Fields that others need, so that sets without them would be refused too often. */
const NEEDED: { readonly [field: string]: readonly [number, number] } = {
  'domainName': [9, 10], 'hostedZone': [9, 10], 'CloudFrontOptions.certificate': [9, 10], 'hosts': [3, 4],
  'minCapacity': [9, 10], 'GrafanaInternalOptions.allowedCidrs': [9, 10], 'VotingHostOptions.hostedZone': [19, 20],
  'FargateServiceProps.ingress': [4, 5], 'MonitoringProps.subjects': [9, 10], 'MonitoringProps.logErrors': [1, 8],
  'MonitoringProps.tuning': [1, 8], 'critical': [9, 10], 'ElasticWebTierProps.placement': [1, 8],
  'contentDelivery': [1, 8], 'routing': [1, 8],
};
/** Fields that nobody chooses at random: hooks are functions of others, and DNS checks are made elsewhere. */
const LEFT_OUT = ['hooks', 'DnsRoutingOptions.healthCheck'];

const known = new Map<string, Choice>();

/** Props of a construct. */
export function propsOf(construct: string): Choice<object> {
  return structChoice(`${construct}Props`, ODDS.props);
}

function slotsOf(text: string): Slot[] {
  return text.split(' ').filter((slot) => slot !== '').map((slot) => {
    const [name, type] = slot.split(':');
    return { name: name.replace('?', ''), isOptional: name.endsWith('?'), type };
  });
}

function structChoice(name: string, odds: readonly [number, number]): Choice<object> {
  const slots = slotsOf(STRUCTS[name]).filter((slot) =>
    !LEFT_OUT.includes(slot.name) && !LEFT_OUT.includes(`${name}.${slot.name}`));
  const fields = slots.map((slot) => {
    const choice = choiceOf(slot.type, `${name}.${slot.name}`);
    const often = NEEDED[`${name}.${slot.name}`] ?? NEEDED[slot.name] ?? odds;
    return slot.isOptional ? sometimes(choice, often) : choice;
  });
  return fc.tuple(...fields).map((recipes) => {
    const given = slots.flatMap((slot, i) => recipes[i] ? [[slot.name, recipes[i]] as const] : []);
    return new Recipe(`{ ${given.map(([field, recipe]) => `${field}: ${recipe.text}`).join(', ')} }`, (world) =>
      Object.fromEntries(given.map(([field, recipe]) => [field, recipe.make(world)])));
  });
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
  const factories = Object.entries(API_FACTORIES).filter(([name]) => name.startsWith(`${type}.`));
  if (factories.length === 0) throw new Error(`${type} has no values to choose from: add them to test/support/random`);
  return fc.oneof(...factories.map(([name, parameters]) => callOf(name, slotsOf(parameters))));
}

function callOf(name: string, slots: readonly Slot[]): Choice {
  const choices = slots.map((slot) => {
    const choice = choiceOf(slot.type, `${name}.${slot.name}`);
    return slot.isOptional ? sometimes(choice, [1, 2]) : choice;
  });
  const [owner, method] = name.split('.');
  const classOf = (library as never as Record<string, Record<string, (...given: unknown[]) => unknown>>)[owner];
  return fc.tuple(...choices).map((recipes) => new Recipe(
    `${name}(${recipes.map((recipe) => recipe?.text ?? 'undefined').join(', ')})`,
    (world) => classOf[method](...recipes.map((recipe) => recipe?.make(world))),
  ));
}

/** Bounds in order more often than not: the error for the others has tests of its own. */
const CAPACITY: Choice = fc.tuple(integers(1, 6), integers(0, 10)).map(([min, more]) => {
  const [from, to] = [Number(min.text), Number(min.text) + Number(more.text)];
  return new Recipe(`CapacityRange.between(${from}, ${to})`, () => library.CapacityRange.between(from, to));
});
