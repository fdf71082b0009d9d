import { awscdk, github } from 'projen';

const APP = 'app/voting-app';
/** Where the suites leave screenshots and figures. */
const ARTIFACTS = 'artifacts/voting-app';
/** Debian with Node: as root, so the suites can install the servers and the browser that they need. */
const SUITE_IMAGE = 'public.ecr.aws/docker/library/node:22-bookworm';
const SUITE_MINUTES = 45;

/** The voting application: built from app/voting-app into assets/voting-app, which ships in the package. */
export function addVotingApp(project: awscdk.AwsCdkConstructLibrary): void {
  const typecheck = project.addTask('voting-app:typecheck', {
    description: 'Check the types of the application, and of its browser scripts, which know other globals',
    steps: [{ exec: `tsc -p ${APP}` }, { exec: `tsc -p ${APP}/src/ui/client` }],
  });
  project.addTask('voting-app:build', {
    description: 'Bundle the application into assets/voting-app',
    exec: `tsx ${APP}/tools/build.ts`,
  });
  const check = project.addTask('voting-app:check', {
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
  project.testTask.spawn(typecheck);
  project.testTask.spawn(check);
  addSuites(project);
}

/** The suites with real servers and a real browser, beside the build; their pictures stay, also after a failure. */
function addSuites(project: awscdk.AwsCdkConstructLibrary): void {
  const upload = { name: 'voting-app', path: ARTIFACTS, ifNoFilesFound: 'error' } as const;
  project.github!.tryFindWorkflow('build')!.addJob('voting-app', {
    runsOn: ['ubuntu-latest'],
    container: { image: SUITE_IMAGE },
    timeoutMinutes: SUITE_MINUTES,
    permissions: { contents: github.workflows.JobPermission.READ },
    env: { CI: 'true' },
    steps: [
      github.WorkflowSteps.checkout(),
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Suites', run: '.ci/voting-app.sh' },
      { name: 'Suite of the construct', if: '!cancelled()', run: '.ci/voting-app-contract.sh' },
      github.WorkflowSteps.uploadArtifact({ name: 'Upload screenshots and figures', if: 'always()', with: upload }),
    ],
  });
}
