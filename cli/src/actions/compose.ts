import fs from 'node:fs';
import type { ComposeArguments } from '../commands/compose';
import { composeOf, type Compose } from '../compose/compose';
import { writtenApp } from '../compose/source';
import { yamlOf } from '../compose/yaml';
import { WrongUse } from '../outcome';
import type { Terminal } from '../terminal';

/** Writes a Compose file, and lists what it needs. */
export function writeCompose(app: string, { service, out, json }: ComposeArguments, terminal: Terminal): void {
  const compose = composeOf(writtenApp(app), service);
  const text = json ? `${JSON.stringify(compose, undefined, 2)}\n` : commented(compose);
  if (out === undefined) {
    terminal.write(text);
  } else {
    save(out, text);
  }
  const needed = Object.entries(compose.needed);
  if (needed.length > 0) {
    terminal.note(`set these in a file ".env" that Git ignores, readable only by you (chmod 600):\n${
      needed.map(([name, meaning]) => `  ${name}=   # ${meaning}\n`).join('')}`);
  }
}

function commented({ file, notes }: Compose): string {
  return `# written by "cdk-elastic-web compose" from the template\n${
    notes.map((note) => `# ${note}\n`).join('')}${yamlOf(file)}`;
}

function save(file: string, text: string): void {
  try {
    fs.writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code === 'EEXIST' ? 'is there already' : `cannot be written: ${message}`;
    throw new WrongUse(`"${file}" ${problem}`, 'name another file with --out');
  }
}
