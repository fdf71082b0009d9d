import { awscdk, github, JsonFile, TextFile, YamlFile } from 'projen';

const REPOSITORY = 'https://github.com/cdk-elastic-web/cdk-elastic-web';
const SBOM = 'dist/sbom.cdx.json';

/** What a release brings beside the packages, and what a public project owes to those who look at it from outside. */
export function addRelease(project: awscdk.AwsCdkConstructLibrary): void {
  addSbom(project);
  addScorecard(project);
  addRenovate(project);
  addIssueTemplates(project);
  new TextFile(project, 'SECURITY.md', { lines: SECURITY.split('\n') });
}

/** The programs in `assets/` and `bin/` are bundled, so dev dependencies are in them: the list names all. */
function addSbom(project: awscdk.AwsCdkConstructLibrary): void {
  project.release!.addJobs({
    release_sbom: {
      name: 'Publish the SBOM',
      needs: ['release', 'release_github'],
      if: "needs.release.outputs.tag_exists != 'true' && needs.release.outputs.latest_commit == github.sha",
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.WRITE },
      steps: [
        github.WorkflowSteps.checkout(),
        { name: 'List what is in it', run: `npm ci\nmkdir -p dist\nnpm sbom --sbom-format cyclonedx > ${SBOM}` },
        github.WorkflowSteps.downloadArtifact({ with: {
          path: 'dist', artifactIds: ['${{ needs.release.outputs.artifact_id }}'],
        } }),
        {
          name: 'Attach it to the release',
          if: '${{ !inputs.dry_run }}',
          env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
          run: `gh release upload "$(cat dist/releasetag.txt)" ${SBOM} --clobber`,
        },
      ],
    },
  });
}

/** @see https://github.com/ossf/scorecard-action */
function addScorecard(project: awscdk.AwsCdkConstructLibrary): void {
  const workflow = project.github!.addWorkflow('scorecard');
  workflow.on({ push: { branches: ['main'] }, schedule: [{ cron: '30 4 * * 1' }], workflowDispatch: {} });
  workflow.addJob('scorecard', {
    runsOn: ['ubuntu-latest'],
    permissions: {
      contents: github.workflows.JobPermission.READ,
      securityEvents: github.workflows.JobPermission.WRITE,
      idToken: github.workflows.JobPermission.WRITE,
    },
    steps: [
      { ...github.WorkflowSteps.checkout(), with: { 'persist-credentials': false } },
      {
        name: 'Look at the project as OpenSSF does',
        uses: 'ossf/scorecard-action@v2.4.3',
        with: { results_file: 'results.sarif', results_format: 'sarif', publish_results: true },
      },
      {
        name: 'Show the results', uses: 'github/codeql-action/upload-sarif@v4', with: { sarif_file: 'results.sarif' },
      },
    ],
  });
}

/**
 * Packages of npm are raised by the upgrade workflow, which knows `.projenrc.ts`. Renovate raises what is elsewhere:
 * images that templates name, and the programs that suites install.
 *
 * @see https://docs.renovatebot.com/modules/manager/regex/
 */
function addRenovate(project: awscdk.AwsCdkConstructLibrary): void {
  const regex = (datasourceTemplate: string, file: string, match: string): object => ({
    customType: 'regex', datasourceTemplate, managerFilePatterns: [file], matchStrings: [match],
  });
  new JsonFile(project, 'renovate.json', { marker: false, obj: {
    $schema: 'https://docs.renovatebot.com/renovate-schema.json',
    extends: ['config:recommended'],
    enabledManagers: ['custom.regex'],
    schedule: ['before 5am on monday'],
    // young releases are where stolen accounts show.
    minimumReleaseAge: '7 days',
    customManagers: [
      regex('docker', '/^src/.+\\.ts$/',
        "'(?<depName>(?:public\\.ecr\\.aws|docker\\.io|quay\\.io)/[\\w./-]+):(?<currentValue>[\\w.-]+)'"),
      regex('pypi', '/^\\.ci/.+\\.sh$/', '(?<depName>[a-z][\\w-]+)==(?<currentValue>[\\d.]+)'),
      regex('go', '/^\\.ci/.+\\.sh$/', '(?<depName>github\\.com/[\\w.-]+/[\\w.-]+)[\\w./-]*@(?<currentValue>v[\\d.]+)'),
    ],
  } });
}

function addIssueTemplates(project: awscdk.AwsCdkConstructLibrary): void {
  const area = (id: string, label: string, description: string): object => ({
    type: 'textarea', id, attributes: { label, description }, validations: { required: true },
  });
  new YamlFile(project, '.github/ISSUE_TEMPLATE/bug.yml', { obj: {
    name: 'Something is wrong', description: 'A template, message or figure that is not what the page says',
    labels: ['bug'],
    body: [
      area('code', 'Code', 'The fewest lines that show it, with the props that matter.'),
      area('seen', 'What happens', 'The message, or the part of the template. Remove account ids and names.'),
      area('expected', 'What should happen', 'With the page of AWS that says so, if there is one.'),
      area('versions', 'Versions', 'Output of `npm ls cdk-elastic-web aws-cdk-lib constructs` and `node --version`.'),
    ],
  } });
  new YamlFile(project, '.github/ISSUE_TEMPLATE/wish.yml', { obj: {
    name: 'Something is missing', description: 'A need that the library has no answer to', labels: ['enhancement'],
    body: [
      area('need', 'What you need', 'What should run, for whom, and what stops you today.'),
      area('call', 'How you would write it', 'The call as you would like to read it in your code.'),
    ],
  } });
  new YamlFile(project, '.github/ISSUE_TEMPLATE/config.yml', { obj: {
    blank_issues_enabled: false,
    contact_links: [{
      name: 'A weakness that others could use', url: `${REPOSITORY}/security/advisories/new`,
      about: 'Please tell it in private.',
    }],
  } });
}

const SECURITY = `# Security policy

## Which versions get fixes

The newest minor version of the newest major version.

## How to tell us

Open a [private advisory](${REPOSITORY}/security/advisories/new), not an issue. Say which construct or command, which
version, and what somebody could do with it. You get an answer within 5 working days, and a date for the fix with it.

What counts: a template that allows more than its page says, a message or log that shows a secret, a command that does
more than it says, and every weakness of the bundled programs in \`assets/\` and \`bin/\`.

## What a release carries

- npm packages have a provenance statement: \`npm audit signatures\` checks it. npm, PyPI and NuGet take them by trusted
  publishing, without tokens that last.
- A list of everything that is in it, as CycloneDX: \`sbom.cdx.json\` at each release on GitHub.
- The library has no runtime dependencies but \`aws-cdk-lib\` and \`constructs\`.
`;
