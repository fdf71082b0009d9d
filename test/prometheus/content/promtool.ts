// the cases of the rules in the words of `promtool test rules`.
import type { MetricsModel } from '../../../src/prometheus/model/model';
import type { AlertRule } from '../../../src/prometheus/rules/rule';
import { ruleGroups } from '../../../src/prometheus/rules/rule-files';
import type { RuleCase, Told } from './rule-cases';

type Expected = Pick<RuleCase, 'severity' | 'labels' | 'summary'>;

const VALUES_OF_JOBS = '1x20';

/** How often the rules of a test are evaluated: long tests would take long. */
const EVALUATION = { '15s': '15s', '1m': '1m', '5m': '1m' } as const;

/** One file of tests for each file of rules and interval, by its name. */
export function promtoolFiles(model: MetricsModel, cases: readonly RuleCase[]): { readonly [file: string]: object } {
  return Object.fromEntries(ruleGroups(model).flatMap(({ name, alerts = [] }) =>
    (['15s', '1m', '5m'] as const).map((interval) => {
      const own = cases.filter((one) => one.interval === interval && alerts.some((rule) => rule.name === one.alert));
      const downs = name === 'targets' && interval === '15s' ? jobDownTests(model) : [];
      const tests = [...own.flatMap((one) => testsOf(one, model)), ...downs];
      const head = { rule_files: [`rules/${name}.yml`], evaluation_interval: EVALUATION[interval] };
      return [`${name}-${interval}.test.yml`, { ...head, tests }] as const;
    }).filter(([, { tests }]) => tests.length > 0)));
}

function testsOf(one: RuleCase, model: MetricsModel): object[] {
  const { alert, severity, interval, told, firesAt, quietAt, quiet, also = [] } = one;
  const expected = [one, ...also].map((alarm) => expectedOf(alert, alarm, model, one.description));
  const nothing = { alertname: alert, exp_alerts: [] };
  return [
    {
      name: `${alert} (${severity}) fires while ${one.while}`, interval, input_series: seriesOf(told),
      alert_rule_test: [
        ...quietAt === undefined ? [] : [{ eval_time: quietAt, ...nothing }],
        { eval_time: firesAt, alertname: alert, exp_alerts: expected },
      ],
    },
    ...quiet.map((fine) => ({
      name: `${alert} is quiet while ${fine.while}`, interval, input_series: seriesOf(fine.told),
      alert_rule_test: [{
        eval_time: fine.at, alertname: alert,
        exp_alerts: (fine.still ?? []).map((alarm) => expectedOf(alert, alarm, model)),
      }],
    })),
  ];
}

/** The texts that hold no value are taken from the rule, the others are written down in the case. */
function expectedOf(alert: string, alarm: Expected, model: MetricsModel, description?: string): object {
  const rule = ruleOf(alert, alarm, model);
  return {
    exp_labels: { severity: alarm.severity, ...alarm.labels },
    exp_annotations: {
      summary: alarm.summary, description: description ?? rule.description, action: rule.action,
      ...model.runbookBaseUrl && { runbook_url: `${model.runbookBaseUrl}#${alert.toLowerCase()}` },
    },
  };
}

function ruleOf(alert: string, { severity, labels }: Expected, model: MetricsModel): AlertRule {
  const rule = ruleGroups(model).flatMap(({ alerts = [] }) => alerts).find((some) =>
    some.name === alert && some.severity === severity && Object.entries(some.labels ?? {}).every(([name, value]) =>
      labels[name] === value));
  if (rule === undefined) throw new Error(`there is no rule ${alert} of severity ${severity}`);
  return rule;
}

/** All jobs but one answer: exactly that one is missed. */
function jobDownTests(model: MetricsModel): object[] {
  const upOf = ({ name, subject }: { name: string; subject: string }) =>
    [`up{instance="a",job="${name}",subject="${subject}"}`, VALUES_OF_JOBS] as const;
  const all = model.jobs.map(upOf);
  return [
    ...model.jobs.map(({ name, subject }, missing) => ({
      name: `JobDown fires while no target of ${name} is found`, interval: '15s',
      input_series: seriesOf(Object.fromEntries(all.filter((_, index) => index !== missing))),
      alert_rule_test: [
        { eval_time: '1m45s', alertname: 'JobDown', exp_alerts: [] },
        {
          eval_time: '2m', alertname: 'JobDown',
          exp_alerts: [expectedOf('JobDown', {
            severity: 'critical', labels: { job: name, subject }, summary: `Nothing of ${name} answers`,
          }, model)],
        },
      ],
    })),
    {
      name: 'JobDown is quiet while one target of each job answers', interval: '15s',
      input_series: seriesOf({
        ...Object.fromEntries(all), [`up{instance="b",job="${model.jobs[0].name}",subject="x"}`]: '0x20',
      }),
      alert_rule_test: [{ eval_time: '5m', alertname: 'JobDown', exp_alerts: [] }],
    },
  ];
}

function seriesOf(told: Told): object[] {
  return Object.entries(told).map(([series, values]) => ({ series, values }));
}
