// how each validator writes what it found.
import path from 'node:path';
import type { Templates, Tool, Verdict } from './finding';

interface CfnLintMatch {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path?: readonly (string | number)[] };
}

interface CheckovCheck {
  readonly check_id: string;
  readonly file_path: string;
  readonly resource: string;
}

interface CheckovReport {
  readonly results: {
    readonly failed_checks: readonly CheckovCheck[];
    readonly passed_checks: readonly CheckovCheck[];
  };
}

interface Diagnostic {
  readonly file: string;
  readonly rule: string;
  readonly resource: string;
}

interface GuardReport {
  readonly name: string;
  readonly not_compliant: readonly { readonly Rule: { readonly name: string } }[];
  readonly compliant: readonly string[];
}

export function readCfnLint(text: string, templates: Templates): Verdict {
  const matches = JSON.parse(text || '[]') as CfnLintMatch[];
  return { passed: [], findings: matches.flatMap(({ Filename, Rule, Location: { Path = [] } }) =>
    templates.findings('cfn-lint', Rule.Id, Filename, [Path[0] === 'Resources' ? String(Path[1]) : ''])) };
}

export function readDiagnostics(text: string, templates: Templates): Verdict {
  const diagnostics = JSON.parse(text) as Diagnostic[];
  return { passed: [], findings: diagnostics.flatMap(({ file, rule, resource }) =>
    templates.findings('cloudformation-validate', rule, file, [resource])) };
}

export function readCheckov(text: string, templates: Templates): Verdict {
  const report = JSON.parse(text) as CheckovReport | CheckovReport[];
  const { results } = [report].flat()[0];
  const idOf = ({ resource }: CheckovCheck) => resource.slice(resource.indexOf('.') + 1);
  return {
    findings: results.failed_checks.flatMap((check) =>
      templates.findings('checkov', check.check_id, path.join(templates.folder, check.file_path), [idOf(check)])),
    passed: unique(results.passed_checks.map((check) => `${check.check_id} ${check.resource.split('.')[0]}`)),
  };
}

/** @param titles id of Control Tower and type of resource of each rule, by the name of the rule */
export function readGuard(
  text: string, templates: Templates, titles: ReadonlyMap<string, { readonly id: string; readonly kind: string }>,
): Verdict {
  const tool: Tool = 'Control Tower';
  const reports = JSON.parse(text) as GuardReport[];
  const fileOf = ({ name }: GuardReport) => path.join(templates.folder, path.basename(name).replace('__', path.sep));
  return {
    findings: reports.flatMap((report) => report.not_compliant.flatMap(({ Rule }) =>
      templates.findings(tool, titles.get(Rule.name)!.id, fileOf(report), resourcesIn(Rule, titles.get(Rule.name)!.kind,
        templates.resourcesOf(fileOf(report)))))),
    passed: unique(reports.flatMap(({ compliant }) => compliant.filter((name) => titles.has(name)).map((name) =>
      `${titles.get(name)!.id} ${titles.get(name)!.kind}`))),
  };
}

/** Ids of the resources of the rule's own type that a report of Guard names. */
function resourcesIn(
  report: unknown, kind: string, types: Readonly<Record<string, { readonly Type: string }>>,
): string[] {
  const named = [...JSON.stringify(report).matchAll(/\/Resources\/(\w+)/g)].map(([, id]) => id);
  const own = named.filter((id) => types[id]?.Type === kind);
  return own.length > 0 ? own : named.slice(0, 1);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
