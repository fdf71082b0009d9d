import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { API_FACTORIES } from './api-factories';
import { misuseOf } from './misuse';
import { inWords, type Problem } from './problem';

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
  return Object.keys(API_FACTORIES).some((factory) => factory.startsWith(`${className}.`));
}

/** A choice keeps its variant, a value keeps its rules; the name is the same in another copy of the library. */
function isChoice(value: unknown, className: string): boolean {
  const name = typeof value === 'object' ? value?.constructor?.name : undefined;
  if (name === className) return true;
  // a bundler may have changed the name, but not to that of another choice.
  if (name !== undefined && isChoiceName(name)) return false;
  const { _variant, _problems } = (value ?? {}) as { readonly _variant?: unknown; readonly _problems?: unknown };
  return typeof _variant === 'object' || typeof _problems === 'function';
}

/** An object of a class says nothing about itself. */
export function nameOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return inWords(Array.isArray(value) ? 'a list' : `an object of ${value.constructor?.name ?? 'no class'}`);
}
