import { contradiction, inWords, type Problem } from '../core';

/**
 * Something else in the place of a resource of the CDK, which languages without types can pass.
 *
 * @param member that every such resource has
 */
export function resourceProblems(prop: string, resource: unknown, member: string, what: string): Problem[] {
  const value = (resource ?? {}) as { readonly [member: string]: unknown };
  return contradiction(typeof value[member] !== 'string', {
    prop, must: `be ${what}`,
    got: typeof resource === 'object' && resource !== null
      ? inWords(`an object of ${resource.constructor?.name ?? 'no class'}`)
      : resource,
  });
}

/** One of a closed list that has no default. */
export function requiredOneOf<T>(prop: string, value: T | undefined, allowed: readonly T[]): Problem[] {
  return contradiction(value === undefined || !allowed.includes(value), {
    prop, must: `be one of ${allowed.join(', ')}`, got: value,
  });
}
