import { importCycles, longFiles, longFunctions, longLines, wrongImports, type Source } from './architecture';

/** Files of a small house. */
const house = (files: Record<string, string>): Source[] =>
  Object.entries(files).map(([path, text]) => ({ path, text }));
const lines = (count: number) => 'const a = 1;\n'.repeat(count);

const INDEXES = {
  'src/core/index.ts': "export * from './profile';",
  'src/core/profile.ts': '',
  'src/ingress/index.ts': "export * from './ingress';",
  'src/ingress/ingress.ts': "import { Profile } from '../core';",
  'src/elastic-web-tier/boot/steps.ts': "import { Profile } from '../../core';",
  'src/elastic-web-tier/launch/launch.ts': "import { steps } from '../boot/steps';",
  'src/elastic-web-tier/elastic-web-tier.ts': "import { launch } from './launch/launch';",
  'src/elastic-web-tier/index.ts': "export * from './elastic-web-tier';",
  'src/index.ts': "export { Ingress } from './ingress';",
};

describe('imports', () => {
  const wrong = (files: Record<string, string>) => wrongImports(house({ ...INDEXES, ...files }));

  test('may go down, through the index of a room', () => {
    expect(wrong({})).toEqual([]);
  });

  test.each([
    ['import', "import { Ingress } from '../ingress';"],
    ['import of a type', "import type { Ingress } from '../ingress';"],
    ['export', "export * from '../ingress';"],
    ['type in place', "type A = import('../ingress').Ingress;"],
    ['import at run time', "const a = () => import('../ingress');"],
    ['call', "const a = require('../ingress');"],
    ['import in the old form', "import a = require('../ingress');"],
  ])('fail when they go up, as an %s', (_, text) => {
    expect(wrong({ 'src/core/profile.ts': text }))
      .toEqual(['src/core/profile.ts imports src/ingress/index.ts: "ingress" is not below']);
  });

  test.each([
    ['to a neighbour', 'src/scaling/a.ts', "import '../ingress';", 'src/ingress/index.ts: "ingress" is not below'],
    [
      'past the index', 'src/ingress/a.ts', "import '../core/profile';",
      'src/core/profile.ts: a room is entered through its index',
    ],
    [
      'past the index, for users', 'src/index.ts', "export * from './core/profile';",
      'src/core/profile.ts: a room is entered through its index',
    ],
    [
      'through the own index', 'src/core/a.ts', "import '.';",
      'src/core/index.ts: inside a room, the file is imported',
    ],
    ['through the root', 'src/core/a.ts', "import '..';", 'src/index.ts: the root index is for users'],
    ['from a room without a floor', 'src/attic/a.ts', "import '../core';",
      'src/core/index.ts: "attic" stands on no floor'],
    ['from a folder without a floor', 'src/elastic-web-tier/attic/a.ts', "import '../../core';",
      'src/core/index.ts: "elastic-web-tier/attic" stands on no floor'],
    ['up to the next folder', 'src/elastic-web-tier/boot/a.ts', "import '../launch/launch';",
      'src/elastic-web-tier/launch/launch.ts: "launch" is not below'],
    ['up to the top of the room', 'src/elastic-web-tier/boot/a.ts', "import '../elastic-web-tier';",
      'src/elastic-web-tier/elastic-web-tier.ts: "the top of the room" is not below'],
    ['from beside the house', 'src/cost/a.ts', "import '../ingress';", 'src/ingress/index.ts: "ingress" is not below'],
  ])('fail %s', (_, path, text, message) => {
    expect(wrong({ [path]: text })).toEqual([`${path} imports ${message}`]);
  });
});

describe('cycles', () => {
  const PAIR = { 'src/core/a.ts': "import type { B } from './b';", 'src/core/b.ts': "import type { A } from './a';" };

  test('fail between two files, types included', () => {
    expect(importCycles(house(PAIR))).toEqual(['src/core/a.ts <-> src/core/b.ts']);
  });

  test('fail through a third file', () => {
    expect(importCycles(house({
      ...PAIR, 'src/core/b.ts': "import './c';", 'src/core/c.ts': "export { a } from './a';", 'src/core/d.ts': '',
    }))).toEqual(['src/core/a.ts <-> src/core/b.ts <-> src/core/c.ts']);
  });

  test.each([
    ['a-props.ts', 'a-problems.ts'], ['a.ts', 'a-problems.ts'], ['core.ts', 'problems.ts'],
    ['core-props.ts', 'problems.ts'],
  ])('are taken between %s and %s', (props, problems) => {
    expect(importCycles(house({
      [`src/core/${props}`]: `import { problems } from './${problems.replace('.ts', '')}';`,
      [`src/core/${problems}`]: `import type { Props } from './${props.replace('.ts', '')}';`,
    }))).toEqual([]);
  });

  test('fail between props and rules that import more than types', () => {
    expect(importCycles(house({
      'src/core/a-props.ts': "import { problems } from './a-problems';",
      'src/core/a-problems.ts': "import { LIMIT, type Props } from './a-props';",
    }))).toHaveLength(1);
  });

  test('fail between the rules of one thing and the props of another', () => {
    expect(importCycles(house({
      'src/core/b-props.ts': "import { problems } from './a-problems';",
      'src/core/a-problems.ts': "import type { Props } from './b-props';",
    }))).toHaveLength(1);
  });
});

describe('sizes', () => {
  const body = (count: number) => `{\n${lines(count - 2)}}`;

  test.each([
    ['function', (text: string) => `function f() ${text}`, 'f'],
    ['method', (text: string) => `class A { b() ${text} }`, 'A.b'],
    ['constructor', (text: string) => `class A { constructor() ${text} }`, 'A.constructor'],
    ['getter', (text: string) => `class A { get b() ${text} }`, 'A.b'],
    ['arrow function', (text: string) => `const f = () => ${text};`, 'f'],
    ['function without a name', (text: string) => `call(() => ${text});`, 'a function'],
  ])('a %s of 41 lines fails, and one of 40 does not', (_, around, name) => {
    expect(longFunctions(house({ 'src/core/a.ts': `/**\n * Text.\n */\n${around(body(40))}` }))).toEqual([]);
    expect(longFunctions(house({
      'src/core/a.ts': around(body(41)),
    }))).toEqual([`src/core/a.ts: ${name} has 41 lines`]);
  });

  test('a file of 251 lines fails, and one of 250 does not', () => {
    expect(longFiles(house({ 'src/core/a.ts': lines(250), 'src/core/b.ts': lines(251) })))
      .toEqual(['src/core/b.ts has 251 lines']);
  });

  test('a line of 121 characters fails, and one of 120 does not', () => {
    const comment = (length: number) => `// ${'x'.repeat(length - 3)}\n`;

    expect(longLines(house({ 'src/a.ts': comment(120), 'test/b.ts': comment(121) + comment(150) })))
      .toEqual(['test/b.ts: 2']);
  });

  test('an address may be longer when it stands alone', () => {
    const address = `https://docs.example.com/${'x'.repeat(120)}`;

    expect(longLines(house({ 'a.ts': ` * @see ${address}\n// ${address}\n` }))).toEqual([]);
    expect(longLines(house({ 'a.ts': ` * Read ${address}\nconst a = '${address}';\n` }))).toEqual(['a.ts: 2']);
  });
});
