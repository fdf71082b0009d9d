import { Option, type Command } from 'commander';
import type { Terminal } from '../terminal';

/** Options of `upgrade-check`, as they are given. */
export interface UpgradeCheckArguments {
  readonly before: string;
  readonly after: string;
  readonly allow?: string;
  readonly json?: true;
  readonly markdown?: true;
}

const HELP = `
Ends with 1 if the update would replace, remove, rename or unprotect what holds data or what others know (an address, a
DNS name, a key, a topic), remove an output, or remove or change an export.
Examples:
  $ cdk-elastic-web upgrade-check --before ../main/cdk.out            what the change does to what is deployed from main
  $ cdk-elastic-web upgrade-check --before old.json --after new.yaml  two templates of any tool
  $ cdk-elastic-web upgrade-check --before ../main/cdk.out --allow upgrade.yaml
                                                                      with a list of what is meant, and why
`;

/** Whether an update keeps what holds data. */
export function addUpgradeCheck(program: Command, terminal: Terminal): void {
  program.command('upgrade-check').description('Whether an update keeps data, logical ids, outputs and exports')
    .requiredOption('-b, --before <app>', 'what is deployed: a cloud assembly of a CDK app, or one template')
    .option('-a, --after <app>', 'what is to be deployed', 'cdk.out')
    .option('--allow <file>', 'list of what is meant, in JSON or YAML: stack, kind, id and reason of each')
    .option('-j, --json', 'write JSON for machines')
    .addOption(new Option('-m, --markdown', 'write Markdown, for a comment on a pull request').conflicts('json'))
    .addHelpText('after', HELP)
    .action(async (given: UpgradeCheckArguments) => {
      const { checkUpgrade } = await import('../actions/upgrade-check.js');
      checkUpgrade(given, terminal);
    });
}
