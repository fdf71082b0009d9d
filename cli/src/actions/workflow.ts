import fs from 'node:fs';
import path from 'node:path';
import { stacksIn, Template, type TemplateOptions } from '../../../src/template';
import type { WorkflowArguments } from '../commands/workflow';
import { writeFile } from '../files';
import { LimitBroken, WrongUse } from '../outcome';
import { Source } from '../source';
import type { Terminal } from '../terminal';
import { MARK, workflowFiles } from '../workflow/files';
import type { MadeStack } from '../workflow/needs';
import { inOrderOfApp } from '../workflow/order';
import { repositoryVariable, type DeliveryPlan } from '../workflow/plan';
import { planOf } from '../workflow/read';

const STACKS = {
  fromAssembly: (folder: string, options: TemplateOptions): MadeStack[] =>
    inOrderOfApp(folder, stacksIn(folder, options)),
  fromFile: (file: string, options: TemplateOptions): MadeStack[] =>
    [{ path: '', template: Template.parse(fs.readFileSync(file, 'utf8'), options), nested: [] }],
};

/** Where `cdk synth` keeps what it has looked up. */
const CONTEXT = 'cdk.context.json';
const COMMIT_CONTEXT = `commit ${CONTEXT}: jobs that synthesize have no role, and cannot look up what it holds\n`;

/** Writes the workflows of an app, or looks whether they are up to date. */
export function writeWorkflows(app: string, given: WorkflowArguments, terminal: Terminal): void {
  const plan = planOf(Source.at(app).read(STACKS, {}), given);
  const files = Object.entries(workflowFiles(plan, given))
    .map(([name, text]) => ({ place: path.join(given.out, name), text }));
  if (given.check) return check(files, terminal);

  const foreign = files.filter(({ place }) => fs.existsSync(place) && !fs.readFileSync(place, 'utf8').startsWith(MARK));
  if (foreign.length > 0) {
    throw new WrongUse(`${foreign.map(({ place }) => place).join(', ')} was written by something else`,
      'move it away, or name another folder with --out');
  }
  for (const { place, text } of files) writeFile(place, text);
  terminal.write(`${files.map(({ place }) => place).join('\n')}\n`);
  terminal.note(nextSteps(plan));
  if (fs.existsSync(path.join(path.dirname(app), CONTEXT))) terminal.note(COMMIT_CONTEXT);
}

function check(files: readonly { readonly place: string; readonly text: string }[], terminal: Terminal): void {
  const stale = files.filter(({ place, text }) => !fs.existsSync(place) || fs.readFileSync(place, 'utf8') !== text);
  if (stale.length === 0) return terminal.write('the workflows are those of the app\n');
  throw new LimitBroken(`not as the app needs them: ${stale.map(({ place }) => place).join(', ')}; run `
    + '"cdk-elastic-web workflow" with the same options and without --check');
}

/** What has to be told to GitHub, once. */
function nextSteps({ environments, images, preview, address, imageRegion }: DeliveryPlan): string {
  const variable = (name: string, output: string, where = '') =>
    `  gh variable set ${name}${where} --body "<the output that ends with ${output}>"`;
  return `${[
    'next: deploy the stack with GitHubDelivery, then tell GitHub the outputs of exportOutputs():',
    ...preview ? [variable('PULL_REQUEST_ROLE', 'PullRequestRoleArn')] : [],
    ...images.length > 0 ? [variable('BUILD_ROLE', 'BuildRoleArn')] : [],
    ...images.map(({ name }) => variable(repositoryVariable(name), `${pascal(name)}RepositoryUri`)),
    ...environments.flatMap(({ name }) => [
      `  gh api --method PUT "repos/{owner}/{repo}/environments/${name}"`,
      variable('DEPLOY_ROLE', `${pascal(name)}RoleArn`, ` --env ${name}`),
    ]),
    ...[imageRegion ?? '', ...environments.map(({ region }) => region)].includes(undefined)
      ? ['  gh variable set AWS_REGION --body eu-west-1']
      : [],
    `limit each environment to the branch, and give ${environments.at(-1)?.name} reviewers: Settings, Environments`,
    ...address === undefined
      ? ['there is no smoke test and no load test: no output ends with Url; call exportOutputs() of the service']
      : [],
  ].join('\n')}\n`;
}

function pascal(name: string): string {
  return name.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
