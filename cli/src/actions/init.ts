import fs from 'node:fs';
import path from 'node:path';
import { WrongUse } from '../outcome';
import type { Terminal } from '../terminal';

/** The app that comes with the package. */
const QUICK_START = 'examples/quick-start';
const LIBRARY = 'cdk-elastic-web';
const MADE = new Set(['node_modules', 'cdk.out', 'package-lock.json']);
const IGNORED = 'node_modules/\ncdk.out/\n.env\n';

/** Copies the quick start into a folder, which must hold nothing that it would overwrite. */
export function writeApp(folder: string, version: string, terminal: Terminal): void {
  const source = quickStart();
  const names = fs.readdirSync(source).filter((name) => !MADE.has(name));
  const taken = [...names, '.gitignore'].filter((name) => fs.existsSync(path.join(folder, name)));
  if (taken.length > 0) throw new WrongUse(`"${folder}" holds ${taken.join(', ')} already`, 'name a new folder');
  if (fs.existsSync(folder) && !fs.statSync(folder).isDirectory()) {
    throw new WrongUse(`"${folder}" is a file`, 'name a new folder');
  }
  fs.mkdirSync(folder, { recursive: true });
  for (const name of names) {
    fs.cpSync(path.join(source, name), path.join(folder, name), { recursive: true });
  }
  fs.writeFileSync(path.join(folder, '.gitignore'), IGNORED);
  rename(path.join(folder, 'package.json'), path.basename(path.resolve(folder)), version);
  terminal.write(`${folder} holds a new app: ${names.join(', ')}\n`);
  const enter = folder === '.' ? '' : `cd ${inShell(folder)} && `;
  terminal.note(`next: ${enter}npm install && npx cdk bootstrap && npx cdk deploy\n`);
}

/** A name as a shell takes it; one with spaces or signs needs quotes. */
function inShell(folder: string): string {
  return /^[\w./~@+][\w./~@+-]*$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`;
}

/** The package stands above this program, wherever it was bundled to. */
function quickStart(): string {
  let folder = __dirname;
  while (!fs.existsSync(path.join(folder, QUICK_START, 'cdk.json'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new WrongUse(`the package lacks ${QUICK_START}`, `run "npm install ${LIBRARY}"`);
    folder = above;
  }
  return path.join(folder, QUICK_START);
}

/** The app has the name of its folder, and the version of the library that made it. */
function rename(file: string, folder: string, version: string): void {
  const text = JSON.parse(fs.readFileSync(file, 'utf8')) as { dependencies: { [name: string]: string } };
  const plain = folder.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'app';
  const dependencies = { ...text.dependencies, [LIBRARY]: /^[1-9]/.test(version) ? `^${version}` : '*' };
  fs.writeFileSync(file, `${JSON.stringify({ ...text, name: plain, dependencies }, undefined, 2)}\n`);
}
