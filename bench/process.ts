/**
 * One measurement in a process of its own: `node process.cjs SUBJECT SERVICES`. Prints a line of JSON. A third argument
 * names a file for the templates.
 *
 * Validation is off, as in the tests of users: the validator costs every app the same, and more than all constructs.
 */
import fs from 'node:fs';
import { Session } from 'node:inspector';
import os from 'node:os';
import path from 'node:path';
import FLAGS from 'aws-cdk-lib/recommended-feature-flags.json';

/** What is read of a template. */
interface Template { readonly Resources?: object }

async function main(subject: string, services: number, file?: string): Promise<void> {
  const calls = process.env.COUNT_CALLS ? countCalls() : () => 0;
  const begin = process.cpuUsage();
  const { App } = await import('aws-cdk-lib');
  const { build } = await import(path.join(__dirname, 'subjects', `${subject}.cjs`)) as
    { build: (app: InstanceType<typeof App>, services: number) => void };
  const imported = cpuMs(begin);
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const app = new App({ outdir, analyticsReporting: false, context: { ...FLAGS } });
  build(app, services);
  const constructed = cpuMs(begin);
  const { stacks } = app.synth();
  const templates = stacks.map((stack) => stack.template as Template);
  const cpu = cpuMs(begin);
  const called = calls();
  if (file !== undefined) {
    const byName = stacks.map(({ stackName, template }) => [stackName, template] as const);
    fs.writeFileSync(file, JSON.stringify(Object.fromEntries(byName)));
  }
  fs.rmSync(outdir, { recursive: true });
  process.stdout.write(`${JSON.stringify({
    importMs: imported, constructMs: constructed - imported, synthMs: cpu - constructed, cpuMs: cpu,
    calls: called, memoryMiB: process.resourceUsage().maxRSS / 1024,
    resources: templates.reduce((sum, { Resources = {} }) => sum + Object.keys(Resources).length, 0),
    templateKb: templates.reduce((sum, template) => sum + JSON.stringify(template).length, 0) / 1024,
  })}\n`);
}

/** Counts the calls of all functions from now on, those of Node.js included. */
function countCalls(): () => number {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return () => {
    let sum = 0;
    session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error) throw error;
      for (const { functions } of result) for (const { ranges } of functions) sum += ranges[0].count;
    });
    return sum;
  };
}

/** Processor time since the given moment, in milliseconds. */
function cpuMs(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

main(process.argv[2], Number(process.argv[3]), process.argv[4]).catch((error: unknown) => {
  console.error(error); process.exitCode = 1;
});
