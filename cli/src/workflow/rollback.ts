import { checksOf, deployLock, deployName, onlyOn } from './delivery';
import { FILES, type DeliveryPlan, type PlannedEnvironment, type WorkflowChoices } from './plan';
import {
  deploy, expression, login, quoted, regionOf, RUNNER, SHELL, successfulJobs, UNPACK, USES, type Step,
} from './steps';

/** Deploys what an earlier run has deployed: the same templates, and the same images by their digests. */
export function rollbackWorkflow(plan: DeliveryPlan, choices: WorkflowChoices): object {
  const { environments, branch, address } = plan;
  const target = expression('inputs.environment');
  return {
    name: 'Rollback',
    on: { workflow_dispatch: { inputs: {
      environment: {
        description: 'Environment', required: true, type: 'choice', options: environments.map(({ name }) => name),
      },
      run: {
        description: 'Number in the address of the run of Delivery to go back to', required: true, type: 'string',
      },
    } } },
    permissions: { contents: 'read' },
    defaults: SHELL,
    jobs: { rollback: {
      'name': `Roll ${target} back`, 'if': onlyOn(branch),
      'runs-on': RUNNER, 'timeout-minutes': 150,
      'environment': { name: target, ...address !== undefined && { url: expression('steps.address.outputs.address') } },
      'concurrency': deployLock(target),
      'permissions': { 'actions': 'read', 'id-token': 'write' },
      'steps': [
        checkStep(branch),
        { uses: USES.download, with: {
          'name': 'assembly', 'run-id': expression('inputs.run'), 'github-token': expression('github.token'),
        } },
        UNPACK,
        login('DEPLOY_ROLE', regionsOf(environments), { isLong: true }),
        deployStep(environments, choices),
        ...checksOf(plan, choices, true),
      ],
    } },
  };
}

/**
 * Anybody who may push a branch can upload an artifact, so the run has to be one of Delivery on the branch. What was
 * stopped on its way to an environment must not get there as a way back either.
 */
function checkStep(branch: string): Step {
  return {
    name: 'Check the run', env: {
      GH_TOKEN: expression('github.token'), GH_REPO: expression('github.repository'), RUN: expression('inputs.run'),
      TARGET: expression('inputs.environment'),
    },
    run: `[[ $RUN =~ ^[0-9]+$ ]] || { echo '::error::Name the number of a run.'; exit 1; }
found=$(gh api "repos/$GH_REPO/actions/runs/$RUN" \\
  --jq '[(.path | split("@")[0]), .head_branch, .head_repository.full_name, .event] | join(" ")')
own=".github/workflows/${FILES.delivery} ${branch} $GH_REPO"
if [ "$found" != "$own push" ] && [ "$found" != "$own workflow_dispatch" ]; then
  echo "::error::That is no run of Delivery on ${branch}: $found"
  exit 1
fi
deployed=$(${successfulJobs('$RUN')})
if ! grep --fixed-strings --line-regexp "${deployName('$TARGET')}" <<< "$deployed"; then
  echo "::error::Run $RUN has not deployed $TARGET, or its checks failed there."
  exit 1
fi
`,
  };
}

function deployStep(environments: readonly PlannedEnvironment[], choices: WorkflowChoices): Step {
  return {
    name: 'Deploy', env: { TARGET: expression('inputs.environment') },
    run: `case $TARGET in
${environments.map(({ name, stacks }) => `  '${name}') stacks=(${quoted(stacks)}) ;;`).join('\n')}
  *) exit 1 ;;
esac
${deploy(choices, '"${stacks[@]}"')}`,
  };
}

/** One Region, or that of the environment that is chosen. */
function regionsOf(environments: readonly PlannedEnvironment[]): string {
  const regions = [...new Set(environments.map(({ region }) => region))];
  if (regions.length === 1) return regionOf({ region: regions[0] });
  if (regions.includes(undefined)) return regionOf({});
  const byName = Object.fromEntries(environments.map(({ name, region }) => [name, region]));
  return expression(`fromJSON('${JSON.stringify(byName)}')[inputs.environment]`);
}
