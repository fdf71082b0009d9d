import type { Command } from 'commander';
import type { Outside } from '../aws/outside';
import type { AwsOptions } from '../aws/place';
import { withStacks } from '../options';
import type { Terminal } from '../terminal';

const HELP = `
Examples:
  $ cdk-elastic-web open Shop
  $ curl "$(cdk-elastic-web open Shop --print)"
`;

/** The address of what is deployed. */
export function addOpen(program: Command, terminal: Terminal, outside: Outside): void {
  withStacks(program.command('open').description('Open the address of what is deployed in a browser'))
    .option('--print', 'only write the address')
    .addHelpText('after', HELP)
    .action(async (stacks: readonly string[], given: AwsOptions & { readonly print?: true }) => {
      const { openAddress } = await import('../actions/open.js');
      await openAddress(stacks, given, terminal, outside);
    });
}
