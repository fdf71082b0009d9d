import fs from 'node:fs';
import path from 'node:path';
import { makeFolder, writing } from '../files';
import { WrongUse } from '../outcome';
import type { Terminal } from '../terminal';

const LIBRARY = 'cdk-elastic-web';
/** The app that comes with the package. */
const QUICK_START = 'examples/quick-start';
const MADE = new Set(['node_modules', 'cdk.out', 'package-lock.json']);

/** A language of a new app. */
export type Language = 'typescript' | 'python';

/** How an app in one language begins. */
interface Starter {
  /** Files and folders of the new app, by where they come from in the package. */
  readonly from: { readonly [folder: string]: (name: string) => boolean };
  readonly ignored: readonly string[];
  /** Writes the name of the app and the version of the library into what was copied. */
  readonly name: (folder: string, version: string) => void;
  /** What makes the app run, before it is deployed. */
  readonly install: string;
  readonly cdk: string;
}

const STARTERS: Readonly<Record<Language, Starter>> = {
  typescript: {
    from: { [QUICK_START]: (name) => !MADE.has(name) },
    ignored: ['node_modules/', 'cdk.out/', '.env'], name: namePackage, install: 'npm install', cdk: 'npx cdk',
  },
  python: {
    from: { 'starters/python': () => true, [QUICK_START]: (name) => name === 'web' },
    ignored: ['.venv/', '__pycache__/', 'cdk.out/', '.env'], name: pinLibrary,
    install: 'python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt', cdk: 'npx aws-cdk',
  },
};

/** Copies a new app into a folder, which must hold nothing that it would overwrite. */
export function writeApp(folder: string, language: Language, version: string, terminal: Terminal): void {
  const { from, ignored, name, install, cdk } = STARTERS[language];
  const files = Object.entries(from).flatMap(([source, isWanted]) => {
    const place = inPackage(source);
    return fs.readdirSync(place).filter(isWanted).map((file) => path.join(place, file));
  });
  const names = files.map((file) => path.basename(file));
  const taken = [...names, '.gitignore'].filter((file) => fs.existsSync(path.join(folder, file)));
  if (taken.length > 0) throw new WrongUse(`"${folder}" holds ${taken.join(', ')} already`, 'name a new folder');
  if (fs.existsSync(folder) && !fs.statSync(folder).isDirectory()) {
    throw new WrongUse(`"${folder}" is a file`, 'name a new folder');
  }
  writing(folder, 'name another folder', () => {
    makeFolder(folder);
    for (const file of files) fs.cpSync(file, path.join(folder, path.basename(file)), { recursive: true });
    fs.writeFileSync(path.join(folder, '.gitignore'), `${ignored.join('\n')}\n`);
    name(folder, version);
  });
  terminal.write(`${folder} holds a new app: ${names.join(', ')}\n`);
  const enter = folder === '.' ? '' : `cd ${inShell(folder)} && `;
  terminal.note(`next: ${enter}${install} && ${cdk} bootstrap && ${cdk} deploy\n`);
}

/** A name as a shell takes it; one with spaces or signs needs quotes. */
function inShell(folder: string): string {
  return /^[\w./~@+][\w./~@+-]*$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`;
}

/** The package stands above this program, wherever it was bundled to. */
function inPackage(wanted: string): string {
  let folder = __dirname;
  while (!fs.existsSync(path.join(folder, wanted, 'cdk.json'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new WrongUse(`the package lacks ${wanted}`, `run "npm install ${LIBRARY}"`);
    folder = above;
  }
  return path.join(folder, wanted);
}

/** The app has the name of its folder, and the version of the library that made it. */
function namePackage(folder: string, version: string): void {
  const file = path.join(folder, 'package.json');
  const text = JSON.parse(fs.readFileSync(file, 'utf8')) as { dependencies: { [name: string]: string } };
  const name = path.basename(path.resolve(folder)).toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'app';
  const dependencies = { ...text.dependencies, [LIBRARY]: isReleased(version) ? `^${version}` : '*' };
  fs.writeFileSync(file, `${JSON.stringify({ ...text, name, dependencies }, undefined, 2)}\n`);
}

function pinLibrary(folder: string, version: string): void {
  if (!isReleased(version)) return;
  const file = path.join(folder, 'requirements.txt');
  const next = Number(version.split('.')[0]) + 1;
  const text = fs.readFileSync(file, 'utf8').replace(`${LIBRARY}\n`, `${LIBRARY}>=${version},<${next}\n`);
  fs.writeFileSync(file, text);
}

function isReleased(version: string): boolean {
  return /^[1-9]/.test(version);
}
