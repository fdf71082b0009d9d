import { awscdk, github, JsonFile, JsonPatch, TextFile, YamlFile } from 'projen';

const REPOSITORY = 'https://github.com/cdk-elastic-web/cdk-elastic-web';
const SBOM = 'dist/sbom.cdx.json';
const PUBLISHING_NODE = '24';
// what is no immutable release is named by its commit: 2.4.4 and 4.36.2.
const SCORECARD = 'ossf/scorecard-action@2d1146689b8cda280b9bc96326124645441f03bc';
const UPLOAD_SARIF = 'github/codeql-action/upload-sarif@8aad20d150bbac5944a9f9d289da16a4b0d87c1e';

/** What a release brings beside the packages, and what a public project owes to those who look at it from outside. */
export function addRelease(project: awscdk.AwsCdkConstructLibrary): void {
  addScorecard(project);
  publishWithNewNpm(project);
  giveNoRightsByDefault(project);
  addSbom(project);
  addRenovate(project);
  addIssueTemplates(project);
  new TextFile(project, 'SECURITY.md', { lines: SECURITY.split('\n') });
}

/**
 * Trusted publishing needs npm 11.5.1. Node 22 brings npm 10, to which the registry answers with 404, and Node 24
 * brings npm 11.
 *
 * @see https://docs.npmjs.com/trusted-publishers
 */
function publishWithNewNpm(project: awscdk.AwsCdkConstructLibrary): void {
  const file = project.github!.tryFindWorkflow('release')!.file!;
  file.patch(JsonPatch.replace('/jobs/release_npm/steps/0/with/node-version', PUBLISHING_NODE));
}

/** Every job says what it may do, so a job that is added later may read and no more. */
function giveNoRightsByDefault(project: awscdk.AwsCdkConstructLibrary): void {
  for (const { file } of project.github!.workflows) file!.addOverride('permissions', { contents: 'read' });
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
        github.WorkflowSteps.downloadArtifact({ with: {
          path: 'dist', artifactIds: ['${{ needs.release.outputs.artifact_id }}'],
        } }),
        {
          name: 'List what is in it',
          // the sources have no version: that of the release is in the artifact.
          run: ['npm ci', 'npm pkg set "version=$(cat dist/version.txt)"', `npm sbom --sbom-format cyclonedx > ${SBOM}`]
            .join('\n'),
        },
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
        uses: SCORECARD,
        with: { results_file: 'results.sarif', results_format: 'sarif', publish_results: true },
      },
      {
        name: 'Show the results', uses: UPLOAD_SARIF, with: { sarif_file: 'results.sarif' },
      },
    ],
  });
}

/**
 * Packages of npm are raised by the upgrade workflow, which knows `.projenrc.ts`. Renovate raises what is elsewhere:
 * images that templates name, and the programs that suites install, each below a comment with its registry and name;
 * and what publishes a release.
 *
 * @see https://docs.renovatebot.com/modules/manager/regex/
 */
function addRenovate(project: awscdk.AwsCdkConstructLibrary): void {
  new JsonFile(project, 'renovate.json', { marker: false, obj: {
    $schema: 'https://docs.renovatebot.com/renovate-schema.json',
    extends: ['config:recommended'],
    enabledManagers: ['custom.regex'],
    schedule: ['before 5am on monday'],
    // young releases are where stolen accounts show.
    minimumReleaseAge: '7 days',
    customManagers: [
      {
        customType: 'regex', managerFilePatterns: ['/^src/.+\\.ts$/'], datasourceTemplate: 'docker',
        matchStrings: [
          "'(?<depName>(?:public\\.ecr\\.aws|docker\\.io|quay\\.io)/[\\w./-]+):(?<currentValue>[\\w.-]+)'",
        ],
      },
      {
        customType: 'regex', managerFilePatterns: ['/^\\.ci/.+\\.sh$/', '/^\\.projenrc\\.ts$/'],
        matchStrings: [
          "(?:#|//) renovate: (?<datasource>[a-z]+) (?<depName>\\S+)\\n *\\w+(?:=|: ')(?<currentValue>[\\w.-]+)",
        ],
      },
    ],
    // Grafana 13 asks a workspace through a plugin that its image lacks.
    packageRules: [{ matchDepNames: ['docker.io/grafana/grafana'], allowedVersions: '<13' }],
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
