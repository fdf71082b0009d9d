import { awscdk } from 'projen';

/** The command line: built from cli/ into bin/, which ships in the package and, like lib/, is not committed. */
export function addCli(project: awscdk.AwsCdkConstructLibrary): void {
  project.package.addBin({ 'cdk-elastic-web': 'bin/cdk-elastic-web.mjs' });
  project.gitignore.exclude('/bin/');
  project.addPackageIgnore('cli/');
  const build = project.addTask('cli:build', {
    description: 'Bundle the command line into bin/', exec: 'tsx cli/tools/build.ts',
  });
  project.postCompileTask.spawn(build);
  // the tests run the built program too; what compiles the library comes before this step.
  project.testTask.prependSpawn(build);
}
