import { Option, type Command } from 'commander';
import { number, withApp, type AppOptions } from '../options';
import type { Terminal } from '../terminal';

/** Options of `forecast`, as they are given. */
export interface ForecastArguments extends AppOptions {
  readonly from?: string;
  readonly all?: true;
  readonly within?: number;
  readonly markdown?: true;
}

const HELP = `
Examples:
  $ cdk-elastic-web forecast                             how long the first deployment of cdk.out takes
  $ cdk-elastic-web forecast --from ../main/cdk.out      how long the change from the main branch takes
  $ cdk-elastic-web forecast --within 30                 ends with 1 if it may take more than 30 minutes
  $ cdk-elastic-web forecast template.yaml --all         every resource, with the source of its figure
`;

/** How long a deployment takes, and what makes people wait. */
export function addForecast(program: Command, terminal: Terminal): void {
  withApp(program.command('forecast').description('How long a deployment takes, and what makes people wait'), terminal)
    .option('-f, --from <app>', 'what is deployed already, for example the main branch: forecast the change')
    .option('-w, --within <minutes>', 'end with 1 if it may take longer', number)
    .addOption(new Option('-a, --all', 'show every resource, with the source of its figure')
      .conflicts(['json', 'markdown']))
    .addOption(new Option('-m, --markdown', 'write Markdown, for a comment on a pull request').conflicts('json'))
    .addHelpText('after', HELP)
    .action(async (app: string, given: ForecastArguments) => {
      const { showForecast } = await import('../actions/forecast.js');
      showForecast(app, given, terminal);
    });
}
