// what every value of the public API has to be, as the compiled assembly says it.
import fs from 'node:fs';
import path from 'node:path';

interface TypeRef {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeRef };
}
interface Value { readonly name: string; readonly optional?: boolean; readonly type: TypeRef }
interface Method {
  readonly name: string; readonly static?: boolean; readonly parameters?: readonly Value[];
  readonly returns?: { readonly type: TypeRef };
}
interface Type {
  readonly fqn: string; readonly name: string; readonly kind: string; readonly datatype?: boolean;
  readonly namespace?: string; readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly Value[]; readonly methods?: readonly Method[];
}

const ASSEMBLY = path.join(__dirname, '../.jsii');
/** Submodules that make no constructs. */
const OTHER_NAMESPACES = ['cost', 'simulation', 'diagram'];
const COLUMNS = 120;

type Types = { readonly [fqn: string]: Type };

/** `name:type` of a value, with `?` behind the name if it may be left out. */
function wordOf({ name, optional, type }: Value, types: Types): string {
  return `${name}${optional ? '?' : ''}:${typeWord(type, types)}`;
}

function typeWord({ collection, primitive, fqn }: TypeRef, types: Types): string {
  if (collection) return `${typeWord(collection.elementtype, types)}${collection.kind === 'array' ? '[]' : '{}'}`;
  const name = primitive ?? fqn!.split('.').pop()!;
  // words of an enum are checked by the rules of their prop.
  return types[fqn ?? '']?.kind === 'enum' ? 'any' : name;
}

function fieldsOf(struct: Type, types: Types): Value[] {
  return [
    ...(struct.interfaces ?? []).flatMap((fqn) => types[fqn] ? fieldsOf(types[fqn], types) : []),
    ...struct.properties ?? [],
  ];
}

/** A line for the props of each construct, for each other struct, and for each factory of a choice. */
export interface Kinds {
  readonly props: { readonly [name: string]: string };
  readonly structs: { readonly [name: string]: string };
  readonly factories: { readonly [name: string]: string };
}

export function kinds(): Kinds {
  const { types } = JSON.parse(fs.readFileSync(ASSEMBLY, 'utf8')) as { types: Types };
  const all = Object.values(types).filter(({ namespace }) => !OTHER_NAMESPACES.includes(namespace ?? ''));
  const structs = all.filter(({ datatype }) => datatype);
  const isProps = ({ name }: Type) => name.endsWith('Props');
  const tableOf = (some: readonly Type[]) => table(some.map((struct) =>
    [struct.name, fieldsOf(struct, types).sort(asRead).map((field) => wordOf(field, types))]));
  return {
    props: tableOf(structs.filter(isProps)),
    structs: tableOf(structs.filter((struct) => !isProps(struct))),
    factories: table(all.filter(({ datatype }) => !datatype).flatMap((type) => factoriesOf(type).map((factory) =>
      [`${type.name}.${factory.name}`, (factory.parameters ?? []).map((value) => wordOf(value, types))]))),
  };
}

/** What comes first in an error, and the rest by name. */
const FIRST = ['vpc', 'vote'];

function asRead({ name: one }: Value, { name: other }: Value): number {
  const [a, b] = [one, other].map((name) => FIRST.includes(name) ? 0 : 1);
  if (a !== b) return a - b;
  return one < other ? -1 : 1;
}

function table(rows: readonly (readonly [string, readonly string[]])[]): { readonly [name: string]: string } {
  return Object.fromEntries(rows.map(([name, words]) => [name, words.join(' ')] as const)
    .sort(([one], [other]) => one < other ? -1 : 1));
}

/** Static methods that make something of their own class; one with a scope makes a construct, and is no choice. */
function factoriesOf(type: Type): Method[] {
  return (type.methods ?? []).filter((method) => method.static
    && method.returns?.type.fqn === type.fqn && method.parameters?.[0]?.name !== 'scope');
}

const FILES = {
  props: ['api-props.ts', 'API_PROPS', 'the props of each construct have to be'],
  structs: ['api-structs.ts', 'API_STRUCTS', 'the fields of each other public struct have to be'],
  factories: ['api-factories.ts', 'API_FACTORIES', 'the parameters of each public factory have to be'],
} as const;

/** The tables as files of the library, by their paths. */
export function kindsFiles(): { readonly [file: string]: string } {
  const tables = kinds();
  return Object.fromEntries((['props', 'structs', 'factories'] as const).map((name) => {
    const [file, constant, what] = FILES[name];
    return [path.join(__dirname, '../src/core', file), [
      `/** What ${what}. Made by \`scripts/write-kinds.ts\`. */`,
      `export const ${constant}: { readonly [name: string]: string } = {`,
      ...Object.entries(tables[name]).map(([key, words]) => entry(key, words)),
      '};',
      '',
    ].join('\n')];
  }));
}

function entry(name: string, words: string): string {
  const key = /^\w+$/.test(name) ? name : `'${name}'`;
  const line = `  ${key}: '${words}',`;
  if (line.length <= COLUMNS) return line;
  const parts: string[] = [''];
  for (const word of words.split(' ')) {
    const last = parts[parts.length - 1];
    const longer = last === '' ? word : `${last} ${word}`;
    if (longer.length > COLUMNS - 10) parts.push(word);
    else parts[parts.length - 1] = longer;
  }
  const texts = parts.map((part, i) => i === 0 ? `'${part}'` : `+ ' ${part}'`);
  return `  ${key}: ${texts.length === 1 ? `\n    ${texts[0]}` : `\n    ${texts.join('\n    ')}`},`
    .replace(/ \n/, '\n');
}
