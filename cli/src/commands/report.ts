import { type Command } from 'commander';
import { withApp, type AppOptions } from '../options';
import type { Terminal } from '../terminal';

/** Options of `report`, as they are given. */
export interface ReportArguments extends Omit<AppOptions, 'json'> {
  readonly out: string;
  readonly title?: string;
}

const HELP = `
Examples:
  $ cdk-elastic-web report --region eu-west-1
  $ cdk-elastic-web report template.yaml --region eu-west-1 --out shop.html
`;

/** Everything that is known before a deployment, in one page. */
export function addReport(program: Command, terminal: Terminal): void {
  const command = program.command('report')
    .description('One page for people: picture, cost, first deployment, scaling under load');
  withApp(command, terminal, { json: false })
    .option('-t, --title <words>', 'title of the page; the name of the app if left out')
    .option('-o, --out <file>', 'file to write', 'report.html')
    .addHelpText('after', HELP)
    .action(async (app: string, given: ReportArguments) => {
      const { writeReport } = await import('../actions/report.js');
      writeReport(app, given, terminal);
    });
}
