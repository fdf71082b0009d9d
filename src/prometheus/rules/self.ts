import { Severity } from '../../signal';
import { has } from '../model/facts';
import type { MetricsModel } from '../model/model';
import type { AlertRule, RuleGroup } from './rule';

/** How far behind the history may be: a workspace takes samples of the last hour. */
const REMOTE_LAG_SECONDS = 300;
/** How far the history is behind, in seconds. */
const REMOTE_LAG = 'time() - max by (subject, job, instance) '
  + '(prometheus_remote_storage_queue_highest_sent_timestamp_seconds)';

/** What Prometheus and Alertmanager tell of themselves. */
export function selfRules(model: MetricsModel): RuleGroup[] {
  const alerts = [
    ...has(model, 'prometheus') ? prometheusAlerts(model) : [], ...has(model, 'alertmanager') ? [notSent()] : [],
  ];
  return alerts.length === 0 ? [] : [{ name: 'self', alerts }];
}

function prometheusAlerts({ remoteWriteUrl, alertmanager }: MetricsModel): AlertRule[] {
  return [
    {
      name: 'RulesFail', severity: Severity.WARNING, lasts: '5m',
      expr: 'increase(prometheus_rule_evaluation_failures_total[5m]) > 0',
      summary: 'Prometheus cannot evaluate a rule',
      description: 'Rules of {{ $labels.rule_group }} failed for 5 minutes: they tell nobody of anything',
      action: 'Look at the page of rules in Prometheus, which shows the error.',
    },
    ...alertmanager === undefined ? [] : [alertsDropped()],
    ...remoteWriteUrl === undefined ? [] : [historyBehind()],
  ];
}

function alertsDropped(): AlertRule {
  return {
    name: 'AlertsDropped', severity: Severity.WARNING, lasts: '5m',
    expr: 'increase(prometheus_notifications_dropped_total[5m]) > 0',
    summary: 'Prometheus does not reach Alertmanager',
    description: 'Alerts were dropped for 5 minutes: nobody hears of them',
    action: 'Look at the container of Alertmanager.',
  };
}

function historyBehind(): AlertRule {
  return {
    name: 'HistoryBehind', severity: Severity.WARNING, expr: `${REMOTE_LAG} > ${REMOTE_LAG_SECONDS}`, lasts: '10m',
    summary: 'The history is {{ $value | printf "%.0f" }} s behind',
    description: 'Samples were not sent to the workspace for 10 minutes; after an hour it refuses them',
    action: 'Look at the log of Prometheus: rights, quotas of the workspace, or the network.',
  };
}

function notSent(): AlertRule {
  return {
    name: 'AlertsNotSent', severity: Severity.CRITICAL, lasts: '5m',
    expr: 'sum by (subject, job, instance, integration) (increase(alertmanager_notifications_failed_total[5m])) > 0',
    summary: 'Alertmanager cannot send its messages',
    description: 'Messages to {{ $labels.integration }} failed for 5 minutes: nobody hears of alerts',
    action: 'Look at the log of Alertmanager: the rights of its task, the topic and its key.',
  };
}
