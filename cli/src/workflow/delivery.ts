import {
  FILES, repositoryVariable, type DeliveryPlan, type PlannedEnvironment, type PlannedImage, type WorkflowChoices,
} from './plan';
import {
  builder, CHECKOUT, deploy, DOWNLOAD, expression, LOAD, login, OUTPUTS, quoted, regionOf, RUNNER, scanStep, setup,
  SHELL, successfulJobs, synthesize, UPLOAD, USES, type Job, type Step,
} from './steps';

/** The step that finds the address. */
const ADDRESS = 'address';
/** A new version may still be starting: ten minutes. */
const TRIES = 60;
const SECONDS_BETWEEN = 10;

/** From the branch to each environment in turn: what was tested is what is deployed. */
export function deliveryWorkflow(plan: DeliveryPlan, choices: WorkflowChoices): object {
  const { images, environments } = plan;
  return {
    name: 'Delivery',
    on: { push: { branches: [plan.branch] }, workflow_dispatch: {} },
    permissions: { contents: 'read' },
    defaults: SHELL,
    jobs: {
      test: testJob(plan, choices),
      ...images.length > 0 && { images: imagesJob(plan) },
      assembly: assemblyJob(images),
      ...Object.fromEntries(environments.map((environment, i) =>
        [jobOf(environment), deployJob(plan, environment, environments[i - 1], [
          { name: 'Deploy', run: deploy(choices, quoted(environment.stacks)) },
          ...checksOf(plan, choices, i > 0 && i === environments.length - 1),
        ])])),
    },
  };
}

/** The id of a job begins with a letter and holds no dot. */
export function jobOf({ name }: PlannedEnvironment): string {
  return `deploy-${name.replaceAll('.', '-')}`;
}

/** The name of a job, by which a rollback and later runs find it again. */
export function deployName(environment: string): string {
  return `Deploy ${environment}`;
}

function testJob({ branch }: DeliveryPlan, { test }: WorkflowChoices): Job {
  return {
    'name': 'Test', 'if': onlyOn(branch), 'runs-on': RUNNER, 'timeout-minutes': 30,
    'steps': [...setup(), { name: 'Unit tests', run: `${test}\n` }],
  };
}

/** Builds and looks at the images before there is a role, and pushes them afterwards. */
function imagesJob({ images, imageRegion }: DeliveryPlan): Job {
  const { runner, steps } = builder(images);
  return {
    'name': 'Build, scan and push the images', 'needs': ['test'], 'runs-on': runner, 'timeout-minutes': 60,
    'permissions': { 'contents': 'read', 'id-token': 'write' },
    'outputs': Object.fromEntries(images.map(({ name }) => [name, expression(`steps.push-${name}.outputs.digest`)])),
    'steps': [
      CHECKOUT, ...steps,
      ...images.flatMap(buildSteps),
      login('BUILD_ROLE', regionOf({ region: imageRegion })),
      ...images.map(pushStep),
    ],
  };
}

/** A run that somebody starts by hand on another branch would get no role. */
export function onlyOn(branch: string): string {
  return `github.ref == 'refs/heads/${branch}'`;
}

function buildSteps({ name, directory, platform }: PlannedImage): Step[] {
  const image = `${name}:${expression('github.sha')}`;
  return [
    {
      name: `Build ${name}`,
      // an attestation would make an index of it, whose digest is not that of the image.
      run: `docker buildx build --platform ${platform} --provenance=false --load \\
  --tag "${name}:$GITHUB_SHA" '${directory}'
`,
    },
    {
      name: `List what is in ${name}`, uses: USES.sbom,
      with: { 'image': image, 'format': 'spdx-json', 'artifact-name': `${name}.spdx.json` },
    },
    scanStep(name, image),
  ];
}

/** Tags never change, so a second run of one commit takes the image of the first. */
function pushStep({ name }: PlannedImage): Step {
  return {
    name: `Push ${name}`, id: `push-${name}`,
    env: { REPOSITORY: expression(`vars.${repositoryVariable(name)}`) },
    run: `tag="${name}-$GITHUB_SHA"
digest() {
  aws ecr describe-images --repository-name "\${REPOSITORY#*/}" --image-ids "imageTag=$tag" \\
    --query 'imageDetails[0].imageDigest' --output text
}
aws ecr get-login-password | docker login --username AWS --password-stdin "\${REPOSITORY%%/*}"
if ! digest > digest.txt; then
  docker tag "${name}:$GITHUB_SHA" "$REPOSITORY:$tag"
  docker push "$REPOSITORY:$tag"
  digest > digest.txt
fi
grep --extended-regexp --line-regexp 'sha256:[0-9a-f]{64}' digest.txt
echo "digest=$(cat digest.txt)" >> "$GITHUB_OUTPUT"
`,
  };
}

