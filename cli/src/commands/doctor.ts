import type { Command } from 'commander';
import type { Outside } from '../aws/outside';
import type { AwsOptions } from '../aws/place';
import { withStacks } from '../options';
import type { Terminal } from '../terminal';

/** Options of `doctor`, as they are given. */
export interface DoctorArguments extends AwsOptions {
  readonly all?: true;
}

const HELP = `
It reads and changes nothing. What looks like a credential in messages and logs is replaced by ***.
Ends with 0 if all is healthy, with 1 if a cause was found, and with 2 if nobody can tell.

Examples:
  $ cdk-elastic-web doctor                      the stacks of cdk.out
  $ cdk-elastic-web doctor Shop --all           other causes that fit, too
  $ cdk deploy --no-rollback; cdk-elastic-web doctor    a first deployment: keeps the evidence
`;

/** Why what is deployed is not healthy. */
export function addDoctor(program: Command, terminal: Terminal, outside: Outside): void {
  withStacks(program.command('doctor').description('Why something is not healthy: the cause, its evidence, what to do'))
    .option('--all', 'show other causes that fit, too')
    .addHelpText('after', HELP)
    .action(async (stacks: readonly string[], given: DoctorArguments) => {
      const { showDiagnosis } = await import('../actions/doctor.js');
      await showDiagnosis(stacks, given, terminal, outside);
    });
}
