import type { DeliveryRecord } from '../../../src/delivery/delivery-record';
import { isWithin, type Resource, type Value } from '../../../src/template';
import { WrongUse } from '../outcome';
import { holds, selectedBy, withNeeds, type MadeStack } from './needs';
import { FILES, type DeliveryPlan, type PlannedEnvironment, type PlannedImage } from './plan';
import { platformOf, type NamedPlatforms } from './platforms';

/** Where `GitHubDelivery` writes what a role is for. */
const RECORD = 'cdk-elastic-web:delivery';
const ADDRESS = /Url$/;

/** A record, as far as the template tells it. */
type Found = Omit<DeliveryRecord, 'region'> & { readonly region?: string };

/** What is named in place of what the app says. */
export interface Named {
  /** Name of the output with the address of the service; found by its ending if left out. */
  readonly address?: string;
  readonly platform?: NamedPlatforms;
}

/** What the stacks of an app say about its delivery. */
export function planOf(stacks: readonly MadeStack[], { address, platform = {} }: Named = {}): DeliveryPlan {
  const records = stacks.flatMap(({ template }) => template.ofType('AWS::IAM::Role')).flatMap(recordOf);
  const deployed = records.filter(({ role }) => role === 'deploy');
  if (deployed.length === 0) {
    throw new WrongUse('the app has no GitHubDelivery, whose roles the workflows need',
      'add one to a stack of the app, as docs/delivery.md shows, and run "npx cdk synth" again');
  }
  const builds = records.filter(({ role }) => role === 'build');
  const previews = records.filter(({ role }) => role === 'pullRequest');
  const deliveries = stacks.filter(({ template }) => template.ofType('AWS::IAM::Role').some(isRecorded))
    .map(({ path }) => path);
  const environmentOf = (record: Found) => environmentIn(stacks, deliveries, record);
  const environments = deployed.map(environmentOf);
  rejectOthers(deployed);
  rejectUnknownStacks(deployed, stacks);
  rejectSecondBuild(builds);
  rejectSecondPreview(previews);
  const [[build], [preview]] = [builds, previews];
  return {
    branch: deployed[0].branch, environments, imageRegion: build?.region,
    images: imagesOf(build?.images ?? [], stacks, environments, platform),
    preview: preview && { ...environmentOf(preview), workflow: preview.workflow ?? '' },
    isAnywhere: stacks.some(({ region }) => region === undefined),
    address: addressOf(outputsOf(stacks, deployed[0].stacks), address),
  };
}

/** One workflow deploys one branch, from the files whose names the roles accept. */
function rejectOthers(deployed: readonly Found[]): void {
  const branches = [...new Set(deployed.map(({ branch }) => branch))];
  if (branches.length > 1) throw new WrongUse(`the environments have several branches: ${branches.join(', ')}`);
  const names = deployed.flatMap(({ environments }) => environments);
  const twice = names.find((name, i) => names.findIndex((other) => plain(other) === plain(name)) < i);
  if (twice !== undefined) {
    throw new WrongUse(`two deliveries of the app have the environment ${twice}`,
      'give them names that differ in more than capital letters and signs');
  }
  const missing = [FILES.delivery, FILES.rollback]
    .filter((file) => !deployed.every(({ files }) => files.includes(file)));
  if (missing.length > 0) {
    throw new WrongUse(`the roles do not accept ${missing.join(' and ')}`,
      'leave "workflowFiles" out, or add the names');
  }
}

/** The CDK finds stacks by their paths, and would fail only when it deploys. */
function rejectUnknownStacks(deployed: readonly Found[], stacks: readonly MadeStack[]): void {
  const lost = deployed.flatMap(({ environments: [environment], stacks: selectors }) => selectors
    .filter((selector) => selectedBy([selector], stacks).length === 0)
    .map((selector) => `"${selector}" of ${environment}`));
  if (lost.length === 0) return;
  const isNested = ({ path }: MadeStack) => stacks.some((other) => other.path !== path && isWithin(path, other.path));
  throw new WrongUse(`the app has no stack ${lost.join(', ')}`,
    `name stacks by their paths: ${stacks.filter((stack) => !isNested(stack)).map(({ path }) => path).join(', ')}`);
}

