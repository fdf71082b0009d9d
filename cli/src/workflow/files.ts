import { stringify } from 'yaml';
import { deliveryWorkflow } from './delivery';
import { FILES, type DeliveryPlan, type WorkflowChoices } from './plan';
import { pullRequestWorkflow } from './pull-request';
import { rollbackWorkflow } from './rollback';

/** By which a file is known as one that may be written again. */
export const MARK = '# Written by "cdk-elastic-web workflow"';
const HEAD = `${MARK}: change the app or the options, and write it again.
# Versions of actions are tags, which their owners can move. To pin them by commit: npx pin-github-action <this file>
`;

const PULL_REQUEST = `# Code of a pull request never runs beside a role. A fork gets no token from GitHub, and no role.
# Never start this file by pull_request_target: that would give forks the rights of the branch.`;
const DELIVERY = '# Each environment gets the assembly that was synthesized once, after reviewers approved.';
const ROLLBACK = '# Deploys the assembly of an earlier run of Delivery, with images by digest, kept for 90 days.';

/** The workflow files of an app, by their names in `.github/workflows`. */
export function workflowFiles(plan: DeliveryPlan, choices: WorkflowChoices): { readonly [file: string]: string } {
  return {
    [FILES.pullRequest]: textOf(PULL_REQUEST, pullRequestWorkflow(plan, choices)),
    [FILES.delivery]: textOf(DELIVERY, deliveryWorkflow(plan, choices)),
    [FILES.rollback]: textOf(ROLLBACK, rollbackWorkflow(plan, choices)),
  };
}

function textOf(about: string, workflow: object): string {
  // long lines stay whole, because a shell reads them.
  return `${HEAD}${about}\n${stringify(workflow, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
