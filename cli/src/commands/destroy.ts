import type { Command } from 'commander';
import type { Outside } from '../aws/outside';
import type { AwsOptions } from '../aws/place';
import { withStacks } from '../options';
import type { Terminal } from '../terminal';

/** Options of `destroy`, as they are given. */
export interface DestroyArguments extends AwsOptions { readonly execute?: true; readonly yes?: true }

const HELP = `
It says what would be deleted, what is kept and goes on costing money, and what keeps the stack from being deleted.
It deletes nothing without --execute.

Examples:
  $ cdk-elastic-web destroy Shop
  $ cdk-elastic-web destroy Shop --execute
`;

/** What the deletion of a stack means. */
export function addDestroy(program: Command, terminal: Terminal, outside: Outside): void {
  withStacks(program.command('destroy').description('What deleting a stack deletes, keeps, and what stands against it'))
    .option('--execute', 'delete the stacks')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', HELP)
    .action(async (stacks: readonly string[], given: DestroyArguments) => {
      const { destroy } = await import('../actions/destroy.js');
      await destroy(stacks, given, terminal, outside);
    });
}
