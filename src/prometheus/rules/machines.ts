import { Severity } from '../../signal';
import { has } from '../model/facts';
import type { MetricsModel } from '../model/model';
import type { AlertRule, RuleGroup } from './rule';

/** Disks that hold something: not those in memory, and no images. */
export const REAL_DISKS = 'device=~"/dev/.+", fstype!="squashfs"';
const HOUR = 3_600;
/** A disk with so much left is not worth a message, however fast it fills at the moment. */
const ROOMY = 0.4;

/** What node_exporter and the probe of addresses tell. */
export function machineRules(model: MetricsModel): RuleGroup[] {
  const alerts = [
    ...has(model, 'node') ? [diskFull(model)] : [], ...has(model, 'blackbox') ? [probeFailed()] : [],
  ];
  return alerts.length === 0 ? [] : [{ name: 'machines', alerts }];
}

function diskFull({ thresholds: { diskFullHours } }: MetricsModel): AlertRule {
  const free = `node_filesystem_avail_bytes{${REAL_DISKS}}`;
  return {
    name: 'DiskFull', severity: Severity.WARNING, lasts: '30m',
    expr: `predict_linear(${free}[6h], ${diskFullHours * HOUR}) < 0 `
      + `and ${free} / node_filesystem_size_bytes{${REAL_DISKS}} < ${ROOMY}`,
    summary: '{{ $labels.mountpoint }} of {{ $labels.instance }} is full soon',
    description: `If it fills as in the last 6 hours, nothing is left within ${diskFullHours} hours`,
    action: 'Look for files that grow, such as logs, or make the volume larger.',
  };
}

function probeFailed(): AlertRule {
  return {
    name: 'ProbeFailed', severity: Severity.CRITICAL, expr: 'probe_success == 0', lasts: '3m',
    summary: '{{ $labels.instance }} cannot be reached',
    description: 'The public address gave no good answer for 3 minutes, asked from outside of the service',
    action: 'Look at DNS, at the certificate, at the load balancer, then at the service.',
  };
}
