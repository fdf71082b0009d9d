// tables of docs/compliance.md about the validators beside cdk-nag.
import fs from 'node:fs';
import type { Listed } from './compare';
import { TOOLS } from './finding';
import { LISTED } from './listed';
import { MEASURED_FILE, type Measured } from './measured';
import { SATISFIED_BY } from './satisfied-by';

export const PLAIN_CDK = 'plain CDK';
/** Examples whose resources the plain CDK makes: the library only watches them. */
export const EXAMPLES_OF_PLAIN_CDK: readonly string[] = ['monitoring-plain-cdk'];

const NAMES: Readonly<Record<string, string>> = {
  'production-service': 'the example `production-service`', 'plain-l2': 'plain L2 constructs for the same job',
  'aws-ecs-patterns': '`aws-ecs-patterns` for the same job',
};
/** Validators of which each rule is a promise; the others check that a template is valid at all. */
const PACKS = ['checkov', 'Control Tower'] as const;

export function readMeasured(): Measured {
  return JSON.parse(fs.readFileSync(MEASURED_FILE, 'utf8')) as Measured;
}

/** Everything between the markers of the page. */
export function validatorTables(measured: Measured = readMeasured()): string {
  return [
    'Rules that are violated at all, by validator:', '',
    countTable(measured), '',
    'What satisfies the rules that no example violates:', '',
    satisfiedTable(measured), '',
    'Every finding that stays:', '',
    listedTable(LISTED),
  ].join('\n');
}

function countTable({ violated }: Measured): string {
  return table(['app', ...TOOLS], Object.entries(violated).map(([app, counts]) =>
    [NAMES[app], ...TOOLS.map((tool) => String(counts[tool]))]));
}

function satisfiedTable({ satisfied }: Measured): string {
  const rows = PACKS.flatMap((pack) => Object.entries(satisfied[pack] ?? {}).map(([kind, rules]) =>
    [`\`${kind}\``, pack, rules.map((rule) => `\`${rule}\``).join(' '), SATISFIED_BY[kind] ?? '']));
  rows.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return table(['resource', 'pack', 'rules', 'what satisfies them'], rows);
}

function listedTable(list: readonly Listed[]): string {
  return table(['rule', 'pack', 'resources', 'profiles', 'why'], list.map(({ tool, rule, kinds, profiles, reason }) =>
    [`\`${rule}\``, tool, kinds.map((kind) => `\`${kind}\``).join(', '), profiles.join(', '), reason]));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
