import { awscdk } from 'projen';

/** Every sample in README and docstrings has to compile. */
export function addRosetta(project: awscdk.AwsCdkConstructLibrary): void {
  project.postCompileTask.spawn(project.addTask('rosetta', {
    description: 'Compile every code sample',
    exec: 'jsii-rosetta extract --strict --compile .jsii --output dist/tablets.jsii',
  }));
}
