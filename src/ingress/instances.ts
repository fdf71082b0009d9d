import type { IConstruct } from 'constructs';
import { inWords, type Problem } from '../core';

/**
 * Something else in the place of one of our constructs, which other languages can pass.
 *
 * @param member that only the construct has
 */
export function instanceProblems(
  prop: string, thing: unknown, member: string, className: string, advice?: string,
): Problem[] {
  const { node, ...rest } = (thing ?? {}) as Partial<IConstruct>;
  const has = typeof thing === 'object' && thing !== null && member in thing;
  if (has) return [];
  const got = node === undefined ? (Object.keys(rest).length > 0 ? inWords('an object') : thing) : inWords(node.path);
  return [{ prop, must: `be a ${className}`, got, advice }];
}
