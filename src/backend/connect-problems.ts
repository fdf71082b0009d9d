import { text, type Problem, type Variables } from '../core';
import type { IBackend } from './backend';

/** A prefix that makes no names of variables. */
export function prefixProblems(prefix: string): Problem[] {
  return text(
    'environmentPrefix', prefix, /[A-Za-z_][A-Za-z0-9_]*/, 'be letters, digits and "_" that do not begin with a digit',
  );
}

/** A prefix that makes no names of variables, or names that the application has already. */
export function connectProblems(
  backend: IBackend, prefix: string, { environment = {}, secrets = {} }: Variables,
  names: ReadonlySet<string> = new Set(),
): Problem[] {
  const shape = prefixProblems(prefix);
  if (shape.length > 0) return shape;
  const given = [...Object.keys(environment), ...Object.keys(secrets)];
  return given.filter((name, i) => names.has(name) || given.indexOf(name) < i).map((name) => ({
    prop: 'environmentPrefix', must: 'give names that the application does not have yet', got: prefix,
    advice: `"${name}" of ${backend.node.path} is there already; connect it with another prefix`,
  }));
}

/** Variables that the way of the credentials adds, and that the application has already. */
export function addedProblems(
  prefix: string, added: readonly string[], names: ReadonlySet<string> = new Set(),
): Problem[] {
  return added.map((name) => `${prefix}_${name}`).filter((name) => names.has(name)).map((name) => ({
    prop: 'environmentPrefix', must: 'give names that the application does not have yet', got: prefix,
    advice: `"${name}" is there already; connect it with another prefix`,
  }));
}
