import { JsonPatch, type awscdk, type github } from 'projen';
import { addSuiteJob } from './suite-job';

const GO_VERSION = '1.26';
/** Release 5.0.5: what is no immutable release is named by its commit. */
const CACHE = 'actions/cache@27d5ce7f107fe9357f9df03efb73ab90386fccae';
/** Prometheus is built from its sources if the cache has none. */
const PROGRAMS: readonly github.workflows.Step[] = [
  { name: 'Set up Go', uses: 'actions/setup-go@v7.0.0', with: { 'go-version': GO_VERSION, 'cache': false } },
  {
    name: 'Keep the programs', uses: CACHE,
    with: { path: '/tmp/cache/cdk-elastic-web', key: "prometheus-${{ hashFiles('.ci/prometheus.sh') }}" },
  },
];
const PROGRAMS_ENV = { XDG_CACHE_HOME: '/tmp/cache' };

/** The suite with the real Prometheus and Alertmanager, whose pictures are kept. */
export function addPrometheus(project: awscdk.AwsCdkConstructLibrary): void {
  addSuiteJob(project, {
    name: 'prometheus',
    env: PROGRAMS_ENV,
    before: PROGRAMS,
    suites: [{ name: 'Suite', run: '.ci/prometheus.sh' }],
    upload: 'Upload pictures',
  });
}

/** Everything that has to hold before a change lands, as `.ci/run` says it: a branch rule asks for this job. */
export function addEverything(project: awscdk.AwsCdkConstructLibrary): void {
  addSuiteJob(project, {
    name: 'everything',
    env: PROGRAMS_ENV,
    before: [
      ...PROGRAMS,
      { name: 'Trust the checkout', run: 'git config --global --add safe.directory "$GITHUB_WORKSPACE"' },
    ],
    suites: [{ name: 'Everything', run: '.ci/run' }],
    minutes: 90,
  });
  // the first boot of an instance is played in namespaces of its own. GitHub takes a text, projen only a list.
  project.github!.tryFindWorkflow('build')!.file!
    .patch(JsonPatch.add('/jobs/everything/container/options', '--privileged'));
}
