import { Option, type Command } from 'commander';
import type { Language } from '../actions/init';
import type { Terminal } from '../terminal';

const LANGUAGES: readonly Language[] = ['typescript', 'python'];
const HELP = `
It writes a complete app: a page at an address of its own, small and cheap. It overwrites nothing.

Examples:
  $ npx cdk-elastic-web init my-shop
  $ cd my-shop && npm install && npx cdk bootstrap && npx cdk deploy

  $ npx cdk-elastic-web init my-shop --language python
`;

/** A new app. */
export function addInit(program: Command, terminal: Terminal): void {
  program.command('init').description('Write a new app to begin with')
    .argument('[folder]', 'a new or empty folder', '.')
    .addOption(new Option('-l, --language <name>', 'language of the app').choices(LANGUAGES).default(LANGUAGES[0]))
    .addHelpText('after', HELP)
    .action(async (folder: string, { language }: { readonly language: Language }) => {
      const { writeApp } = await import('../actions/init.js');
      writeApp(folder, language, program.version() ?? '', terminal);
    });
}
