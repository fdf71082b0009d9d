import type { Command } from 'commander';
import type { Outside } from '../aws/outside';
import type { AwsOptions } from '../aws/place';
import { number, withStacks } from '../options';
import type { Terminal } from '../terminal';

/** Options of `status`, as they are given. */
export interface StatusArguments extends AwsOptions {
  readonly wait?: true;
  readonly timeout: number;
  readonly events: number;
}

const HELP = `
Ends with 0 if all is healthy, with 1 if it is not, and with 2 if that cannot be told.

Examples:
  $ cdk-elastic-web status                          the stacks of cdk.out
  $ cdk-elastic-web status Shop --profile prod --region eu-west-1
  $ cdk-elastic-web status Shop --wait              until it is healthy, for a pipeline
  $ cdk-elastic-web status Shop --json
`;

/** How what is deployed is right now. */
export function addStatus(program: Command, terminal: Terminal, outside: Outside): void {
  withStacks(program.command('status').description('How services, tasks, instances, targets and alarms are now'))
    .option('-w, --wait', 'look again until all is healthy, or clearly failed')
    .option('--timeout <minutes>', 'how long --wait waits', number, 30)
    .option('--events <count>', 'how many of the last events to show', number, 5)
    .addHelpText('after', HELP)
    .action(async (stacks: readonly string[], given: StatusArguments) => {
      const { showStatus } = await import('../actions/status.js');
      await showStatus(stacks, given, terminal, outside);
    });
}
