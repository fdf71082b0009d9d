import fs from 'node:fs';
import { parseDocument } from 'yaml';
import { DangerKind, type Danger } from './danger';

/** A danger that is meant, and why. */
export interface Allowed {
  readonly stack: string;
  readonly kind: DangerKind;
  readonly id: string;
  readonly reason: string;
}

/** Dangers with and without a permission, and permissions that nothing needs. */
export interface Sorted {
  readonly dangers: readonly Danger[];
  readonly allowed: readonly (Danger & { readonly reason: string })[];
  readonly unused: readonly Allowed[];
}

/** Keeps what is meant apart from what is not. */
export function sortOut(dangers: readonly Danger[], permissions: readonly Allowed[]): Sorted {
  const permissionOf = (danger: Danger) => permissions.find((one) => concerns(one, danger));
  return {
    dangers: dangers.filter((danger) => !permissionOf(danger)),
    allowed: dangers.flatMap((danger) => {
      const permission = permissionOf(danger);
      return permission ? [{ ...danger, reason: permission.reason }] : [];
    }),
    unused: permissions.filter((one) => !dangers.some((danger) => concerns(one, danger))),
  };
}

function concerns({ stack, kind, id }: Allowed, danger: Danger): boolean {
  return stack === danger.stack && kind === danger.kind && id === danger.id;
}

const FIELDS = ['stack', 'kind', 'id', 'reason'] as const;
const KINDS: readonly string[] = Object.values(DangerKind);

/** Reads a list of permissions, in JSON or YAML; an error says every entry that is not one. */
export function readAllowed(file: string): Allowed[] {
  const document = parseDocument(fs.readFileSync(file, 'utf8'));
  if (document.errors.length > 0) throw new Error(document.errors[0].message);
  const entries = (document.toJS() ?? []) as unknown;
  if (!Array.isArray(entries)) throw new Error(`must be a list of entries with ${FIELDS.join(', ')}`);
  const problems = entries.flatMap((entry, i) => problemsOf(entry).map((problem) => `entry ${i + 1} ${problem}`));
  if (problems.length > 0) throw new Error(problems.join('; '));
  return entries as Allowed[];
}

function problemsOf(entry: unknown): string[] {
  if (typeof entry !== 'object' || entry === null) return [`must have ${FIELDS.join(', ')}`];
  const given = entry as { readonly [field: string]: unknown };
  const isText = (field: string) => typeof given[field] === 'string' && String(given[field]).trim() !== '';
  return [
    ...FIELDS.filter((field) => !isText(field)).map((field) => `must have "${field}", a text`),
    ...Object.keys(given).filter((field) => !(FIELDS as readonly string[]).includes(field))
      .map((field) => `has "${field}", which is not known`),
    ...isText('kind') && !KINDS.includes(String(given.kind))
      ? [`has the kind "${String(given.kind)}", but there are ${KINDS.join(', ')}`]
      : [],
  ];
}
