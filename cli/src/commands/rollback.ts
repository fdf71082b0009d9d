import type { Command } from 'commander';
import type { Outside } from '../aws/outside';
import type { AwsOptions } from '../aws/place';
import { withStacks } from '../options';
import type { Terminal } from '../terminal';

/** Options of `rollback`, as they are given. */
export interface RollbackArguments extends AwsOptions {
  readonly service?: string;
  readonly to?: string;
  readonly yes?: true;
}

const HELP = `
A deployment that is under way is stopped and rolled back by ECS. If none is, --to names the revision of the task
definition to go back to; the stack does not know about that, so deploy the old code soon.

Examples:
  $ cdk-elastic-web rollback Shop --service Web
  $ cdk-elastic-web rollback Shop --to 41 --yes
`;

/** Back to the version before. */
export function addRollback(program: Command, terminal: Terminal, outside: Outside): void {
  withStacks(program.command('rollback').description('Stop a deployment, or go back to an older version of a service'))
    .option('-s, --service <name>', 'the service, if there are several')
    .option('--to <revision>', 'revision of the task definition, if no deployment is under way')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', HELP)
    .action(async (stacks: readonly string[], given: RollbackArguments) => {
      const { rollBack } = await import('../actions/rollback.js');
      await rollBack(stacks, given, terminal, outside);
    });
}
