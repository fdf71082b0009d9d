// what the pages say can be pasted into an app.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import ts from 'typescript';
import { program, samples, usesShop } from '../support/samples';

const ROOT = path.join(__dirname, '../..');
/** A stack for the service of a recipe, beside the one with all else. */
const SERVICES = "new Stack(cdk.App.of(this)!, 'Services', { env: { account: '111122223333', region: 'eu-west-1' } })";

describe('the samples of the pages', () => {
  const all = samples();
  const recipes = all.filter((sample) => sample.name.startsWith('docs/recipes.md') && usesShop(sample));
  // exists for the compiler only.
  const file = path.join(__dirname, 'samples.ts');
  const source = program(all);
  const sampleAt = (line: number) =>
    all[source.split('\n').slice(0, line + 1).filter((text) => text === 'function () {').length - 1]?.name;

  test('there are some on README and on most pages', () => {
    expect(new Set(all.map(({ name }) => name.split(' ')[0])).size).toBeGreaterThan(8);
  });

  test('have correct types', () => {
    const { config } = ts.readConfigFile(path.join(
      ROOT, 'tsconfig.programs.json',
    ), (name) => ts.sys.readFile(name)) as {
      config: object;
    };
    const options = {
      ...ts.parseJsonConfigFileContent(config, ts.sys, ROOT).options, noUnusedLocals: false, noUnusedParameters: false,
    };
    const host = ts.createCompilerHost(options);
    const [readFile, getSourceFile, fileExists] = [
      host.readFile.bind(host), host.getSourceFile.bind(host), host.fileExists.bind(host),
    ];
    host.fileExists = (name) => name === file || fileExists(name);
    host.readFile = (name) => name === file ? source : readFile(name);
    host.getSourceFile = (name, ...rest) =>
      name === file ? ts.createSourceFile(name, source, rest[0]) : getSourceFile(name, ...rest);
    const typescript = ts.createProgram([file], options, host);

    const problems = typescript.getSemanticDiagnostics(typescript.getSourceFile(file)).concat(
      typescript.getSyntacticDiagnostics(),
    )
      .map(
        (problem) => {
          const line = problem.file?.getLineAndCharacterOfPosition(problem.start ?? 0).line ?? 0;
          return `${sampleAt(line)}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}: `
            + `${source.split('\n')[line].trim()}`;
        },
      );

    expect(problems).toEqual([]);
  });

  describe('synthesize', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'samples-'));
    const runnable = path.join(folder, 'samples.ts');
    const apart = path.join(folder, 'recipes.ts');
    const before = process.cwd();
    let run: ((this: Stack) => void)[] = [];
    let runApart: ((this: Stack) => void)[] = [];

    beforeAll(async () => {
      // what the pages take for granted beside the app: a directory with a Dockerfile, and what was synthesized before.
      fs.mkdirSync(path.join(folder, 'shop'));
      fs.writeFileSync(path.join(folder, 'shop/Dockerfile'), 'FROM scratch\n');
      for (const outdir of ['main/cdk.out', 'cdk.out']) {
        const app = new App({ analyticsReporting: false, outdir: path.join(folder, outdir) });
        new Queue(new Stack(app, 'Shop'), 'Queue');
        app.synth();
      }
      fs.writeFileSync(runnable, source);
      // packages are found from here.
      fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
      run = (await import(runnable) as { SAMPLES: typeof run }).SAMPLES;
      fs.writeFileSync(apart, program(recipes, SERVICES));
      runApart = (await import(apart) as { SAMPLES: typeof run }).SAMPLES;
      process.chdir(folder);
    });

    afterAll(() => process.chdir(before));

    test.each(all.map(({ name }, i) => [name, i] as const))('%s', (_, i) => {
      const app = new App({ analyticsReporting: false });
      const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });

      run[i].call(stack);

      expect(() => app.synth()).not.toThrow();
    });

    // the stack of a service and the stack of what a recipe adds must not need each other.
    test.each(recipes.map(({ name }, i) => [name, i] as const))('%s with the service in another stack', (_, i) => {
      const app = new App({ analyticsReporting: false });
      const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });

      runApart[i].call(stack);

      expect(() => app.synth()).not.toThrow();
    });
  });
});
