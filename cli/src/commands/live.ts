import type { Command } from 'commander';
import type { Outside } from '../aws/outside';
import type { AwsOptions } from '../aws/place';
import { count, number, withStacks } from '../options';
import type { Terminal } from '../terminal';

/** Options of `live`, as they are given. */
export interface LiveArguments extends AwsOptions {
  readonly every: number;
  readonly times?: number;
}

const HELP = `
Charts show the last 30 minutes, one sign a minute. They cost about 0.003 USD an hour for each service, because
AWS asks for 0.01 USD for 1,000 metrics. Ctrl+C ends it.

Examples:
  $ cdk-elastic-web live Shop
  $ cdk-elastic-web live Shop --every 30
`;

/** How what is deployed is, all the time. */
export function addLive(program: Command, terminal: Terminal, outside: Outside): void {
  withStacks(program.command('live').description('The status, again and again, with charts of load and latency'))
    .option('--every <seconds>', 'how often to look, 5 seconds at least', number, 10)
    .option('--times <count>', 'end after so many looks', count)
    .addHelpText('after', HELP)
    .action(async (stacks: readonly string[], given: LiveArguments) => {
      const { showLive } = await import('../actions/live.js');
      await showLive(stacks, given, terminal, outside);
    });
}
