import type { awscdk } from 'projen';
import { addSuiteJob } from './suite-job';

const APP = 'app/voting-app';

/** The voting application: built from app/voting-app into assets/voting-app, which ships in the package. */
export function addVotingApp(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('voting-app:build', {
    description: 'Bundle the application into assets/voting-app',
    exec: `tsx ${APP}/tools/build.ts`,
  });
  project.addTask('voting-app:check', {
    description: 'Fail when assets/voting-app is not what the sources give',
    exec: `tsx ${APP}/tools/build.ts --check`,
  });
  project.addTask('demo:voting-app', {
    description: 'Run the whole application in one process, with an embedded PostgreSQL and a queue in memory',
    exec: 'node assets/voting-app/voting-app.mjs demo',
    receiveArgs: true,
  });
  project.addTask('bench:voting-app', {
    description: 'Measure the application against a bare Node server; needs redis-server and PostgreSQL on this '
      + 'machine',
    exec: `tsx ${APP}/tools/bench/main.ts`,
    receiveArgs: true,
  });
  addSuites(project);
}

/** The suites with real servers and a real browser. */
function addSuites(project: awscdk.AwsCdkConstructLibrary): void {
  addSuiteJob(project, {
    name: 'voting-app',
    suites: [
      { name: 'Suites', run: '.ci/voting-app.sh' },
      { name: 'Suite of the construct', if: '!cancelled()', run: '.ci/voting-app-contract.sh' },
    ],
    upload: 'Upload screenshots and figures',
  });
}
