import { github, type awscdk } from 'projen';

/** Where the suite leaves the pictures of the dashboards. */
const ARTIFACTS = 'artifacts/prometheus';
/** Debian with Node: as root, so that the suite can install the exporters that it needs. */
const SUITE_IMAGE = 'public.ecr.aws/docker/library/node:22-bookworm';
/** Prometheus is built from its sources when the cache has none. */
const SUITE_MINUTES = 45;
const GO_VERSION = '1.26';

/** The suite with the real Prometheus and Alertmanager, beside the build; its pictures stay, also after a failure. */
export function addPrometheus(project: awscdk.AwsCdkConstructLibrary): void {
  const upload = { name: 'prometheus', path: ARTIFACTS, ifNoFilesFound: 'error' } as const;
  project.github!.tryFindWorkflow('build')!.addJob('prometheus', {
    runsOn: ['ubuntu-latest'],
    container: { image: SUITE_IMAGE },
    timeoutMinutes: SUITE_MINUTES,
    permissions: { contents: github.workflows.JobPermission.READ },
    env: { CI: 'true', XDG_CACHE_HOME: '/tmp/cache' },
    steps: [
      github.WorkflowSteps.checkout(),
      { name: 'Set up Go', uses: 'actions/setup-go@v7.0.0', with: { 'go-version': GO_VERSION, 'cache': false } },
      {
        name: 'Keep the programs', uses: 'actions/cache@v4',
        with: { path: '/tmp/cache/cdk-elastic-web', key: "prometheus-${{ hashFiles('.ci/prometheus.sh') }}" },
      },
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Suite', run: '.ci/prometheus.sh' },
      github.WorkflowSteps.uploadArtifact({ name: 'Upload pictures', if: 'always()', with: upload }),
    ],
  });
}
