// runs the validators that .ci/validators.sh installed over a folder of templates.
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { TOOLS, type Templates, type Tool, type Verdict } from './finding';
import { guardRules, writeReduced } from './guard-rules';
import { readCfnLint, readCheckov, readDiagnostics, readGuard } from './reports';

/** Where .ci/validators.sh installed them. */
export interface Installed {
  /** `bin` of a virtual environment of Python. */
  readonly python: string;
  /** Folder of `@cdklabs/cdk-validator-cfnguard`. */
  readonly guard: string;
}

const LONGEST_MS = 1_200_000;
/** The architectures that Guard is built for, by their names in Node. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };
/** Templates of one run: many runs keep all cores busy to the end, and each costs a start. */
const BATCH = 8;

interface Job {
  readonly tool: Tool;
  run(): Promise<Verdict>;
}

/** As many at a time as there are cores, the slowest first. */
export async function runValidators(
  templates: Templates, installed: Installed, work: string, workers: number = availableParallelism(),
): Promise<Readonly<Record<Tool, Verdict>>> {
  const jobs = [
    ...controlTower(templates, installed, work), ...checkov(templates, installed), ...cfnLint(templates, installed),
    ...cloudFormationValidate(templates, installed),
  ];
  const verdicts: [Tool, Verdict][] = [];
  const worker = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) verdicts.push([job.tool, await job.run()]);
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return Object.fromEntries(TOOLS.map((name) => {
    const own = verdicts.filter(([tool]) => tool === name).map(([, verdict]) => verdict);
    return [name, {
      findings: own.flatMap(({ findings }) => findings),
      passed: [...new Set(own.flatMap(({ passed }) => passed))].sort(),
    }];
  })) as unknown as Record<Tool, Verdict>;
}

function batches(files: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(files.length / BATCH) }, (_, i) => files.slice(i * BATCH, (i + 1) * BATCH));
}

function cfnLint(templates: Templates, { python }: Installed): Job[] {
  return batches(templates.files()).map((files) => ({ tool: 'cfn-lint', run: async () =>
    readCfnLint(await output(path.join(python, 'cfn-lint'), ['--format', 'json', '--', ...files]), templates) }));
}

function cloudFormationValidate(templates: Templates, { python }: Installed): Job[] {
  const program = path.join(__dirname, 'validate.py');
  return [{ tool: 'cloudformation-validate', run: async () =>
    readDiagnostics(await output(path.join(python, 'python'), [program, ...templates.files()]), templates) }];
}

function checkov(templates: Templates, { python }: Installed): Job[] {
  return [{ tool: 'checkov', run: async () => readCheckov(await output(path.join(python, 'checkov'), [
    '--framework', 'cloudformation', '--directory', templates.folder, '--output', 'json', '--compact',
    '--skip-download', '--soft-fail',
  ]), templates) }];
}

function controlTower(templates: Templates, { guard }: Installed, work: string): Job[] {
  const rules = guardRules(path.join(guard, 'rules/control-tower/cfn-guard'), templates);
  const system = process.platform === 'darwin' ? 'macos' : 'ubuntu';
  const program = path.join(guard, 'bin', system, ARCHITECTURES[process.arch] ?? process.arch, 'cfn-guard');
  return batches(writeReduced(templates, rules, path.join(work, 'reduced'))).map((files) => ({
    tool: 'Control Tower', run: async () => readGuard(await output(program, [
      'validate', ...rules.files.flatMap((file) => ['--rules', file]), ...files.flatMap((file) => ['--data', file]),
      '--output-format', 'json', '--show-summary', 'none', '--structured',
    ]), templates, rules.titles),
  }));
}

/** What a program prints. Validators end with an error when they find something, which is no failure of theirs. */
function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: 1 << 30, timeout: LONGEST_MS }, (error, stdout, stderr) => {
      if (error && (error.killed || !/^\s*[[{]/.test(stdout))) {
        reject(new Error(`${program} failed${error.killed ? ' by taking too long' : ''}: ${stderr.slice(-2000)}`));
      } else resolve(stdout);
    });
  });
}
