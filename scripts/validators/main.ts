// what .ci/validators.sh runs: every example and the apps that are compared with them, past every validator. The
// arguments: folder of synthesized examples, folder to work in, `bin` of Python, folder of the Guard validator.
import fs from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { BASELINES } from './baselines';
import { idle, unexplained } from './compare';
import { templateNames, TOOLS, Templates, type Finding } from './finding';
import { LISTED } from './listed';
import { MEASURED_FILE, measure, type Measured } from './measured';
import { runValidators } from './run';
import { EXAMPLES_OF_PLAIN_CDK, PLAIN_CDK } from './table';

interface Report { readonly examples: readonly { readonly example: string; readonly profile: string }[] }

let passed = 0;
let failed = 0;

function check(name: string, problems: readonly string[]): void {
  if (problems.length === 0) passed += 1; else failed += 1;
  console.log(`${problems.length === 0 ? 'ok   ' : 'FAIL '} ${name}`);
  for (const problem of [...new Set(problems)].sort()) console.log(`      ${problem}`);
}

async function main([synthesized, work, python, guard, write]: string[]): Promise<void> {
  const { examples } = JSON.parse(fs.readFileSync(path.join(synthesized, 'report.json'), 'utf8')) as Report;
  const profiles = new Map(examples.map(({ example, profile }) =>
    [example, EXAMPLES_OF_PLAIN_CDK.includes(example) ? PLAIN_CDK : profile]));
  const profileOf = (app: string) => profiles.get(app) ?? PLAIN_CDK;

  const templates = new Templates(path.join(work, 'templates'));
  collect(synthesized, [...profiles.keys()], templates.folder);
  const verdicts = await runValidators(templates, { python, guard }, work);
  fs.writeFileSync(path.join(work, 'verdicts.json'), JSON.stringify(verdicts));

  for (const tool of TOOLS) {
    const isBaseline = ({ app }: Finding) => app in BASELINES;
    const findings = verdicts[tool].findings.filter((finding) => !isBaseline(finding));
    const list = LISTED.filter((entry) => entry.tool === tool);
    check(`${tool}: every finding is explained in docs/compliance.md`, unexplained(findings, list, profileOf)
      .map(({ rule, kind, app, resource }) => `${rule} ${kind} in ${app} (${profileOf(app)}): ${resource}`));
    check(`${tool}: every explanation is still needed`, idle(findings, list, profileOf));
    const strange = unexplained(verdicts[tool].findings.filter(isBaseline), list, () => 'production');
    if (tool !== 'cloudformation-validate' && tool !== 'cfn-lint') {
      check(`${tool}: an app with other defaults is noticed`, strange.length > 0 ? [] : ['it passes for one of ours']);
    }
  }
  const measured = measure(verdicts);
  const text = `${JSON.stringify(measured, undefined, 1)}\n`;
  if (write) fs.writeFileSync(MEASURED_FILE, text);
  check('the figures of docs/compliance.md are those of this run', differences(measured));
  console.log(`${passed} passed, ${failed} failed, 0 skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Puts the templates of the examples, and of the apps that are compared with them, into folders of their own. */
function collect(synthesized: string, examples: readonly string[], folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true });
  for (const example of examples) {
    fs.mkdirSync(path.join(folder, example), { recursive: true });
    for (const file of templateNames(path.join(synthesized, example))) {
      fs.copyFileSync(path.join(synthesized, example, file), path.join(folder, example, file));
    }
  }
  for (const [name, build] of Object.entries(BASELINES)) {
    const app = new App({ outdir: path.join(folder, name), analyticsReporting: false });
    build(app);
    app.synth();
  }
}

function differences(measured: Measured): string[] {
  const written = fs.existsSync(MEASURED_FILE) ? fs.readFileSync(MEASURED_FILE, 'utf8') : '';
  return written === `${JSON.stringify(measured, undefined, 1)}\n`
    ? []
    : ['they are old: run .ci/validators.sh --write, then npx tsx scripts/write-tables.ts'];
}

main(process.argv.slice(2)).catch((error: unknown) => { console.error(error); process.exitCode = 1; });
