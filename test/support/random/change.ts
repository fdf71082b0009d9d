// one change of a set of props: something that was left out is there, or the other way round, or has another value.
import type { Recipe } from './recipe';

/** What a user changes between two deployments. */
export interface Change {
  /** The innermost field with its struct or factory, for example `DatabaseEngineOptions.version`. */
  readonly place: string;
  /** The whole set with the change. */
  readonly changed: Recipe;
}

/** Every single change that makes a set more like another one. */
export function changesTowards(set: Recipe, other: Recipe): Change[] {
  const [own, theirs] = [set.parts, other.parts];
  if (!own || !theirs) return [];
  const names = [...new Set([...Object.keys(own.given), ...Object.keys(theirs.given)])].sort();
  return names.flatMap((name) => {
    const [before, after] = [own.given[name], theirs.given[name]] as readonly (Recipe | undefined)[];
    const put = (value: Recipe | undefined) => own.withOthers(withField(own.given, name, value));
    if (before && after && isAlike(before, after)) {
      return changesTowards(before, after).map(({ place, changed }) => ({ place, changed: put(changed) }));
    }
    return before?.text === after?.text ? [] : [{ place: `${own.shape}.${name}`, changed: put(after) }];
  });
}

function isAlike(one: Recipe, other: Recipe): boolean {
  return one.parts !== undefined && one.parts.shape === other.parts?.shape;
}

function withField(
  given: { readonly [name: string]: Recipe }, name: string, value: Recipe | undefined,
): { readonly [name: string]: Recipe } {
  const rest = Object.entries(given).filter(([other]) => other !== name);
  return Object.fromEntries(value ? [...rest, [name, value]] : rest);
}
