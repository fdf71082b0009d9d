// docs/prometheus-rules.md: what each rule of Prometheus says, and what to do. Links of alerts lead to its titles.
import { ruleGroups } from '../src/prometheus/rules/rule-files';
import type { AlertRule } from '../src/prometheus/rules/rule';
import { FULL_MODEL } from '../test/prometheus/content/models';

/** Longer ones are read in the file of rules. */
const LONGEST_SHOWN = 200;

/** One title for each rule, with every severity below it. */
export function prometheusRules(): string {
  const alerts = ruleGroups(FULL_MODEL).flatMap((group) => group.alerts ?? []);
  const names = [...new Set(alerts.map(({ name }) => name))];
  return names.map((name) => ruleText(name, alerts.filter((rule) => rule.name === name))).join('\n\n');
}

/** Rules of one name differ in their severity, in their limit, or only in what they are about. */
function ruleText(name: string, rules: readonly AlertRule[]): string {
  const [{ action }] = rules;
  const severities = [...new Set(rules.map(({ severity }) => severity))].map((severity) => {
    const { description, lasts, expr } = rules.find((rule) => rule.severity === severity)!;
    const time = lasts === undefined ? 'at once' : `after ${lasts}`;
    const text = `- **${severity}**, ${time}: ${description.replace(/\{\{ \$labels\.(\w+) \}\}/g, 'a $1')}.`;
    return expr.length > LONGEST_SHOWN ? text : `${text}\n  \`${expr}\``;
  });
  return [`## ${name}`, '', ...severities, '', `First: ${action}`].join('\n');
}
