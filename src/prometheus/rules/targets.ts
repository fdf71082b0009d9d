import { Severity } from '../../signal';
import type { MetricsModel, ScrapeJob } from '../model/model';
import { WATCHDOG, type RuleGroup } from './rule';

/** Two missed scrapes of a minute; a task that is replaced has left the discovery by then. */
const LONG_ENOUGH = '2m';

/** What every target tells. */
export function targetRules({ jobs }: MetricsModel): RuleGroup {
  return {
    name: 'targets',
    alerts: [
      {
        name: 'TargetDown', severity: Severity.WARNING, expr: 'up == 0', lasts: LONG_ENOUGH,
        summary: '{{ $labels.instance }} of {{ $labels.job }} does not answer',
        description: 'Prometheus finds the target and gets no metrics from it',
        action: 'Look whether the process runs, and whether its security group lets Prometheus in.',
      },
      ...jobs.map(jobDown),
      {
        name: 'ScrapeGaps', severity: Severity.WARNING, lasts: '5m',
        expr: 'avg_over_time(up[30m]) < 0.9 and max_over_time(up[5m]) == 1',
        summary: '{{ $labels.instance }} of {{ $labels.job }} answers only now and then',
        description: 'More than one scrape in ten failed in 30 minutes, so that graphs and rules have gaps',
        action: 'Look at the load of the target, and at how long its scrapes take.',
      },
      {
        name: WATCHDOG, severity: 'none', expr: 'vector(1)',
        summary: 'Prometheus works',
        description: 'This rule always fires, so that its silence is noticed',
        action: 'Do nothing: it is no fault.',
      },
    ],
  };
}

/** A service of which nothing is left is found by no discovery, so that no target of it is down. */
function jobDown({ name, subject }: ScrapeJob): NonNullable<RuleGroup['alerts']>[number] {
  return {
    name: 'JobDown', severity: Severity.CRITICAL, expr: `absent(up{job="${name}"} == 1)`, lasts: LONG_ENOUGH,
    labels: { job: name, subject },
    summary: `Nothing of ${name} answers`,
    description: 'Either no target runs, or none of them lets Prometheus in',
    action: 'Look at the events of the service, and at its logs.',
  };
}
