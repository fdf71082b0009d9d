import type { Command } from 'commander';
import type { Outside } from '../aws/outside';
import type { AwsOptions } from '../aws/place';
import { withStacks } from '../options';
import type { Terminal } from '../terminal';

/** Options of `exec`, as they are given. */
export interface ExecArguments extends AwsOptions {
  readonly service?: string;
  readonly task?: string;
  readonly container?: string;
  readonly command: string;
}

const HELP = `
It needs the Session Manager plugin on this machine, and "enableExecuteCommand" in the props of the service. What you
do in the container is gone with its task.

Examples:
  $ cdk-elastic-web exec Shop --service Web
  $ cdk-elastic-web exec Shop --command 'ls -l /tmp'
`;

/** Runs a command inside of a task. */
export function addExec(program: Command, terminal: Terminal, outside: Outside): void {
  withStacks(program.command('exec').description('Open a shell in a container of a task that runs'))
    .option('-s, --service <name>', 'the service, if there are several')
    .option('-t, --task <id>', 'the task, or the beginning of its id; the newest if left out')
    .option('--container <name>', 'the container; the first if left out')
    .option('-c, --command <words>', 'what to run', '/bin/sh')
    .addHelpText('after', HELP)
    .action(async (stacks: readonly string[], given: ExecArguments) => {
      const { runInTask } = await import('../actions/exec.js');
      await runInTask(stacks, given, terminal, outside);
    });
}
