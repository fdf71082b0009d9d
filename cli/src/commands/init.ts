import type { Command } from 'commander';
import type { Terminal } from '../terminal';

const HELP = `
It writes a complete app in TypeScript: a page at an address of its own, small and cheap. It overwrites nothing.

Examples:
  $ npx cdk-elastic-web init my-shop
  $ cd my-shop && npm install && npx cdk bootstrap && npx cdk deploy
`;

/** A new app. */
export function addInit(program: Command, terminal: Terminal): void {
  program.command('init').description('Write a new app to begin with')
    .argument('[folder]', 'a new or empty folder', '.')
    .addHelpText('after', HELP)
    .action(async (folder: string) => {
      const { writeApp } = await import('../actions/init.js');
      writeApp(folder, program.version() ?? '', terminal);
    });
}
