import { Option, type Command } from 'commander';
import { withApp, type AppOptions } from '../options';
import type { Terminal } from '../terminal';

/** Options of `diagram`, as they are given. */
export interface DiagramArguments extends Omit<AppOptions, 'json'> {
  readonly title?: string;
  readonly mermaid?: true;
  readonly theme: 'light' | 'dark';
  readonly out?: string;
}

const HELP = `
Examples:
  $ cdk-elastic-web diagram --region eu-west-1 --out app.svg      with the cost of each box
  $ cdk-elastic-web diagram --theme dark --out app.dark.svg
  $ cdk-elastic-web diagram --mermaid                             for Markdown on GitHub and GitLab
`;

/** A picture of an app. */
export function addDiagram(program: Command, terminal: Terminal): void {
  const command = program.command('diagram').description('A picture of the app: SVG, or Mermaid for Markdown');
  withApp(command, terminal, { json: false })
    .option('-t, --title <words>', 'title of the picture; names of the stacks if left out')
    .option('-o, --out <file>', 'file to write; standard output if left out')
    .addOption(new Option('--theme <theme>', 'the ground that the picture is seen on')
      .choices(['light', 'dark']).default('light'))
    .addOption(new Option('-m, --mermaid', 'write a flow chart of Mermaid').conflicts(['title']))
    .addHelpText('after', HELP)
    .action(async (app: string, given: DiagramArguments) => {
      const { showDiagram } = await import('../actions/diagram.js');
      showDiagram(app, given, terminal);
    });
}
