import type { Deferred } from './deferred';
import type { Json } from './json';

/** What stays of a value when everything that is known before the deployment is filled in. */
export type Resolved = string | number | boolean | null | Deferred | readonly Resolved[] | ResolvedObject;

/** An object of resolved values. */
export interface ResolvedObject { readonly [key: string]: Resolved }

/** Stands for `AWS::NoValue`: a property or an item with this value is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** A resolved value, or none. */
export type Evaluated = Resolved | typeof NO_VALUE;

/** Fills in the parts of a template. */
export interface Evaluator {
  evaluate(json: Json): Evaluated;
  /** What a name stands for: a pseudo parameter, a parameter or a resource. */
  named(name: string): Evaluated;
  /** A value of a mapping, or nothing if the mapping does not have it. */
  mapped(map: string, key: string, entry: string): Resolved | undefined;
  /** Whether a condition holds, or nothing if that is known at deployment only. */
  holds(condition: Json): boolean | undefined;
}

/** A value of its own, with nothing in place of `AWS::NoValue`. */
export function resolved(value: Evaluated): Resolved {
  return value === NO_VALUE ? null : value;
}

/** Whether a value is a known text, number or boolean. */
export function isScalar(value: Evaluated): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
