#!/usr/bin/env node
import fs from 'node:fs';
import path from 'node:path';
import { run } from './program';
import { terminalOf } from './terminal';

/** Of the package that holds this program; it stands one folder below. */
const { version } = JSON.parse(fs.readFileSync(path.join(__dirname, '../package.json'), 'utf8')) as {
  readonly version: string;
};

// whoever reads the output may have read enough, for example "| head".
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

void run(process.argv.slice(2), terminalOf(process, new Date()), version).then((code) => { process.exitCode = code; });
