import { commentStep } from './comment';
import type { DeliveryPlan, PlannedImage, WorkflowChoices } from './plan';
import {
  builder, cdk, CHECKOUT, DOWNLOAD, expression, login, quoted, regionOf, RUNNER, scanStep, setup, SHELL, synthesize,
  UPLOAD, type Job, type Step,
} from './steps';
import { BESIDE_ITS_BASE, guardJob, UPGRADE, UPGRADE_OUTPUTS } from './upgrade';

const OWN = "github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]'";

/** Tests, audit, cost, scan of the images, what would change and what would break: for each pull request. */
export function pullRequestWorkflow(plan: DeliveryPlan, choices: WorkflowChoices): object {
  const { preview, images } = plan;
  return {
    name: preview?.workflow ?? 'Pull request',
    on: { pull_request: { branches: [plan.branch] } },
    permissions: { contents: 'read' },
    defaults: SHELL,
    concurrency: {
      'group': `pull-request-${expression('github.event.pull_request.number')}`, 'cancel-in-progress': false,
    },
    jobs: {
      test: testJob(plan, choices),
      ...choices.failOnDanger && { upgrade: guardJob('test') },
      ...images.length > 0 && { images: imagesJob(images) },
      ...preview && { diff: diffJob(preview, choices) },
    },
  };
}

/** The code of the pull request runs here, beside no role and no right to write. */
function testJob(plan: DeliveryPlan, { test }: WorkflowChoices): Job {
  return {
    'name': 'Test, audit, cost', 'runs-on': RUNNER, 'timeout-minutes': 45, 'outputs': UPGRADE_OUTPUTS,
    'steps': [
      ...setup(BESIDE_ITS_BASE),
      { name: 'Unit tests', run: `${test}\n` },
      { name: 'Synthesize, with the rules of cdk-nag', run: synthesize() },
      costStep(plan), UPGRADE,
      ...UPLOAD,
    ],
  };
}

/** A stack of any Region is priced in that of the first environment. */
function costStep({ isAnywhere, environments: [{ region }] }: DeliveryPlan): Step {
  const cost = (option: string) => `npx cdk-elastic-web cost --markdown${option} > cdk.out/cost.md\n`;
  const summary = 'cat cdk.out/cost.md >> "$GITHUB_STEP_SUMMARY"\n';
  if (!isAnywhere) return { name: 'Cost', run: cost('') + summary };
  if (region !== undefined) return { name: 'Cost', run: cost(` --region ${region}`) + summary };
  // GitHub may keep variables from pull requests of forks.
  return {
    name: 'Cost', env: { REGION: regionOf({}) },
    run: `if [ -n "$REGION" ]; then
  ${cost(' --region "$REGION"')}else
  echo 'Not known, because the variable AWS_REGION has no value here.' > cdk.out/cost.md
fi
${summary}`,
  };
}

function imagesJob(images: readonly PlannedImage[]): Job {
  const { runner, steps } = builder(images);
  return {
    'name': 'Scan the images', 'runs-on': runner, 'timeout-minutes': 30,
    'steps': [
      CHECKOUT, ...steps,
      ...images.flatMap(({ name, directory, platform }) => [
        {
          name: `Build ${name}`,
          run: `docker buildx build --platform ${platform} --load --tag '${name}:pull-request' '${directory}'
`,
        },
        scanStep(name, `${name}:pull-request`),
      ]),
    ],
  };
}

/** Reads the assembly that the tests have made: no code of the pull request runs beside the role. */
function diffJob(preview: NonNullable<DeliveryPlan['preview']>, choices: WorkflowChoices): Job {
  const stacks = quoted(preview.stacks);
  return {
    'name': 'Compare with what is deployed', 'needs': ['test'],
    // pull requests of forks and of Dependabot get no token, so there is nothing that they could compare with.
    'if': OWN, 'runs-on': RUNNER, 'timeout-minutes': 15,
    'permissions': { 'id-token': 'write', 'pull-requests': 'write' },
    'steps': [
      ...DOWNLOAD,
      login('PULL_REQUEST_ROLE', regionOf(preview)),
      {
        name: 'Compare',
        run: `${cdk(choices)} diff --app cdk.out --exclusively --method template \\
  ${stacks} > diff.txt 2>&1 \\
  || { cat diff.txt; exit 1; }
`,
      },
      commentStep(preview),
    ],
  };
}
