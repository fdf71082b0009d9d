import { InvalidArgumentError, type Command } from 'commander';
import type { Terminal } from '../terminal';
import type { NamedPlatforms, Platform } from '../workflow/platforms';

/** Options of `workflow`, as they are given. */
export interface WorkflowArguments {
  readonly out: string;
  readonly address?: string;
  readonly test: string;
  readonly health: string;
  readonly rate: number;
  readonly duration: number;
  readonly latency: number;
  readonly platform?: NamedPlatforms;
  readonly failOnDanger?: true;
  readonly cdk: string;
  readonly check?: true;
}

/** Reads what the oldest CDK that the library supports writes, and what newer ones do for a while. */
const CDK = '2.1148.1';
/** Bounds of a load test that nobody mistakes for an attack. */
const MAX_RATE = 1000;
const MAX_SECONDS = 900;
const MAX_MILLISECONDS = 60_000;

const HELP = `
It writes pull-request.yml, delivery.yml and rollback.yml for the GitHubDelivery of the app, and says which variables
the repository needs. Files that something else has written stay as they are.

Examples:
  $ npx cdk synth && npx cdk-elastic-web workflow
  $ cdk-elastic-web workflow --address ShopUrl --health /health --rate 50
  $ cdk-elastic-web workflow --fail-on-danger
  $ cdk-elastic-web workflow --check          ends with 1 if the files are not those of the app
`;

/** Workflows of GitHub that deploy the app. */
export function addWorkflow(program: Command, terminal: Terminal): void {
  program.command('workflow').description('Write the workflows of GitHub that test and deploy the app')
    .argument('[app]', 'cloud assembly of the app', 'cdk.out')
    .option('-o, --out <folder>', 'folder of the workflows', '.github/workflows')
    .option('--address <output>', 'output with the address of the service; the only one that ends with Url if left out')
    .option('--test <command>', 'command of the unit tests', command, 'npm test')
    .option('--health <path>', 'path of the service that answers when it is healthy', path, '/health')
    .option('--rate <requests>', `requests a second of the load test, at most ${MAX_RATE}`, upTo(MAX_RATE), 20)
    .option('--duration <seconds>', `seconds of the load test, at most ${MAX_SECONDS}`, upTo(MAX_SECONDS), 60)
    .option('--latency <ms>', 'milliseconds in which 99 of 100 requests are answered', upTo(MAX_MILLISECONDS), 1000)
    .option('--platform <[image=]platform>', 'platform of the images, or of one; that of the tasks if left out; may be '
    + 'repeated', platforms)
    .option('--fail-on-danger', 'fail pull requests whose update would replace or remove what holds data, or remove '
    + 'outputs; without it, their comment says so')
    .option('--cdk <version>', 'version of the command line of the CDK', version, CDK)
    .option('--check', 'write nothing, and end with 1 if a file is not as it would be written')
    .addHelpText('after', HELP)
    .action(async (app: string, given: WorkflowArguments) => {
      const { writeWorkflows } = await import('../actions/workflow.js');
      writeWorkflows(app, given, terminal);
    });
}

function upTo(max: number): (text: string) => number {
  return (text) => {
    const value = /^[1-9]\d*$/.test(text) ? Number(text) : NaN;
    if (!(value <= max)) throw new InvalidArgumentError(`"${text}" is no whole number from 1 to ${max}.`);
    return value;
  };
}

function matching(pattern: RegExp, what: string): (text: string) => string {
  return (text) => {
    if (!pattern.test(text)) throw new InvalidArgumentError(`"${text}" is no ${what}.`);
    return text;
  };
}

const command = matching(/^[^\n\r\0]*\S[^\n\r\0]*$/, 'command of one line');
// it stands in double quotes of a shell.
const path = matching(/^\/[A-Za-z0-9/._~?=&%+-]*$/, 'path that begins with "/"');
const version = matching(/^\d+\.\d+\.\d+$/, 'version such as 2.1148.1');
const PLATFORM = /^(?:([a-z][a-z0-9-]*)=)?(linux\/(?:amd64|arm64))$/;

/** Collects platforms by the names of images. */
function platforms(text: string, before: NamedPlatforms = {}): NamedPlatforms {
  const [, image = '', named] = PLATFORM.exec(text) ?? [];
  if (named === undefined) {
    throw new InvalidArgumentError(`"${text}" is no platform: linux/amd64 or linux/arm64, or shop=linux/arm64 for one `
      + 'image.');
  }
  return { ...before, [image]: named as Platform };
}