/** Environments deploy the same images, so one role builds all of them. */
function rejectSecondBuild(builds: readonly Found[]): void {
  if (builds.length < 2) return;
  const names = builds.map(({ images }) => images.map(({ name }) => name).join(' and '));
  throw new WrongUse(`${builds.length} deliveries of the app build images: ${names.join(', ')}`,
    'name all images in one of them, and let the other accounts pull from its repositories');
}

/** There is one comment on a pull request, and one variable with the role behind it. */
function rejectSecondPreview(previews: readonly Found[]): void {
  if (previews.length < 2) return;
  const names = previews.map(({ environments }) => environments.join(' and '));
  throw new WrongUse(`${previews.length} deliveries of the app compare pull requests: ${names.join(', ')}`,
    'leave "pullRequests" to one of them, and give the others PullRequestAccess.none()');
}

/** Ids of jobs have no capital letters of their own, and no dots. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function recordOf(role: Resource): Found[] {
  const record = role.attribute('Metadata', RECORD);
  const kind = record.at('role').text;
  if (kind === undefined) return [];
  return [{
    role: kind as DeliveryRecord['role'], branch: textOf(record.at('branch')), workflow: record.at('workflow').text,
    environments: textsOf(record.at('environments')), stacks: textsOf(record.at('stacks')),
    files: textsOf(record.at('files')), region: record.at('region').text,
    images: record.at('images').items.map((image) => ({
      name: textOf(image.at('name')), directory: textOf(image.at('directory')),
    })),
  }];
}

function isRecorded(role: Resource): boolean {
  return recordOf(role).length > 0;
}

function environmentIn(
  all: readonly MadeStack[], deliveries: readonly string[], { environments, stacks, region }: Found,
): PlannedEnvironment {
  return { name: environments[0], stacks: withNeeds(stacks, all, (stack) => holds(stack, deliveries)), region };
}

function textOf(value: Value): string {
  return value.text ?? '';
}

function textsOf(value: Value): string[] {
  return value.items.map(textOf);
}

function imagesOf(
  images: Found['images'], stacks: readonly MadeStack[], environments: readonly PlannedEnvironment[],
  named: NamedPlatforms,
): PlannedImage[] {
  const unknown = Object.keys(named).find((name) => name !== '' && !images.some((image) => image.name === name));
  if (unknown !== undefined) {
    throw new WrongUse(`there is no image "${unknown}"`,
      `the app builds ${images.map(({ name }) => name).join(', ') || 'none'}`);
  }
  const deployed = environments.flatMap((environment) => selectedBy(environment.stacks, stacks));
  const templates = stacks.filter(({ path }) => deployed.some((top) => isWithin(path, top.path)))
    .map(({ template }) => template);
  return images.map((image) => ({ ...image, platform: platformOf(image.name, templates, named) }));
}

function outputsOf(stacks: readonly MadeStack[], selectors: readonly string[]): string[] {
  return [...new Set(selectedBy(selectors, stacks).flatMap(({ template }) => template.outputNames))];
}

/** The output that is asked for, or the only one that looks like an address. */
function addressOf(outputs: readonly string[], asked: string | undefined): string | undefined {
  if (asked !== undefined) {
    if (outputs.includes(asked)) return asked;
    throw new WrongUse(`the first environment has no output "${asked}"`, `it has ${outputs.join(', ') || 'none'}`);
  }
  const found = outputs.filter((name) => ADDRESS.test(name));
  if (found.length < 2) return found[0];
  throw new WrongUse(`several outputs look like the address: ${found.join(', ')}`, 'choose one of them with --address');
}
