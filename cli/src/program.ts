import { Command, CommanderError } from 'commander';
import { OUTSIDE, type Outside } from './aws/outside';
import { addCompose } from './commands/compose';
import { addCost } from './commands/cost';
import { addDestroy } from './commands/destroy';
import { addDiagram } from './commands/diagram';
import { addDoctor } from './commands/doctor';
import { addExec } from './commands/exec';
import { addForecast } from './commands/forecast';
import { addInit } from './commands/init';
import { addLive } from './commands/live';
import { addLogs } from './commands/logs';
import { addOpen } from './commands/open';
import { addReport } from './commands/report';
import { addRollback } from './commands/rollback';
import { addSimulate } from './commands/simulate';
import { addStatus } from './commands/status';
import { addUpgradeCheck } from './commands/upgrade-check';
import { addWorkflow } from './commands/workflow';
import { ExitCode, LimitBroken, WrongUse } from './outcome';
import type { Terminal } from './terminal';

const NAME = 'cdk-elastic-web';

const HELP = `
Ends with ${ExitCode.OK} if all is well, with ${ExitCode.LIMIT_BROKEN} if a limit is broken or something is not \
healthy, and with ${ExitCode.WRONG_USE} if a command cannot do its work.
Colours are left out where the output is no terminal, and with NO_COLOR.
Examples of a command: ${NAME} cost --help
`;

/** Every command, in the order of the help. */
const COMMANDS: readonly ((program: Command, terminal: Terminal, outside: Outside) => void)[] = [
  addInit, addCost, addSimulate, addForecast, addDiagram, addReport, addWorkflow, addUpgradeCheck,
  addStatus, addLive, addDoctor, addLogs, addExec, addOpen, addRollback, addDestroy, addCompose,
];

/** Runs the program, and gives the code to end with. */
export async function run(
  words: readonly string[], terminal: Terminal, version: string, outside: Outside = OUTSIDE,
): Promise<ExitCode> {
  try {
    await programOf(terminal, version, outside).parseAsync([...words], { from: 'user' });
    return ExitCode.OK;
  } catch (error) {
    return explained(error, terminal);
  }
}

function programOf(terminal: Terminal, version: string, outside: Outside): Command {
  const program = new Command(NAME);
  // subcommands copy these settings, so they come first.
  program.exitOverride().configureOutput({
    writeOut: (text) => terminal.write(text), writeErr: (text) => terminal.note(text),
    getOutHelpWidth: () => terminal.columns, getErrHelpWidth: () => terminal.columns,
    getOutHasColors: () => terminal.paint.isColorSupported, getErrHasColors: () => terminal.paint.isColorSupported,
  }).showHelpAfterError(`What it takes: ${NAME} --help`).showSuggestionAfterError();
  program.description('Know what a CDK app will cost before you deploy it, and operate it afterwards')
    .version(version, '-V, --version').addHelpText('after', HELP).helpCommand(false);
  for (const add of COMMANDS) add(program, terminal, outside);
  for (const command of program.commands) command.showHelpAfterError(`What it takes: ${NAME} ${command.name()} --help`);
  return program;
}

function explained(error: unknown, { note, paint }: Terminal): ExitCode {
  // commander has written its own errors already, and "errors" for --help and --version, which end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.OK : ExitCode.WRONG_USE;
  if (!(error instanceof Error)) throw error;
  note(`${paint.red('error:')} ${error.message}\n`);
  const isBroken = error instanceof LimitBroken;
  const nextStep = isBroken || error instanceof WrongUse ? error.nextStep : undefined;
  if (nextStep !== undefined) note(`${paint.bold('next:')} ${nextStep}\n`);
  return isBroken ? ExitCode.LIMIT_BROKEN : ExitCode.WRONG_USE;
}
