import { has } from '../model/facts';
import type { MetricsModel } from '../model/model';
import { WATCHDOG } from '../rules';
import { figure, graph, list, query, RATE, type DashboardSpec } from './spec';

const FIRING = `ALERTS{alertstate="firing", alertname!="${WATCHDOG}"}`;

/** What fires, what is about to, and whether anybody would hear of it. Of all subjects: no choice hides an alert. */
export function alerts(model: MetricsModel): DashboardSpec {
  return {
    uid: 'alerts',
    title: 'Alerts',
    rows: [
      {
        title: 'Now',
        panels: [
          figure('Critical', { unit: 'none', limit: 1, description: 'Users are affected; 0 is good' },
            `count(${FIRING.replace('}', ', severity="critical"}')}) or vector(0)`),
          figure('Warnings', { unit: 'none', limit: 1, description: 'Users will be affected; 0 is good' },
            `count(${FIRING.replace('}', ', severity="warning"}')}) or vector(0)`),
          figure('Heartbeat', { unit: 'none', description: '1 while rules are evaluated' },
            `count(ALERTS{alertname="${WATCHDOG}"})`),
          list('Firing and about to fire', {
            unit: 'none', description: 'By state; the heartbeat always fires',
          }, 'ALERTS'),
        ],
      },
      {
        title: 'History',
        panels: [
          graph('Firing', { unit: 'none', description: 'Alerts by name; the heartbeat always fires' },
            query('count by (alertname) (ALERTS{alertstate="firing"})', '{{alertname}}')),
          ...has(model, 'prometheus') ? [evaluation()] : [],
          ...has(model, 'alertmanager') ? [messages()] : [],
        ],
      },
    ],
  };
}

function evaluation() {
  return graph('Time of the rules', { unit: 's', description: 'Of the last evaluation, by group' },
    query('max by (rule_group) (prometheus_rule_group_last_duration_seconds)', '{{rule_group}}'));
}

function messages() {
  return graph('Messages', { unit: 'ops', description: 'Sent by Alertmanager in a second, and those that failed' },
    query(`sum by (integration) (rate(alertmanager_notifications_total${RATE}))`, '{{integration}} sent'),
    query(`sum by (integration) (rate(alertmanager_notifications_failed_total${RATE}))`, '{{integration}} failed'));
}
