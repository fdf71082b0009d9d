import type { MetricsModel } from '../model/model';
import { toYaml, type YamlValue } from '../model/yaml';
import { httpRules } from './http';
import { machineRules } from './machines';
import { objectiveRules } from './objectives';
import type { AlertRule, RecordingRule, RuleGroup } from './rule';
import { selfRules } from './self';
import { storeRules } from './stores';
import { targetRules } from './targets';
import { voteRules } from './votes';

/** Everything that is evaluated, by group: only what the metrics of the jobs can say. */
export function ruleGroups(model: MetricsModel): RuleGroup[] {
  const { silentRules = [] } = model;
  return allGroups(model)
    .map((group) => ({ ...group, alerts: group.alerts?.filter(({ name }) => !silentRules.includes(name)) }))
    .filter(({ records = [], alerts = [] }) => records.length + alerts.length > 0);
}

/** The names of all alerts, also of those that are silent. */
export function ruleNames(model: MetricsModel): string[] {
  return allGroups(model).flatMap(({ alerts = [] }) => alerts.map(({ name }) => name));
}

function allGroups(model: MetricsModel): RuleGroup[] {
  return [
    targetRules(model), ...httpRules(model), ...objectiveRules(model), ...voteRules(model), ...storeRules(model),
    ...machineRules(model), ...selfRules(model),
  ];
}

/** The files of rules by name, one for each group, for Prometheus and for a workspace of AWS. */
export function ruleFiles(model: MetricsModel): { [file: string]: string } {
  return Object.fromEntries(ruleGroups(model).map((group) => [`${group.name}.yml`, fileOf(group, model)]));
}

function fileOf({ name, interval, records = [], alerts = [] }: RuleGroup, model: MetricsModel): string {
  const rules = [...records.map(recordOf), ...alerts.map((alert) => alertOf(alert, model))];
  return toYaml({ groups: [{ name, interval, rules }] });
}

function recordOf({ record, expr, labels }: RecordingRule): YamlValue {
  return { record, expr, labels };
}

function alertOf(rule: AlertRule, { runbookBaseUrl }: MetricsModel): YamlValue {
  const { name, severity, expr, lasts, labels, summary, description, action } = rule;
  return {
    alert: name, expr, for: lasts, labels: { severity, ...literal(labels) },
    annotations: {
      summary, description, action,
      runbook_url: runbookBaseUrl === undefined ? undefined : `${runbookBaseUrl}#${name.toLowerCase()}`,
    },
  };
}

/** Prometheus takes what stands in double braces for a template. */
function literal(labels: AlertRule['labels'] = {}): { [name: string]: string } {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, value.replaceAll('{{', '{{"{{"}}')]));
}
