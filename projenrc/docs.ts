import { awscdk } from 'projen';

/** Tables of the documentation that are made from code are written by every build, so that a diff shows in review. */
export function addDocs(project: awscdk.AwsCdkConstructLibrary): void {
  project.postCompileTask.spawn(project.addTask('docs', {
    description: 'Write the tables of docs/ that are made from code',
    exec: 'tsx scripts/write-tables.ts',
  }));
}
