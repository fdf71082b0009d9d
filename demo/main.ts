// synthesizes every example, validates and audits it, prints what it would deploy: the project's main job.
import fs from 'node:fs';
import path from 'node:path';
import { rulesOf } from './audit';
import { loadExamples } from './examples';
import { listedFindings, unlisted } from './listed';
import { PACKS } from './packs';
import { renderDeployment, renderTable } from './print';
import { synthesize, type ExampleReport } from './synthesize';

const OUT = path.join(__dirname, '../demo.out');

async function main(names: readonly string[]): Promise<number> {
  const examples = await loadExamples(names);
  const listed = listedFindings();
  if (names.length === 0) fs.rmSync(OUT, { recursive: true, force: true });

  const reports: ExampleReport[] = [];
  const problems: string[] = [];
  for (const [index, example] of examples.entries()) {
    process.stdout.write(`[${index + 1}/${examples.length}] ${example.name}: ${example.title} ... `);
    const report = synthesize(example, path.join(OUT, example.name));
    const found = problemsOf(report, unlisted(report.findings, report.profile, listed));
    reports.push(report);
    problems.push(...found);
    console.log(found.length === 0 ? `ok, ${report.synthMs} ms` : `${found.length} problems`);
  }

  const packs = Object.keys(PACKS);
  fs.writeFileSync(path.join(OUT, 'report.json'), `${JSON.stringify({
    examples: reports.map((report) => ({
      ...report,
      deploys: renderDeployment(report),
      rules: Object.fromEntries(packs.map((pack) => [pack, rulesOf(report.findings, pack)])),
    })),
    problems,
  }, null, 2)}\n`);

  console.log(`\n${renderTable(reports)}\n`);
  console.log('Findings are rules reported + acknowledged in code, per pack; each is explained in docs/compliance.md.\n');
  console.log('What it would deploy:');
  for (const report of reports) console.log(`  ${renderDeployment(report)}`);
  console.log('\nTemplates: demo.out/<example>/, report: demo.out/report.json');
  for (const problem of problems) console.error(`\nPROBLEM ${problem}`);
  console.log(problems.length === 0
    ? '\nEvery example is valid, and every finding is listed.'
    : `\n${problems.length} problems.`);
  return problems.length === 0 ? 0 : 1;
}

function problemsOf(report: ExampleReport, findings: ReturnType<typeof unlisted>): string[] {
  return [
    ...report.validation.map((message) => `${report.example}: strict validation failed: ${message}`),
    ...report.annotations.map((message) => `${report.example}: ${message}`),
    ...findings.map(({ id, resource, acknowledged }) =>
      `${report.example}: ${acknowledged ? 'acknowledged' : 'reported'} finding is not listed in docs/compliance.md for ${report.profile}: ${id} at ${resource}`),
  ];
}

main(process.argv.slice(2)).then((code) => { process.exitCode = code; }, (error: unknown) => { console.error(error); process.exitCode = 1; });
