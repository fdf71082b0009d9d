import fs from 'node:fs';
import path from 'node:path';
import { ResourceChange } from './resource-change';

/** Names of properties whose change always replaces, and of those whose change may; separated by blanks. */
type Names = readonly [always: string, maybe?: string];

interface Replacements {
  readonly types: { readonly [type: string]: Names };
}

const FILE = path.join(__dirname, '../../../assets/replacements/replacements.json');

let types: ReadonlyMap<string, Names> | undefined;

/** What CloudFormation does to a resource when some of its properties change, by the schema of its type. */
export function changeBy(type: string, changed: readonly string[]): ResourceChange {
  const { always, maybe } = replacingProperties(type);
  if (always.some((name) => changed.includes(name))) return ResourceChange.REPLACE;
  return maybe.some((name) => changed.includes(name)) ? ResourceChange.MAY_REPLACE : ResourceChange.UPDATE;
}

/** Properties whose change makes CloudFormation replace a resource, always or depending on what they were and are. */
export function replacingProperties(type: string): { always: readonly string[]; maybe: readonly string[] } {
  // read once, and only if something changes.
  types ??= new Map(Object.entries((JSON.parse(fs.readFileSync(FILE, 'utf8')) as Replacements).types));
  const [always = '', maybe = ''] = types.get(type) ?? [];
  return { always: wordsIn(always), maybe: wordsIn(maybe) };
}

function wordsIn(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
