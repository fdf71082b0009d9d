// which rules of AWS Control Tower look at a set of templates, and the templates cut down to what they look at.
import fs from 'node:fs';
import path from 'node:path';
import type { Templates } from './finding';

const TYPE = /AWS::\w+::\w+/g;

export interface GuardRules {
  readonly files: readonly string[];
  /** Id of Control Tower and type of resource, by the name of the rule. */
  readonly titles: ReadonlyMap<string, { readonly id: string; readonly kind: string }>;
  /** Every type that one of the rules names. */
  readonly types: ReadonlySet<string>;
}

/** Rules that name a type which one of the templates has; the others cannot say anything. */
export function guardRules(folder: string, templates: Templates): GuardRules {
  const used = new Set(templates.files().flatMap((file) =>
    Object.values(templates.resourcesOf(file)).map(({ Type }) => Type)));
  const chosen = rulesBelow(folder).filter(({ types }) => types.some((type) => used.has(type)));
  return {
    files: chosen.map(({ file }) => file),
    titles: new Map(chosen.map(({ name, id, types }) => [name, { id, kind: types[0] }])),
    types: new Set(chosen.flatMap(({ types }) => types)),
  };
}

function rulesBelow(folder: string): { file: string; name: string; id: string; types: string[] }[] {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.guard'));
  return files.sort().map((name) => path.join(folder, name)).map((file) => {
    const code = fs.readFileSync(file, 'utf8').split('\n').filter((line) => !line.startsWith('#')).join('\n');
    return {
      file, types: code.match(TYPE) ?? [], name: /^rule (\w+)/m.exec(code)?.[1] ?? '',
      id: /\[(CT\.[\w.]+)\]/.exec(code)?.[1] ?? path.basename(file),
    };
  });
}

/** Writes each template with the resources alone that a rule names: Guard's time grows with their number. */
export function writeReduced(templates: Templates, { types }: GuardRules, folder: string): string[] {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  return templates.files().map((file) => {
    const Resources = Object.fromEntries(Object.entries(templates.resourcesOf(file)).filter(([, { Type }]) =>
      types.has(Type)));
    const reduced = path.join(folder, path.relative(templates.folder, file).replace(path.sep, '__'));
    fs.writeFileSync(reduced, JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources }));
    return reduced;
  });
}
