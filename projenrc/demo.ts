import { awscdk } from 'projen';

/** The main job: synthesize and audit every example, without an AWS account. */
export function addDemo(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('demo', {
    description: 'Synthesize every example, validate and audit it, and print what it would deploy',
    exec: 'tsx demo/main.ts',
    receiveArgs: true,
  });
}
