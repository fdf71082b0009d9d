// what every public type owes its readers, checked on the compiled assembly.
import fs from 'node:fs';
import path from 'node:path';

interface Docs { readonly summary?: string; readonly default?: string; readonly example?: string }
interface TypeRef {
  readonly fqn?: string; readonly primitive?: string; readonly collection?: { elementtype: TypeRef }; readonly union?: {
    types: TypeRef[];
  };
}
interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly optional?: boolean;
  readonly immutable?: boolean;
  readonly type?: TypeRef;
  readonly const?: boolean;
}
interface Method extends Member { readonly parameters?: Member[] }
interface Type {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly docs?: Docs;
  readonly properties?: Member[]; readonly methods?: Method[]; readonly members?: Member[]; readonly base?: string;
  readonly interfaces?: string[];
}

const assembly = JSON.parse(fs.readFileSync(path.join(__dirname, '../../.jsii'), 'utf8')) as {
  types: Record<string, Type>;
};
const types = Object.values(assembly.types);
const structs = types.filter((type) => type.datatype);
const classes = types.filter((type) => type.kind === 'class');
const structProps = structs.flatMap((struct) =>
  (struct.properties ?? []).map((prop) => ({ where: `${struct.name}.${prop.name}`, prop })));

/** More of them are no longer read: what belongs together becomes a group of its own. */
const MOST_PROPS = 16;

/** Names of all props of a struct, those inherited from other structs of the library included. */
function propsOf(struct: Type): string[] {
  const inherited = (struct.interfaces ?? []).flatMap((fqn) => {
    const base = assembly.types[fqn] as Type | undefined;
    return base ? propsOf(base) : [];
  });
  return [...new Set([...inherited, ...(struct.properties ?? []).map(({ name }) => name)])];
}

/** Every type that a reference mentions, through lists and maps. */
function mentioned(type: TypeRef | undefined): string[] {
  if (!type) return [];
  if (type.collection) return mentioned(type.collection.elementtype);
  if (type.union) return ['union'];
  return [type.fqn ?? type.primitive ?? ''];
}

describe('the public API', () => {
  test('there is one', () => {
    expect(classes.length).toBeGreaterThan(10);
    expect(structProps.length).toBeGreaterThan(50);
  });

  test('every type, property, method and enum member says what it is', () => {
    const silent = types.flatMap((type) => [
      ...(type.docs?.summary ? [] : [type.name]),
      ...[...(type.properties ?? []), ...(type.methods ?? []), ...(type.members ?? [])]
        .filter((member) => !member.docs?.summary).map((member) => `${type.name}.${member.name}`),
    ]);

    expect(silent).toEqual([]);
  });

  test('every class shows a sample, which the build compiles', () => {
    expect(classes.filter((type) => !type.docs?.example).map((type) => type.name)).toEqual([]);
  });

  test('every optional prop says its default, and none says only "undefined" or "none"', () => {
    const optional = structProps.filter(({ prop }) => prop.optional);

    expect(optional.filter(({ prop }) => !prop.docs?.default).map(({ where }) => where)).toEqual([]);
    expect(optional.filter(({ prop }) => /^-?\s*(undefined|none)\.?$/i.test(prop.docs?.default ?? '')).map(
      ({ where }) => where,
    ))
      .toEqual(
        [],
      );
  });

  test('no struct has more props than one can read at once, inherited ones included', () => {
    const counts = structs.map((struct) => ({ name: struct.name, props: propsOf(struct).length }));

    expect(counts.find(({ name }) => name === 'WebLoadBalancerProps')?.props).toBe(MOST_PROPS);
    expect(counts.filter(({ props }) => props > MOST_PROPS)).toEqual([]);
  });

  test('required props have no default', () => {
    expect(structProps.filter(({ prop }) => !prop.optional && prop.docs?.default).map(({ where }) => where)).toEqual(
      [],
    );
  });

  test('everything is read-only', () => {
    const mutable = types.flatMap((type) =>
      (type.properties ?? []).filter((prop) => !prop.immutable && !prop.const)
        .map((prop) => `${type.name}.${prop.name}`));

    expect(mutable).toEqual([]);
  });

  test('props take constructs and value objects: no L1 types, no any, no unions', () => {
    const bad = structProps.filter(({ prop }) => mentioned(prop.type).some((name) => /\.Cfn|^any$|^union$/.test(name)));

    expect(bad.map(({ where }) => where)).toEqual([]);
  });

  test('booleans read as facts and end in no question', () => {
    const negative = structProps.filter(({ prop }) =>
      prop.type?.primitive === 'boolean' && /^(disable|no[A-Z]|not[A-Z]|skip)/.test(prop.name));

    expect(negative.map(({ where }) => where)).toEqual([]);
  });

  test('numbers carry their unit in the name, or count something', () => {
    const words = [
      'count', 'min', 'max', 'port', 'weight', 'priority', 'percent', 'percentile', 'mib', 'gib', 'cpu', 'periods',
      'days',
      'replicas', 'zones', 'iops', 'perminute', 'pertarget', 'pertask', 'proxies',
      'base', 'value', 'adjustment', 'steps?', 'retries', 'capacity', 'connections', 'datapointstoalarm', 'instances',
      'tasks', 'nodes', 'shards', 'percentile', 'limit',
      'throughput', 'hops?', 'images', 'requests', 'threshold', 'batchsize', 'inservice',
      'samples', 'editors', 'viewers',
      'usd', 'gb', 'kb', 'persecond', 'minimum', 'expected', 'maximum', 'seconds', 'hours?', 'units',
    ];
    const counts = new RegExp(`(${words.join('|')})$`, 'i');
    const unclear = structProps.filter(({ prop }) => prop.type?.primitive === 'number' && !counts.test(prop.name));

    expect(unclear.map(({ where }) => where)).toEqual([]);
  });

  test('the props of a construct are named after it', () => {
    const constructs = classes.filter((type) => type.base === 'constructs.Construct').map((type) => type.name);
    const names = new Set(structs.map((struct) => struct.name));

    expect(constructs.length).toBeGreaterThan(3);
    expect(constructs.filter((name) => !names.has(`${name}Props`))).toEqual([]);
  });

  test('no prop has the name of an argument of every construct, which Python could not express', () => {
    const clashes = structProps.filter(({ where, prop }) =>
      where.split('.')[0].endsWith('Props') && ['scope', 'id'].includes(prop.name));

    expect(clashes.map(({ where }) => where)).toEqual([]);
  });

  test('no member has the name of its class, which Java, Python and .NET could not express', () => {
    const clashes = types.flatMap((type) => [...(type.properties ?? []), ...(type.methods ?? [])]
      .filter((member) => member.name.toLowerCase() === type.name.toLowerCase())
      .map((member) => `${type.name}.${member.name}`));

    expect(clashes).toEqual([]);
  });
});
