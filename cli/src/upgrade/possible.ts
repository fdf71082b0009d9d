/** A value that only the deployment knows. */
export const UNKNOWN = Symbol('known at deployment only');

/** One value that an expression may take, with the conditions and keys of mappings that lead to it. */
export interface Possible {
  readonly value: unknown;
  readonly when: { readonly [question: string]: string };
}
export type Json = { readonly [name: string]: unknown };

/** Everything that a value of a settled template may be: itself, or one for each side of a condition. */
export function possible(value: unknown, when: Possible['when'] = {}): Possible[] {
  if (!isObject(value)) return [{ value, when }];
  const [[name, argument] = ['', undefined], ...more] = Object.entries(value);
  if (more.length > 0 || !isExpression(name)) return [{ value, when }];
  if (name === 'Ref' && argument === 'AWS::NoValue') return [{ value: undefined, when }];
  if (name === 'Fn::If' && Array.isArray(argument)) return sides(argument, when);
  if (name === 'Fn::FindInMap' && Array.isArray(argument)) return entries(argument, when);
  return [{ value: UNKNOWN, when }];
}

/** Everything that may stand at a path such as `VersioningConfiguration.Status`. */
export function possibleAt(properties: Json, path: string): Possible[] {
  return path.split('.').reduce((found, name) => found.flatMap(({ value, when }) =>
    possible(within(value, name), when)), possible(properties));
}

/** What of a value has a name; a wrong template may hold a text where an object belongs. */
function within(value: unknown, name: string): unknown {
  if (value === undefined) return undefined;
  return isObject(value) ? value[name] : UNKNOWN;
}

/** An entry of a list. */
export interface Entry {
  readonly value: unknown;
  /** The condition under which it is there, as it is written; nothing if it is there in any case. */
  readonly condition?: string;
}

/** All entries that a list may have; nothing if only the deployment knows the list. */
export function possibleEntries(properties: Json, path: string): Entry[] | undefined {
  const lists = possibleAt(properties, path);
  if (lists.some(({ value }) => value === UNKNOWN)) return undefined;
  return lists.flatMap(({ value: list, when }) => (Array.isArray(list) ? list : []).flatMap((entry: unknown) => {
    const sides = possible(entry, when);
    const isSure = lists.length === 1 && sides.every(({ value }) => value !== undefined);
    return sides.filter(({ value }) => value !== undefined && value !== UNKNOWN)
      .map(({ value, when: asked }) => ({ value, ...!isSure && { condition: JSON.stringify(asked) } }));
  }));
}

/** Whether two values can stand in the same deployment: the first before an update, the second after it. */
export function areTogether({ when: then }: Possible, { when: now }: Possible): boolean {
  return Object.entries(then).every(([question, answer]) => now[question] === undefined || now[question] === answer);
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Marks of a settled template count too. */
function isExpression(name: string): boolean {
  return name === 'Ref' || name.startsWith('Fn::') || name === 'elsewhere' || name === 'replaced';
}

function sides([condition, ...both]: readonly unknown[], when: Possible['when']): Possible[] {
  const question = JSON.stringify(condition);
  return ['yes', 'no'].flatMap((answer, i) =>
    (when[question] ?? answer) === answer ? possible(both[i], { ...when, [question]: answer }) : []);
}

/** Of a mapping whose key only the deployment knows, each entry. */
function entries([mapping, ...keys]: readonly unknown[], when: Possible['when']): Possible[] {
  const name = keys[2];
  if (!isObject(mapping) || typeof name !== 'string') return [{ value: UNKNOWN, when }];
  const question = JSON.stringify(keys.slice(0, 2));
  return Object.entries(mapping).filter(([key]) => (when[question] ?? key) === key)
    .flatMap(([key, entry]) => possible(isObject(entry) ? entry[name] : undefined, { ...when, [question]: key }));
}
