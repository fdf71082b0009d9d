import { github, type awscdk } from 'projen';

/** Debian with Node: as root, so that suites can install the servers and the browser that they need. */
const SUITE_IMAGE = 'public.ecr.aws/docker/library/node:22-bookworm';
const SUITE_MINUTES = 45;

/** A job beside the build. */
export interface SuiteJob {
  /** Name of the job, and of the folder below `artifacts/` where its suites leave pictures and figures. */
  readonly name: string;
  /** Variables beside `CI`. */
  readonly env?: { readonly [name: string]: string };
  /** Steps before the dependencies are installed. */
  readonly before?: readonly github.workflows.Step[];
  readonly suites: readonly github.workflows.Step[];
  /** Name of the step that keeps what the suites leave, also after a failure; without it nothing is kept. */
  readonly upload?: string;
  /** Minutes after which GitHub ends it; 45, because the suites take half of that. */
  readonly minutes?: number;
}

/** Suites with real servers or a real browser, in a job of the build workflow. */
export function addSuiteJob(
  project: awscdk.AwsCdkConstructLibrary, job: SuiteJob,
): void {
  const { name, env, before = [], suites, upload, minutes = SUITE_MINUTES } = job;
  const artifacts = { name, path: `artifacts/${name}`, ifNoFilesFound: 'error' } as const;
  project.github!.tryFindWorkflow('build')!.addJob(name, {
    runsOn: ['ubuntu-latest'],
    container: { image: SUITE_IMAGE },
    timeoutMinutes: minutes,
    permissions: { contents: github.workflows.JobPermission.READ },
    env: { CI: 'true', ...env },
    steps: [
      github.WorkflowSteps.checkout(), ...before, { name: 'Install dependencies', run: 'npm ci' }, ...suites,
      ...upload ? [github.WorkflowSteps.uploadArtifact({ name: upload, if: 'always()', with: artifacts })] : [],
    ],
  });
}
