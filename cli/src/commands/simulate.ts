import { type Command } from 'commander';
import { number, withApp, type AppOptions } from '../options';
import type { Terminal } from '../terminal';

/** Options of `simulate`, as they are given. */
export interface SimulateArguments extends AppOptions {
  readonly trace: string;
  readonly unitCapacity: number;
  readonly group?: string;
  readonly launchSeconds?: number;
  readonly healthySeconds?: number;
  readonly drainSeconds?: number;
  readonly metricDelaySeconds?: number;
  readonly initialCapacity?: number;
  readonly startsAt?: string;
  readonly absorbWithin?: number;
  readonly svg?: string;
}

const HELP = `
A trace has rows of a time and a load, separated by comma, semicolon or tab, with or without a head. A time is a number
of seconds or an ISO date. A load holds until the next row:

  seconds,users
  0,1000
  600,10000
  4200,10000

Examples:
  $ cdk-elastic-web simulate --trace day.csv --unit-capacity 1000
  $ cdk-elastic-web simulate --trace day.csv --unit-capacity 60 --group Shop/Service --svg day.svg
  $ cdk-elastic-web simulate --trace day.csv --unit-capacity 60 --absorb-within 600     ends with 1 if it takes longer
`;

/** What scaling makes of a load. */
export function addSimulate(program: Command, terminal: Terminal): void {
  withApp(program.command('simulate').description('Whether the scaling bears a load, and after how long'), terminal)
    .requiredOption('-t, --trace <file.csv>', 'the load over time')
    .requiredOption('-u, --unit-capacity <load>', 'how much of it one instance or task bears', number)
    .option('-g, --group <path>', 'path or logical id of the group or service; the only one that scales if left out')
    .option('--launch-seconds <seconds>', 'from a decision until an instance or task is in service', number)
    .option('--healthy-seconds <seconds>', 'from in service until requests arrive', number)
    .option('--drain-seconds <seconds>', 'how long something that ends is paid for', number)
    .option('--metric-delay-seconds <seconds>', 'how late metrics are', number)
    .option('--initial-capacity <units>', 'instances or tasks at the start', number)
    .option('--starts-at <date>', 'when the trace begins, in ISO form; only schedules depend on it')
    .option('-w, --absorb-within <seconds>', 'end with 1 if the load is too much for longer', number)
    .option('--svg <file>', 'write a picture, too')
    .addHelpText('after', HELP)
    .action(async (app: string, given: SimulateArguments) => {
      const { showSimulation } = await import('../actions/simulate.js');
      showSimulation(app, given, terminal);
    });
}
