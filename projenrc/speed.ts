import { awscdk, ObjectFile } from 'projen';

/** What keeps the library quick to load, and the command that measures it. */
export function addSpeed(project: awscdk.AwsCdkConstructLibrary): void {
  // maps with whole sources made up two thirds of the compiled code, and every import reads it.
  const tsconfig = project.tryFindObjectFile('tsconfig.json') as ObjectFile;
  for (const option of ['inlineSourceMap', 'inlineSources']) {
    tsconfig.addOverride(`compilerOptions.${option}`, false);
  }
  project.compileTask.exec('tsx scripts/lazy-requires.ts lib', {
    name: 'files are loaded when they are first used',
  });
  project.addTask('bench', {
    description: 'Measures import, construction and synthesis beside the CDK by hand and its patterns',
    exec: 'tsx bench/run.ts', receiveArgs: true,
  });
}
