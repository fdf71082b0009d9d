#!/usr/bin/env node
import fs from 'node:fs';
import path from 'node:path';
import { ExitCode } from './outcome';
import { run } from './program';
import { terminalOf } from './terminal';

/** Of the package that holds this program; it stands one folder below. */
const { version } = JSON.parse(fs.readFileSync(path.join(__dirname, '../package.json'), 'utf8')) as {
  readonly version: string;
};

// whoever reads the output may have read enough, for example "| head"; what cannot be written otherwise is an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`error: the output cannot be written: ${error.message}\n`);
  process.exit(ExitCode.WRONG_USE);
});
// nobody reads what is no result: that changes no exit code.
process.stderr.on('error', () => undefined);

void run(process.argv.slice(2), terminalOf(process, new Date()), version).then((code) => { process.exitCode = code; });
