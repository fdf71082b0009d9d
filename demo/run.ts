import fs from 'node:fs';
import path from 'node:path';
import { rulesOf } from './audit';
import { EXAMPLES, exampleContext, exampleNames, loadExample } from './examples';
import { listedFindings, unlisted, type ListedFinding } from './listed';
import { PACKS } from './packs';
import { writeHtml } from './html';
import {
  FINDINGS_LEGEND, FORECASTS_LEGEND, LEGEND, renderDeployment, renderFindings, renderForecasts, renderSimulations,
  renderTable, SIMULATIONS_LEGEND,
} from './print';
import { synthesize, type ExampleReport } from './synthesize';

export interface RunOptions {
  /** Names of examples; all of them unless given. */
  readonly names?: readonly string[];
  /** Folder of the examples. */
  readonly folder?: string;
  /** Where templates and report go. */
  readonly out: string;
  readonly print: (text: string) => void;
  /** Told before an example is built, so that one that never ends can be named. */
  readonly watch?: (example: string) => void;
}

/** Synthesizes, validates and audits the examples, prints what they would deploy, and gives what is wrong with them. */
export async function run({ names = [], folder = EXAMPLES, out, print, watch }: RunOptions): Promise<string[]> {
  const chosen = exampleNames(names, folder);
  const listed = listedFindings();
  if (names.length === 0) fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });

  const reports: ExampleReport[] = [];
  const problems: string[] = [];
  for (const [index, name] of chosen.entries()) {
    print(`[${index + 1}/${chosen.length}] ${name}`);
    watch?.(name);
    try {
      const example = await loadExample(name, folder);
      print(`: ${example.title} ... `);
      const report = await synthesize(example, path.join(out, name), exampleContext(folder));
      const found = problemsOf(report, listed);
      reports.push(report);
      problems.push(...found);
      print(found.length === 0 ? `ok, ${report.synthMs} ms\n` : `${count(found.length, 'problem')}\n`);
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      print(' ... failed\n');
    }
  }

  writeReport(out, reports, problems);
  if (reports.length > 0) print(tables(reports));
  print(`\nTemplates: ${path.relative('.', out)}/<example>/ · everything above and every finding: ${path.relative(
    '.', path.join(out, 'report.json'),
  )}\n`);
  print(`All of it for people: ${path.relative('.', writeHtml(out, reports))}\n`);
  const pictures = reports.flatMap((report) => report.pictures);
  if (pictures.length > 0) {
    print(`Dashboards with made-up values: ${pictures.map((file) => path.relative('.', file)).join(', ')}\n`);
  }
  print(problems.length === 0
    ? `\n${count(chosen.length, 'example')}: valid, and every finding is explained in docs/compliance.md.\n`
    : `\n${problems.map((problem) => `PROBLEM ${problem}\n\n`).join('')}${count(problems.length, 'problem')} in ${count(
      chosen.length, 'example',
    )}.\n`);
  return problems;
}

function tables(reports: readonly ExampleReport[]): string {
  return [
    '', renderTable(reports), LEGEND, 'Rules of compliance:', renderFindings(reports), FINDINGS_LEGEND,
    ...reports.some(({ simulations }) => simulations.length > 0)
      ? ['Scaling under load:', renderSimulations(reports), SIMULATIONS_LEGEND]
      : [],
    'First deployment:', renderForecasts(reports), FORECASTS_LEGEND,
    'What it would deploy:', reports.map(renderDeployment).join('\n'),
  ].join('\n\n').slice(1).concat('\n');
}

function problemsOf(report: ExampleReport, listed: readonly ListedFinding[]): string[] {
  return [
    ...report.validation.map((message) => `${report.example}: the CDK's strict validation failed: ${message}`),
    ...report.annotations.map((message) => `${report.example}: ${message}`),
    ...unlisted(report.findings, report.profile, listed).map(({ id, resource, acknowledged }) =>
      `${report.example}: ${id} at ${resource} is ${acknowledged ? 'acknowledged' : 'reported'}, and `
      + `docs/compliance.md does not list it for ${report.profile}`),
  ];
}

function writeReport(out: string, reports: readonly ExampleReport[], problems: readonly string[]): void {
  const packs = Object.keys(PACKS);
  fs.writeFileSync(path.join(out, 'report.json'), `${JSON.stringify({
    examples: reports.map((report) => ({
      ...report,
      deploys: renderDeployment(report).trim(),
      rules: Object.fromEntries(packs.map((pack) => [pack, rulesOf(report.findings, pack)])),
    })),
    problems,
  }, null, 2)}\n`);
}

function count(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? '' : 's'}`;
}
