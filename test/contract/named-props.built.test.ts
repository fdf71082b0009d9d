// a page that says `container.user` names a member that users can write.
import fs from 'node:fs';
import path from 'node:path';

interface Type {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly { readonly name: string; readonly type: { readonly fqn?: string } }[];
}

const ROOT = path.join(__dirname, '../..');
const { types } = JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as {
  readonly types: { readonly [fqn: string]: Type };
};
/** Words of others, in tables that put them beside ours. */
const OTHERS: readonly RegExp[] = [/^(http|storage)\.\w+ in docs\/coming-from-copilot\.md$/];

/** Members of a struct, inherited ones included. */
function membersOf(fqn: string): readonly NonNullable<Type['properties']>[number][] {
  const { properties = [], interfaces = [] } = types[fqn] ?? {};
  return [...properties, ...interfaces.flatMap(membersOf)];
}

const isStruct = (fqn = ''): boolean => types[fqn]?.datatype === true;
/** Structs that a prop of this name may take. */
const structs = new Map<string, string[]>();
for (const { name, type: { fqn } } of Object.keys(types).filter(isStruct).flatMap(membersOf)) {
  if (isStruct(fqn)) structs.set(name, [...structs.get(name) ?? [], fqn!]);
}

/** What a text names as a member of a struct, and no struct has. */
function unknownIn(page: string, text: string): string[] {
  return [...text.matchAll(/`([a-z]\w*)\.([a-z]\w*)`/g)].filter(([, prop, member]) => {
    const taken = structs.get(prop);
    return taken && !taken.some((fqn) => membersOf(fqn).some(({ name }) => name === member));
  }).map(([, prop, member]) => `${prop}.${member} in ${page}`)
    .filter((one) => !OTHERS.some((other) => other.test(one)));
}

const pages = ['README.md', ...fs.readdirSync(path.join(ROOT, 'docs')).filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file}`)];

test('pages name only members that the props have', () => {
  expect(pages.flatMap((page) => unknownIn(page, fs.readFileSync(path.join(ROOT, page), 'utf8')))).toEqual([]);
});

test('a member of another prop is found', () => {
  expect(unknownIn('a page', 'set `task.user`, `container.user` or `task.size`')).toEqual(['task.user in a page']);
});
