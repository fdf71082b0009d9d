import { Token } from 'aws-cdk-lib';
import { contradiction, known, type Problem } from '../core';

/** A list needs a length that is known at synthesis, and at least one entry. */
export function listProblems(
  prop: string, list: readonly unknown[] | undefined, must: string, advice: string,
): Problem[] {
  if (list === undefined) return [];
  if (Token.isUnresolved(list)) return known(prop, list);
  return contradiction(list.length === 0, { prop, must, got: list, advice });
}

/** The entries that rules can look at: none if the length of the list is only known at deployment. */
export function entriesOf<T>(list: readonly T[] | undefined): readonly T[] {
  return list === undefined || Token.isUnresolved(list) ? [] : list;
}
