import type { awscdk } from 'projen';

/** What a build checks beside the tests; they are what everybody waits for, and need no build. */
export function addChecks(project: awscdk.AwsCdkConstructLibrary): void {
  const check = project.addTask('check', {
    description: 'Style, the tests of what a build makes, and whether the bundle of the application is current',
  });
  for (const name of ['lint', 'test:built', 'voting-app:check']) check.spawn(project.tasks.tryFind(name)!);
  // last, so that a fault leaves what the build has written.
  project.postCompileTask.spawn(check);
}
