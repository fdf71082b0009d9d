// figures of the last run of the validators, for docs/compliance.md.
import path from 'node:path';
import { BASELINES } from './baselines';
import { violatedRules } from './compare';
import { TOOLS, type Tool, type Verdict } from './finding';

export const MEASURED_FILE = path.join(__dirname, 'measured.json');
/** The example that does what the apps do that are compared with it. */
const COMPARED = ['production-service', ...Object.keys(BASELINES)];

export interface Measured {
  /** Number of rules that each app violates, by validator. */
  readonly violated: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Rules that looked at resources of a type in the examples and were satisfied everywhere, by validator and type. */
  readonly satisfied: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export function measure(verdicts: Readonly<Record<Tool, Verdict>>): Measured {
  const violated = Object.fromEntries(COMPARED.map((app) => [app, Object.fromEntries(TOOLS.map((tool) =>
    [tool, violatedRules(verdicts[tool].findings.filter((finding) => finding.app === app))]))]));
  const satisfied = Object.fromEntries(TOOLS.filter((tool) => verdicts[tool].passed.length > 0).map((tool) =>
    [tool, satisfiedRules(verdicts[tool])]));
  return { violated, satisfied };
}

/** What no example violates, by type of resource. */
function satisfiedRules({ passed, findings }: Verdict): Readonly<Record<string, readonly string[]>> {
  const violated = new Set(findings.filter(({ app }) => !(app in BASELINES))
    .map(({ rule, kind }) => `${rule} ${kind}`));
  const rules: Record<string, string[]> = {};
  for (const [rule, kind] of passed.filter((name) => !violated.has(name)).map((name) => name.split(' '))) {
    (rules[kind] ??= []).push(rule);
  }
  return Object.fromEntries(Object.entries(rules).sort(([a], [b]) => (a < b ? -1 : 1)));
}
