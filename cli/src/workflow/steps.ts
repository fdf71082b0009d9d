import type { PlannedEnvironment, PlannedImage, WorkflowChoices } from './plan';

/** A step of a job. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: { readonly [name: string]: string | number | boolean };
  readonly env?: { readonly [name: string]: string };
  readonly run?: string;
}

/** A job of a workflow. */
export interface Job {
  readonly 'name'?: string;
  readonly 'needs'?: readonly string[];
  readonly 'if'?: string;
  readonly 'runs-on': string;
  readonly 'timeout-minutes': number;
  readonly 'environment'?: string | { readonly name: string; readonly url?: string };
  readonly 'concurrency'?: { readonly 'group': string; readonly 'cancel-in-progress': boolean };
  readonly 'permissions'?: { readonly [scope: string]: 'read' | 'write' };
  readonly 'outputs'?: { readonly [name: string]: string };
  readonly 'steps': readonly Step[];
}

/** The versions of everything that the workflows use. */
export const USES = {
  checkout: 'actions/checkout@v6',
  node: 'actions/setup-node@v6',
  upload: 'actions/upload-artifact@v7',
  download: 'actions/download-artifact@v8',
  login: 'aws-actions/configure-aws-credentials@v6',
  sbom: 'anchore/sbom-action@v0.24.0',
  scan: 'anchore/scan-action@v7.4.0',
  emulator: 'docker/setup-qemu-action@v4',
} as const;
/** Comes from npm, because no package of the project may run beside a role. */
export const LOAD = 'npx --yes autocannon@8.0.0';

/** The command line of the CDK, in a version that is named, and without the packages of the project. */
export function cdk({ cdk: version }: WorkflowChoices): string {
  return `npx --yes aws-cdk@${version}`;
}

/** File with the outputs of the stacks of an environment. */
export const OUTPUTS = 'outputs.json';
export const RUNNER = 'ubuntu-24.04';
const NODE = 22;
/** The whole app as it was synthesized: packed, because artifacts lose which files can be run. */
export const ASSEMBLY = 'assembly.tgz';
const KEPT_DAYS = 90;
/** As long as the role of an environment allows. */
const DEPLOY_SECONDS = 7200;

/** An expression of GitHub. */
export function expression(text: string): string {
  return `\${{ ${text} }}`;
}

/** A script ends with its first error, also inside a pipe. */
export const SHELL = { run: { shell: 'bash' } };

export const CHECKOUT: Step = { uses: USES.checkout, with: { 'persist-credentials': false } };

/** The code of the project with its packages. */
export function setup(checkout: Step['with'] = {}): Step[] {
  return [
    { ...CHECKOUT, with: { ...CHECKOUT.with, ...checkout } },
    { uses: USES.node, with: { 'node-version': NODE, 'cache': 'npm' } },
    { name: 'Install', run: 'npm ci\n' },
  ];
}

/** Where images are built: on their own processor, or on another one that imitates it where they have several. */
export function builder(images: readonly PlannedImage[]): { readonly runner: string; readonly steps: readonly Step[] } {
  const arm = images.filter(({ platform }) => platform === 'linux/arm64');
  if (arm.length === 0) return { runner: RUNNER, steps: [] };
  if (arm.length === images.length) return { runner: `${RUNNER}-arm`, steps: [] };
  return { runner: RUNNER, steps: [{ uses: USES.emulator, with: { platforms: 'arm64' } }] };
}

/**
 * Logs in to AWS.
 *
 * @param variable of GitHub that holds the ARN of the role
 */
export function login(variable: string, region: string, { isLong = false } = {}): Step {
  return {
    name: 'Log in to AWS', uses: USES.login,
    with: {
      'role-to-assume': expression(`vars.${variable}`), 'aws-region': region,
      ...isLong && { 'role-duration-seconds': DEPLOY_SECONDS },
    },
  };
}

export function regionOf({ region }: Pick<PlannedEnvironment, 'region'>): string {
  return region ?? expression('vars.AWS_REGION');
}

export const UPLOAD: readonly Step[] = [
  { name: 'Pack the assembly', run: `tar --create --gzip --file ${ASSEMBLY} cdk.out\n` },
  {
    uses: USES.upload,
    with: { 'name': 'assembly', 'path': ASSEMBLY, 'if-no-files-found': 'error', 'retention-days': KEPT_DAYS },
  },
];
/** Nothing beside the assembly, such as settings of npm. */
export const UNPACK: Step = { name: 'Unpack the assembly', run: `tar --extract --gzip --file ${ASSEMBLY} cdk.out\n` };
export const DOWNLOAD: readonly Step[] = [{ uses: USES.download, with: { name: 'assembly' } }, UNPACK];

/** Plugins that report beside rule packs: two of the CDK itself, and the limit of `CostGuard`. */
const NO_AUDITS = ['CloudFormation Validate', 'Construct Annotations', 'cdk-elastic-web cost']
  .map((name) => `. != "${name}"`).join(' and ');

/** Fails on findings, and says so if the app does not look for any. */
export function synthesize(context = ''): string {
  return `npx cdk synth --quiet${context}
if ! jq --exit-status 'any(.pluginReports[].pluginName; ${NO_AUDITS})' cdk.out/validation-report.json
then
  echo '::warning::The app registers no rules of cdk-nag, so nothing was audited.'
fi
`;
}

/** Fails on what is serious and has a fix. */
export function scanStep(name: string, image: string): Step {
  return {
    name: `Scan ${name}`, uses: USES.scan,
    with: { 'image': image, 'severity-cutoff': 'high', 'only-fixed': true, 'output-format': 'table' },
  };
}

/** Names for a shell. */
export function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}

/**
 * Jobs of a run of GitHub that were successful, by their names: also those of earlier attempts.
 *
 * @param run number of the run, or a variable of the shell
 */
export function successfulJobs(run: string): string {
  return `gh api "repos/$GH_REPO/actions/runs/${run}/jobs?filter=all&per_page=100" --paginate \\
  --jq '.jobs[] | select(.conclusion == "success") | .name'`;
}

/** What deploys stacks and no others: what else they need is named too. */
export function deploy(choices: WorkflowChoices, stacks: string): string {
  return `${cdk(choices)} deploy --app cdk.out --exclusively --require-approval never --outputs-file ${OUTPUTS} \\
  ${stacks}
`;
}
