import type { Command } from 'commander';
import type { Terminal } from '../terminal';

/** Options of `compose`, as they are given. */
export interface ComposeArguments {
  readonly service?: string;
  readonly out?: string;
  readonly json?: true;
}

const HELP = `
Variables, ports, health checks, limits and the order of the start are those of the template. PostgreSQL and Valkey run
beside the containers. Secrets and values that only AWS knows are variables that you set in a file ".env", which Git
should ignore; they are listed.

Examples:
  $ npx cdk synth
  $ cdk-elastic-web compose > compose.yaml && docker compose up
  $ cdk-elastic-web compose cdk.out --service Web --out compose.yaml
`;

/** A service on the machine of a developer. */
export function addCompose(program: Command, terminal: Terminal): void {
  program.command('compose').description('Write a Compose file, to run services on this machine as they run in AWS')
    .argument('[app]', 'cloud assembly of a CDK app, or one template in JSON or YAML', 'cdk.out')
    .option('-s, --service <name>', 'one service only')
    .option('-o, --out <file>', 'write to a file; it is never overwritten')
    .option('-j, --json', 'write JSON for machines, with what needs a value')
    .addHelpText('after', HELP)
    .action(async (app: string, given: ComposeArguments) => {
      const { writeCompose } = await import('../actions/compose.js');
      writeCompose(app, given, terminal);
    });
}
