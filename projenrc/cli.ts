import { awscdk } from 'projen';

/** The command line: built from cli/ into bin/, which ships in the package and, like lib/, is not committed. */
export function addCli(project: awscdk.AwsCdkConstructLibrary): void {
  project.package.addBin({ 'cdk-elastic-web': 'bin/cdk-elastic-web.mjs' });
  project.gitignore.exclude('/bin/');
  project.addPackageIgnore('cli/');
  project.postCompileTask.spawn(project.addTask('cli:build', {
    description: 'Bundle the command line into bin/', exec: 'tsx cli/tools/build.ts',
  }));
}
