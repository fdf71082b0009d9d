import { awscdk, JsonFile } from 'projen';

/** TypeScript 7 by its path: its program has the same name as that of TypeScript 6, which jsii needs. */
const TSC = 'node node_modules/typescript-native/bin/tsc';
const TYPED = ['tsconfig.programs.json', 'app/voting-app', 'app/voting-app/src/ui/client'];
/**
 * For each process of jest: types are stripped, the runner's workers listen in time, and what lives as long as a test
 * is not moved to where the garbage of all tests is collected.
 */
const NODE_OPTIONS = '--max-semi-space-size=64 --import tsx --import ./test/support/worker-data.mjs';

/** jest on the light runner: no transform, no module registry per file, so aws-cdk-lib is compiled once per worker. */
export function addTests(project: awscdk.AwsCdkConstructLibrary): void {
  project.deps.removeDependency('ts-jest');
  Object.assign(project.jest!.config, {
    // what takes long, or needs a build, has a command of its own, so that everybody can wait for npm test.
    testMatch: ['test', 'cli/test', 'app/*/test/unit'].map((root) => `<rootDir>/${root}/**/!(*.long|*.built).test.ts`),
    roots: ['<rootDir>/test', '<rootDir>/cli', '<rootDir>/app'],
    modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/demo.out/'],
    runner: 'jest-light-runner/child-process',
    transform: {},
  });
  for (const name of ['test', 'test:watch', 'test:update']) {
    project.tasks.tryFind(name)?.env('NODE_OPTIONS', NODE_OPTIONS);
  }
  addTypes(project);
  addSlowTests(project);
  project.addTask('ids', {
    description: 'Accept changed resource ids: a breaking change', exec: 'tsx scripts/write-ids.ts',
  });
  project.addTask('coverage', {
    description: 'Line and branch coverage of src',
    // with more than one worker c8 sees nothing of the child processes.
    exec: 'c8 --include "src/**" --reporter text-summary --reporter lcov npx jest -w 1',
    env: { NODE_OPTIONS: '--import tsx' },
  });
}

/** The native compiler looks at everything in the time in which the other one reads the types of the CDK. */
function addTypes(project: awscdk.AwsCdkConstructLibrary): void {
  new JsonFile(project, 'tsconfig.programs.json', { obj: {
    extends: './tsconfig.json',
    compilerOptions: {
      noEmit: true, rootDir: '.', isolatedModules: true, paths: { 'cdk-elastic-web': ['./src/index.ts'] },
    },
    include: ['src', 'test', 'cli', 'demo', 'examples', 'scripts', 'bench'].map((folder) => `${folder}/**/*.ts`),
  } });
  project.testTask.prependSpawn(project.addTask('types', {
    description: 'Check the types of the library, tests and programs, of the application, and of its browser scripts',
    steps: TYPED.map((config) => ({ exec: `${TSC} --noEmit -p ${config}` })),
    // without what the tests preload.
    env: { NODE_OPTIONS: '' },
  }));
}

/** Tests that need longer than everybody waits, and those of what a build makes: the assembly and the program. */
function addSlowTests(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('test:long', {
    description: 'The tests that need nothing but Node, and longer than npm test may take',
    exec: "jest --ci --testMatch '<rootDir>/**/*.long.test.ts'", env: { NODE_OPTIONS }, receiveArgs: true,
  });
  const built = project.addTask('test:built', {
    description: 'The tests of what a build makes: the public API, and the command line as it ships',
    env: { NODE_OPTIONS }, receiveArgs: true,
  });
  built.spawn(project.compileTask, { condition: '[ ! -f .jsii ] || [ -n "$(find src -name "*.ts" -newer .jsii)" ]' });
  built.spawn(project.tasks.tryFind('cli:build')!);
  built.exec("jest --ci --testMatch '<rootDir>/**/*.built.test.ts'", { receiveArgs: true });
}
