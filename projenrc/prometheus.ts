import type { awscdk } from 'projen';
import { addSuiteJob } from './suite-job';

const GO_VERSION = '1.26';

/** The suite with the real Prometheus and Alertmanager. Prometheus is built from its sources if the cache has none. */
export function addPrometheus(project: awscdk.AwsCdkConstructLibrary): void {
  addSuiteJob(project, {
    name: 'prometheus',
    env: { XDG_CACHE_HOME: '/tmp/cache' },
    before: [
      { name: 'Set up Go', uses: 'actions/setup-go@v7.0.0', with: { 'go-version': GO_VERSION, 'cache': false } },
      {
        name: 'Keep the programs', uses: 'actions/cache@v4',
        with: { path: '/tmp/cache/cdk-elastic-web', key: "prometheus-${{ hashFiles('.ci/prometheus.sh') }}" },
      },
    ],
    suites: [{ name: 'Suite', run: '.ci/prometheus.sh' }],
    upload: 'Upload pictures',
  });
}
