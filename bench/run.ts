/**
 * `npm run bench`: this library beside the CDK by hand and its patterns, each measurement in a process of its own.
 *
 * Rounds take turns between the subjects, so that a busy moment of the machine hits all of them. Medians are printed,
 * and what a resource costs: subjects make different numbers of resources.
 *
 *   npm run bench                        5 rounds of 1, 10, 50 and 100 services
 *   npm run bench -- --rounds 3 1 100    other rounds and services
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { type Figures, type Row, rows, table } from './figures';

const ROOT = path.join(__dirname, '..');
const SUBJECTS = ['empty', 'l1', 'l2', 'ecs-patterns', 'elastic-web', 'patterns-facade', 'patterns-monitored'];

/** The subjects as plain JavaScript, beside a folder in which the packed library is found by its name. */
function compile(folder: string): void {
  buildSync({
    entryPoints: ['process.ts', ...SUBJECTS.map((subject) => `subjects/${subject}.ts`)]
      .map((file) => path.join(__dirname, file)),
    outdir: folder, outbase: __dirname, outExtension: { '.js': '.cjs' },
    bundle: true, platform: 'node', format: 'cjs', packages: 'external', logLevel: 'error',
  });
  const modules = path.join(folder, 'node_modules');
  fs.mkdirSync(modules);
  fs.symlinkSync(ROOT, path.join(modules, 'cdk-elastic-web'));
  for (const name of ['aws-cdk-lib', 'constructs', 'cdk-monitoring-constructs']) {
    fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  }
}

/** What is measured is what the package ships: a compiler that was called alone leaves files that load at once. */
function rejectOtherCompilation(): void {
  const file = path.join(ROOT, 'lib', 'index.js');
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8').includes('passOn(')) return;
  throw new Error('lib/ must be compiled by "npx projen compile", which also makes files load when they are used');
}

function measure(folder: string, subject: string, services: number, ...file: string[]): Figures {
  const run = spawnSync(process.execPath, [path.join(folder, 'process.cjs'), subject, String(services), ...file], {
    encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false', NODE_OPTIONS: '' },
  });
  if (run.status !== 0) throw new Error(`${subject} with ${services} services failed:\n${run.stderr}`);
  return JSON.parse(run.stdout) as Figures;
}

function measureAll(folder: string, rounds: number, counts: readonly number[]): Row[] {
  const found = new Map<string, Figures[]>();
  for (let round = 0; round < rounds; round++) {
    for (const services of counts) {
      for (const subject of SUBJECTS) {
        const key = `${subject} ${services}`;
        found.set(key, [...found.get(key) ?? [], measure(folder, subject, services)]);
      }
    }
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
  return rows(found);
}

function main(args: readonly string[]): void {
  const at = args.indexOf('--rounds');
  const rounds = at < 0 ? 5 : Number(args[at + 1]);
  const numbers = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1)).map(Number);
  rejectOtherCompilation();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    compile(folder);
    // what L1 repeats.
    measure(folder, 'l2', 1, path.join(folder, 'templates.json'));
    const all = measureAll(folder, rounds, numbers.length > 0 ? numbers : [1, 10, 50, 100]);
    process.stdout.write(table(all));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

main(process.argv.slice(2));
