import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Outside } from '../aws/outside';
import type { AwsOptions } from '../aws/place';
import { count, withStacks } from '../options';
import type { Terminal } from '../terminal';

/** Options of `logs`, as they are given. */
export interface LogsArguments extends AwsOptions {
  readonly follow?: true;
  readonly service?: string;
  /** Also what functions, networks and stores write. */
  readonly all?: true;
  readonly filter?: string;
  readonly errors?: true;
  /** In seconds. */
  readonly since: number;
  readonly limit: number;
}

const UNITS: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3600, d: 86_400 };

const HELP = `
--filter takes a pattern of CloudWatch Logs: words that all must be there, or "-word" for those that must not.
With --json, each line is an object. Ctrl+C ends --follow.

Examples:
  $ cdk-elastic-web logs Shop --since 2h --errors
  $ cdk-elastic-web logs Shop --service Web --follow
  $ cdk-elastic-web logs Shop --filter '"order 4711"'
`;

/** What services, jobs and instances have written. */
export function addLogs(program: Command, terminal: Terminal, outside: Outside): void {
  withStacks(program.command('logs').description('What services, jobs and instances write to their logs'))
    .option('-f, --follow', 'go on with what is written from now on')
    .option('-s, --service <name>', 'one service only')
    .addOption(new Option('--all', 'also what functions, networks, firewalls, databases and caches write')
      .conflicts('service'))
    .option('--filter <pattern>', 'only lines that fit')
    .option('-e, --errors', 'only lines that look like errors')
    .addOption(new Option('--since <time>', 'how far back, for example 90s, 15m, 2h or 3d').argParser(duration)
      .default(900, '15m'))
    .option('--limit <lines>', 'how many lines at most, the newest of them', count, 1000)
    .addHelpText('after', HELP)
    .action(async (stacks: readonly string[], given: LogsArguments) => {
      const { showLogs } = await import('../actions/logs.js');
      await showLogs(stacks, given, terminal, outside);
    });
}

function duration(text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text.trim()) ?? [];
  if (count === undefined) throw new InvalidArgumentError(`"${text}" is no time such as 90s, 15m, 2h or 3d.`);
  return Number(count) * UNITS[unit];
}
