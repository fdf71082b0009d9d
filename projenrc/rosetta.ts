import { awscdk } from 'projen';

/** Every sample in README and docstrings has to compile; those of the pages are shown in all languages. */
export function addRosetta(project: awscdk.AwsCdkConstructLibrary): void {
  project.postCompileTask.spawn(project.addTask('rosetta', {
    description: 'Compile every code sample, and write docs/other-languages.md and docs/languages/',
    steps: [
      { exec: 'jsii-rosetta extract --strict --compile .jsii --output dist/tablets.jsii' },
      { exec: 'tsx scripts/write-languages.ts' },
      { exec: 'tsx scripts/write-translations.ts' },
    ],
  }));
}
