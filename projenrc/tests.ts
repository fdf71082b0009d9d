import { awscdk, JsonFile } from 'projen';

/** What jest preloads into each process: types are stripped, and the runner's workers listen in time. */
const NODE_OPTIONS = '--import tsx --import ./test/support/worker-data.mjs';

/** jest on the light runner: no transform, no module registry per file, so aws-cdk-lib is compiled once per worker. */
export function addTests(project: awscdk.AwsCdkConstructLibrary): void {
  project.deps.removeDependency('ts-jest');
  Object.assign(project.jest!.config, {
    // what takes long has a command of its own, so that everybody can wait for npm test.
    testMatch: [
      '<rootDir>/test/**/!(*.long).test.ts', '<rootDir>/cli/test/**/*.test.ts',
      '<rootDir>/app/*/test/unit/**/*.test.ts',
    ],
    roots: ['<rootDir>/test', '<rootDir>/cli', '<rootDir>/app'],
    modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/demo.out/'],
    runner: 'jest-light-runner/child-process',
    transform: {},
  });
  for (const name of ['test', 'test:watch', 'test:update']) {
    project.tasks.tryFind(name)?.env('NODE_OPTIONS', NODE_OPTIONS);
  }
  project.addTask('test:long', {
    description: 'The tests that need nothing but Node, and longer than npm test may take',
    exec: "jest --ci --testMatch '<rootDir>/test/**/*.long.test.ts'", env: { NODE_OPTIONS }, receiveArgs: true,
  });
  new JsonFile(project, 'tsconfig.programs.json', { obj: {
    extends: './tsconfig.json',
    compilerOptions: {
      noEmit: true, rootDir: '.', isolatedModules: true, paths: { 'cdk-elastic-web': ['./src/index.ts'] },
    },
    include: ['cli/**/*.ts', 'demo/**/*.ts', 'examples/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts'],
  } });
  project.testTask.exec('tsc -p tsconfig.programs.json', { name: 'typecheck demo, examples and scripts' });
  project.addTask('ids', {
    description: 'Accept changed resource ids: a breaking change', exec: 'tsx scripts/write-ids.ts',
  });
  // the contract test of the public API reads the assembly.
  project.testTask.prependSpawn(project.compileTask, {
    condition: '[ ! -f .jsii ] || [ -n "$(find src -name "*.ts" -newer .jsii)" ]',
  });
  project.addTask('coverage', {
    description: 'Line and branch coverage of src',
    // with more than one worker c8 sees nothing of the child processes.
    exec: 'c8 --include "src/**" --reporter text-summary --reporter lcov npx jest -w 1',
    env: { NODE_OPTIONS: '--import tsx' },
  });
}
