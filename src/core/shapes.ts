import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { API_FACTORIES } from './api-factories';
import { misuseOf } from './misuse';
import { inWords, type Problem } from './problem';

/** Names of factories by the class that has them. */
const FACTORIES = new Map<string, string[]>();
for (const [className, factory] of Object.keys(API_FACTORIES).map((name) => name.split('.'))) {
  FACTORIES.set(className, [...FACTORIES.get(className) ?? [], factory]);
}

// what compilers rule out: other languages, and JavaScript without types, can still pass it. Other rules look into
// these props, so they are looked at first.

/** A VPC that is missing, or something else in its place. */
export function vpcShapeProblems(prop: string, vpc: unknown): Problem[] {
  const { selectSubnets, vpc: inside } = (vpc ?? {}) as Partial<IVpc & { readonly vpc: IVpc }>;
  if (typeof selectSubnets === 'function') return [];
  return [{
    prop, must: 'be a VPC', got: nameOf(vpc),
    advice: inside === undefined ? 'pass the VPC of a Network, or one of your own' : `pass its "vpc"`,
  }];
}

/**
 * Something else in the place of a choice.
 *
 * @param value what is left out passes, unless it is required
 */
export function choiceProblems(
  prop: string, value: unknown, className: string, { required = false } = {},
): Problem[] {
  const misuse = misuseOf(value);
  if (misuse) return misuse(prop);
  if (value === undefined ? !required : isChoice(value, className)) return [];
  return [{ prop, must: `be made with a factory of ${className}`, got: nameOf(value) }];
}

/** Whether a class of the API is made with factories. */
export function isChoiceName(className: string): boolean {
  return FACTORIES.has(className);
}

/**
 * The name of the class is the same in another copy of the library. A bundler may have changed it, but keeps the names
 * of factories.
 */
function isChoice(value: unknown, className: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const made = value.constructor as unknown as { readonly name: string; readonly [key: string]: unknown } | undefined;
  if (made === undefined || made.name === className || isChoiceName(made.name)) return made?.name === className;
  return FACTORIES.get(className)?.every((factory) => typeof made[factory] === 'function') === true;
}

/** An object of a class says nothing about itself. */
export function nameOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return inWords(Array.isArray(value) ? 'a list' : `an object of ${value.constructor?.name ?? 'no class'}`);
}
