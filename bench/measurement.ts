import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import type { Figures } from './figures';

const ROOT = path.join(__dirname, '..');
export const SUBJECTS = ['empty', 'l1', 'l2', 'ecs-patterns', 'elastic-web', 'patterns-facade', 'patterns-monitored'];

/** What a measurement does besides. */
export interface MeasureOptions {
  /** Gets the templates. */
  readonly file?: string;
  /** Whether function calls are counted, which makes the times useless. */
  readonly countsCalls?: boolean;
}

export type Measure = (subject: string, services: number, options?: MeasureOptions) => Figures;

/** Does work with the compiled subjects, each measurement in a process of its own. */
export function withSubjects<T>(work: (measure: Measure, folder: string) => T): T {
  rejectOtherCompilation();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    compile(folder);
    return work((subject, services, options) => measure(folder, subject, services, options), folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

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

function measure(
  folder: string, subject: string, services: number, { file, countsCalls = false }: MeasureOptions = {},
): Figures {
  const args = [path.join(folder, 'process.cjs'), subject, String(services), ...file ? [file] : []];
  const run = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, CDK_VALIDATION: 'false', NODE_OPTIONS: '', COUNT_CALLS: countsCalls ? 'true' : '' },
  });
  if (run.status !== 0) throw new Error(`${subject} with ${services} services failed:\n${run.stderr}`);
  return JSON.parse(run.stdout) as Figures;
}
