// the compiled library loads a file when it is first used; the script that makes it so runs after each compile.
import vm from 'node:vm';
import { lazyRequires, peersFile, throughPeers } from '../../scripts/lazy-requires';

/** Runs compiled code with modules that say when they are loaded. */
function run(code: string, modules: { readonly [name: string]: object }): { exported: never; loaded: string[] } {
  const loaded: string[] = [];
  const module = { exports: {} };
  const require = (name: string): object => {
    loaded.push(name);
    return modules[name];
  };
  const lazy = lazyRequires(code, (name) => Object.keys(modules[name]));
  vm.runInNewContext(lazy, { module, exports: module.exports, require });
  return { exported: module.exports as never, loaded };
}

const CORE = { Profile: class { public readonly name = 'core'; }, one: () => 1 };

describe('a file of the compiled library', () => {
  test('is loaded by the first use of what it exports, and once', () => {
    const { exported, loaded } = run(
      'const core_1 = require("../core"); exports.two = () => (0, core_1.one)() + core_1.one();', { '../core': CORE });

    expect(loaded).toEqual([]);
    expect((exported as { two: () => number }).two()).toBe(2);
    expect(loaded).toEqual(['../core']);
  });

  test('makes an object of a class of another file', () => {
    const { exported } = run('const core_1 = require("../core"); exports.make = () => new core_1.Profile();',
      { '../core': CORE });

    expect((exported as { make: () => { name: string } }).make().name).toBe('core');
  });

  test('passes a whole module on by its short name', () => {
    const { exported } = run('const core = require("../core"); exports.all = () => ({ core });', { '../core': CORE });

    expect((exported as { all: () => object }).all()).toEqual({ core: CORE });
  });

  test('loads nothing for what an index only passes on, until somebody takes it', () => {
    const { exported, loaded } = run([
      'var __exportStar = 0;', '__exportStar(require("./core"), exports);', 'const other_1 = require("./other");',
      'Object.defineProperty(exports, "three", { enumerable: true, get: function () { return other_1.three; } });',
    ].join('\n'), { './core': CORE, './other': { three: 3 } });

    expect(loaded).toEqual([]);
    expect(Object.keys(exported)).toEqual(['Profile', 'one', 'three']);
    expect((exported as { one: () => number }).one()).toBe(1);
    expect(loaded).toEqual(['./core']);
  });

  test('loads a namespace when somebody takes it, and once', () => {
    const { exported, loaded } = run([
      'exports.cost = void 0;', 'exports.cost = __importStar(require("./cost"));',
    ].join('\n'), { './cost': CORE });

    expect(loaded).toEqual([]);
    expect((exported as { cost: object }).cost).toBe(CORE);
    expect((exported as { cost: object }).cost).toBe(CORE);
    expect(loaded).toEqual(['./cost']);
  });

  test('asks a module once for what an index passes on', () => {
    const { exported, loaded } = run('__exportStar(require("./core"), exports);', { './core': CORE });
    const { one } = exported as { one: () => number };

    expect((exported as { one: () => number }).one).toBe(one);
    expect(loaded).toEqual(['./core']);
  });

  test('asks again for what a file of a circle does not have yet', () => {
    const core: { late?: number } = { late: undefined };
    const { exported } = run('__exportStar(require("./core"), exports);', { './core': core });

    expect((exported as { late?: number }).late).toBeUndefined();
    core.late = 1;
    expect((exported as { late?: number }).late).toBe(1);
  });

  test('says the names that an index passes on as Node.js looks for them in a text', () => {
    const lazy = lazyRequires('__exportStar(require("./core"), exports);', () => ['one', 'Profile']);

    // a getter that it sees and does not know would take the name away again.
    expect(lazy).toMatch(/^exports\.one = void 0; .*\nexports\.Profile = void 0; /);
    expect(lazy).not.toMatch(/defineProperty\(exports, "/);
  });

  test('keeps a require that runs for its effect', () => {
    expect(run('require("./guards");', { './guards': {} }).loaded).toEqual(['./guards']);
  });

  test('keeps a name that something inside the file declares again', () => {
    const { exported, loaded } = run(
      'const core = require("../core"); exports.f = (core) => core; exports.g = () => core.one();',
      { '../core': CORE });

    expect((exported as { f: (value: string) => string }).f('mine')).toBe('mine');
    expect((exported as { g: () => number }).g()).toBe(1);
    expect(loaded).toEqual(['../core']);
  });

  test('has members with the name of a module', () => {
    const { exported } = run(
      'const core = require("../core"); exports.f = () => { const it = { core: 1 }; return it.core + core.one(); };',
      { '../core': CORE });

    expect((exported as { f: () => number }).f()).toBe(2);
  });
});

describe('requires of the CDK', () => {
  const CODE = [
    'let cdk = () => require("aws-cdk-lib");', 'let ec2 = () => __importStar(require("aws-cdk-lib/aws-ec2"));',
    'let flags = () => require("aws-cdk-lib/cx.json");', 'let fs = () => require("node:fs");',
    'let core = () => require("../core");', 'let other = () => require("constructs-of-others");',
  ].join('\n');

  test('go through one file, and no others do', () => {
    expect(throughPeers(CODE, '../../peers.js').split('\n')).toEqual([
      'let cdk = () => require("../../peers.js")["aws-cdk-lib"]();',
      'let ec2 = () => __importStar(require("../../peers.js")["aws-cdk-lib/aws-ec2"]());',
      ...CODE.split('\n').slice(2),
    ]);
  });

  test('stand in that file as they are, and each is asked once, when somebody needs it', () => {
    const text = peersFile([CODE, 'require("constructs"); require("aws-cdk-lib");']);
    const cdk = { App: class {} };
    const { exported, loaded } = run(text, { 'aws-cdk-lib': cdk });
    const peers = exported as { [name: string]: () => object };

    expect([...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name))
      .toEqual(['aws-cdk-lib', 'aws-cdk-lib/aws-ec2', 'constructs']);
    expect(loaded).toEqual([]);
    expect(peers['aws-cdk-lib']()).toBe(cdk);
    expect(peers['aws-cdk-lib']()).toBe(cdk);
    expect(loaded).toEqual(['aws-cdk-lib']);
  });
});