/** Synthesizes the app once, with the digests of the images: each environment gets the same assembly. */
function assemblyJob(images: readonly PlannedImage[]): Job {
  const variableOf = ({ name }: PlannedImage) => `${name.toUpperCase().replaceAll('-', '_')}_DIGEST`;
  return {
    'name': 'Synthesize', 'needs': images.length > 0 ? ['images'] : ['test'], 'runs-on': RUNNER, 'timeout-minutes': 30,
    'steps': [
      ...setup(),
      {
        name: 'Synthesize, with the rules of cdk-nag',
        ...images.length > 0 && { env: Object.fromEntries(images.map((image) =>
          [variableOf(image), expression(`needs.images.outputs.${image.name}`)])) },
        run: synthesize(images.map((image) => ` --context "${image.name}-digest=$${variableOf(image)}"`).join('')),
      },
      ...UPLOAD,
    ],
  };
}

function deployJob(
  plan: DeliveryPlan, environment: PlannedEnvironment, before: PlannedEnvironment | undefined, steps: readonly Step[],
): Job {
  const { name } = environment;
  const hasAddress = steps.some(({ id }) => id === ADDRESS);
  return {
    'name': deployName(name), 'needs': [before ? jobOf(before) : 'assembly'], 'runs-on': RUNNER, 'timeout-minutes': 150,
    'environment': hasAddress ? { name, url: expression('steps.address.outputs.address') } : { name },
    'concurrency': deployLock(name),
    'permissions': { 'actions': 'read', 'id-token': 'write' },
    'steps': [
      orderStep(plan, name), ...DOWNLOAD, login('DEPLOY_ROLE', regionOf(environment), { isLong: true }), ...steps,
    ],
  };
}

/** One deployment of an environment at a time, and none is stopped in the middle. */
export function deployLock(environment: string): NonNullable<Job['concurrency']> {
  return { 'group': `deploy-${environment}`, 'cancel-in-progress': false };
}

/**
 * Runs overtake each other: tests of one take longer, or somebody approves an older one later. What is older than what
 * an environment has must not come after it.
 */
function orderStep({ branch }: DeliveryPlan, name: string): Step {
  const runs = `actions/workflows/${FILES.delivery}/runs?branch=${encodeURIComponent(branch)}&per_page=100`;
  return {
    name: 'Stop if the environment has a newer commit',
    env: { GH_TOKEN: expression('github.token'), GH_REPO: expression('github.repository') },
    run: `newer=$(gh api "repos/$GH_REPO/${runs}" --jq '.workflow_runs[] | "\\(.run_number) \\(.id)"' \\
  | awk -v own="$GITHUB_RUN_NUMBER" '$1 > own { print $2 }')
for run in $newer; do
  deployed=$(${successfulJobs('$run').replace('\n ', '\n   ')})
  if grep --fixed-strings --line-regexp '${deployName(name)}' <<< "$deployed"; then
    echo "::error::Run $run has deployed a newer commit. To go back to this one, start the workflow Rollback."
    exit 1
  fi
done
`,
  };
}

/** Whether it answers, and before production whether it bears a load. */
export function checksOf({ address }: DeliveryPlan, choices: WorkflowChoices, isLast: boolean): Step[] {
  if (address === undefined) return [];
  return [addressStep(address), smokeStep(choices), ...isLast ? [] : [loadStep(choices)]];
}

function addressStep(output: string): Step {
  return {
    name: 'Find the address', id: ADDRESS,
    run: `address=$(jq --exit-status --raw-output '[.[]["${output}"] // empty] | first // empty' ${OUTPUTS})
echo "$address" | grep --extended-regexp --line-regexp 'https?://[A-Za-z0-9.-]+(:[0-9]+)?/?'
echo "address=\${address%/}" >> "$GITHUB_OUTPUT"
`,
  };
}

function smokeStep({ health }: WorkflowChoices): Step {
  return {
    name: 'Smoke test', env: { ADDRESS: expression('steps.address.outputs.address') },
    run: `curl --fail --silent --show-error --location --max-time 10 \\
  --retry ${TRIES} --retry-delay ${SECONDS_BETWEEN} --retry-all-errors "$ADDRESS${health}"
`,
  };
}

/** Against the environment that was just deployed, and no harder than was asked for. */
function loadStep({ health, rate, duration, latency }: WorkflowChoices): Step {
  return {
    name: 'Load test', env: { ADDRESS: expression('steps.address.outputs.address') },
    run: `${LOAD} --json --connections 10 --overallRate ${rate} --duration ${duration} \\
  "$ADDRESS${health}" > load.json
jq '{requests: .requests.total, failed: (.non2xx + .errors), p99: .latency.p99}' load.json \\
  | tee --append "$GITHUB_STEP_SUMMARY"
jq --exit-status '.requests.total > 0 and .non2xx == 0 and .errors == 0 and .latency.p99 <= ${latency}' load.json
`,
  };
}
