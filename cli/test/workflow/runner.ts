// runs the jobs of a workflow in order, as a runner of GitHub would, with stand-ins for everything outside.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Job, Step } from '../../src/workflow/steps';
import { folder } from '../support';

interface Workflow { readonly name: string; readonly jobs: { readonly [id: string]: Job } }
type Outputs = { [step: string]: { [name: string]: string } };

/** What is outside of a run. */
export interface World {
  readonly github: { readonly [name: string]: string };
  readonly vars?: { readonly [name: string]: string };
  readonly inputs?: { readonly [name: string]: string };
  /** Variables that the stand-ins read. */
  readonly env?: { readonly [name: string]: string };
  /** What earlier runs have uploaded, by their numbers. */
  readonly artifacts?: Map<string, string>;
  readonly run?: string;
  /** Folder that stands for AWS and the registry. */
  readonly outside?: string;
}

/** What happened. */
export interface Outcome {
  /** Everything that was done to the world, in order: `<job>: <what>`. */
  readonly log: readonly string[];
  readonly jobs: { readonly [id: string]: 'success' | 'failure' | 'skipped' };
  /** What steps wrote. */
  readonly output: string;
  /** What failing steps wrote. */
  readonly errors: string;
}

const TOOLS = path.join(__dirname, 'tools');

/** Runs a workflow. */
export function play(text: string, world: World): Outcome {
  const { jobs } = parse(text) as Workflow;
  const run = new Run(world);
  for (const id of inOrder(jobs)) run.job(id, jobs[id]);
  return run;
}

/** A job comes after those that it needs. */
function inOrder(jobs: Workflow['jobs']): string[] {
  const done: string[] = [];
  while (done.length < Object.keys(jobs).length) {
    const next = Object.keys(jobs).find((id) =>
      !done.includes(id) && (jobs[id].needs ?? []).every((needed) => done.includes(needed)));
    if (next === undefined) throw new Error('the jobs need each other');
    done.push(next);
  }
  return done;
}

class Run implements Outcome {
  public readonly log: string[] = [];
  public readonly jobs: { [id: string]: 'success' | 'failure' | 'skipped' } = {};
  public output = '';
  public errors = '';
  private readonly outputs: Outputs = {};
  private readonly artifacts: Map<string, string>;
  private readonly outside: string;

  constructor(private readonly world: World) {
    this.artifacts = world.artifacts ?? new Map();
    this.outside = world.outside ?? folder();
  }

  public job(id: string, job: Job): void {
    const isReady = (job.needs ?? []).every((needed) => this.jobs[needed] === 'success');
    if (!isReady || !this.holds(job.if)) {
      this.jobs[id] = 'skipped';
      return;
    }
    const place = folder();
    const steps: Outputs = {};
    this.jobs[id] = job.steps.every((step) => this.step(id, step, place, steps)) ? 'success' : 'failure';
    this.outputs[id] = Object.fromEntries(Object.entries(job.outputs ?? {}).map(([name, value]) =>
      [name, this.filled(value, steps)]));
  }

  /** @returns whether it succeeded */
  private step(job: string, step: Step, place: string, steps: Outputs): boolean {
    const given = Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) =>
      [name, this.filled(String(value), steps)]));
    return step.uses === undefined ? this.script(job, step, place, steps) : this.action(job, step.uses, given, place);
  }

  private script(job: string, step: Step, place: string, steps: Outputs): boolean {
    const output = path.join(place, '.output');
    fs.writeFileSync(output, '');
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) =>
      [name, this.filled(value, steps)]));
    const shell = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run!];
    const { status, stderr, stdout } = spawnSync('bash', shell, {
      cwd: place, encoding: 'utf8', timeout: 20_000, env: {
        PATH: `${TOOLS}:${process.env.PATH}`, HOME: place, GITHUB_SHA: this.world.github.sha, GITHUB_OUTPUT: output,
        GITHUB_RUN_NUMBER: this.world.run ?? '1',
        GITHUB_STEP_SUMMARY: path.join(place, '.summary'), RUNNER_TEMP: path.join(place, '.temp'), JOB: job,
        OUTSIDE: this.outside,
        LOG: path.join(this.outside, 'log'), ...this.world.env, ...env,
      },
    });
    this.readLog();
    if (step.id !== undefined) steps[step.id] = Object.fromEntries(fs.readFileSync(output, 'utf8').trim().split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    this.output += stdout;
    if (status !== 0) this.errors += `${step.name}\n${stdout}${stderr}`;
    return status === 0;
  }

  /** Takes over what the stand-ins have noted. */
  private readLog(): void {
    const file = path.join(this.outside, 'log');
    if (!fs.existsSync(file)) return;
    this.log.push(...fs.readFileSync(file, 'utf8').split('\n').filter((line) => line !== ''));
    fs.rmSync(file);
  }

  private action(job: string, uses: string, given: { readonly [name: string]: string }, place: string): boolean {
    const [name] = uses.split('@');
    const { run = '1' } = this.world;
    const file = path.join(place, 'assembly.tgz');
    if (name === 'actions/upload-artifact') {
      this.artifacts.set(given['run-id'] ?? run, path.join(folder(), 'assembly.tgz'));
      fs.copyFileSync(path.join(place, given.path), this.artifacts.get(run)!);
    } else if (name === 'actions/download-artifact') {
      const from = this.artifacts.get(given['run-id'] ?? run);
      if (from === undefined) return false;
      fs.copyFileSync(from, file);
    } else if (name === 'aws-actions/configure-aws-credentials') {
      this.log.push(`${job}: login ${given['role-to-assume']} in ${given['aws-region']}`);
    } else if (name.startsWith('anchore/')) {
      this.log.push(`${job}: ${name} ${given.image}`);
      return this.world.env?.VULNERABLE !== name;
    }
    return true;
  }

  private holds(condition: string | undefined): boolean {
    if (condition === undefined) return true;
    return condition.split(' && ').every((each) => {
      const [, one, operator, other] = /^(.+) (==|!=) (.+)$/.exec(each)!;
      return (this.value(one, {}) === this.value(other, {})) === (operator === '==');
    });
  }

  private filled(text: string, steps: Outputs): string {
    return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => this.value(expression, steps));
  }

  private value(expression: string, steps: Outputs): string {
    const literal = /^'(.*)'$/.exec(expression);
    if (literal) return literal[1];
    const table = /^fromJSON\('(.*)'\)\[(.*)\]$/.exec(expression);
    if (table) return (JSON.parse(table[1]) as { [name: string]: string })[this.value(table[2], steps)];
    const [context, ...names] = expression.split('.');
    if (context === 'steps') return steps[names[0]]?.[names[2]] ?? '';
    if (context === 'needs') return this.outputs[names[0]]?.[names[2]] ?? '';
    const values = { github: this.world.github, vars: this.world.vars, inputs: this.world.inputs }[context];
    if (values === undefined) throw new Error(`the expression ${expression} is not known here`);
    return values[names.join('.')] ?? '';
  }
}
