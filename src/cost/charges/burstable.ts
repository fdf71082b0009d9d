import { burstableSize, type Resource, type Template, type Value } from '../../template';
import type { CostRange } from './cost-range';
import { times } from './ranges';
import { charge, HOURS, note, type Item } from './item';

/** Figures of surplus credits, by family. They start in unlimited mode, so nothing stops them from paying. */
const FIGURES: { readonly [family: string]: string } = {
  t3: 'burstable.t3VcpuHour', t3a: 'burstable.t3VcpuHour', t4g: 'burstable.t4gVcpuHour',
};

/** Surplus credits at the average CPU that is given, or a warning if scaling aims above the baseline. */
export function surplusCredits(
  type: string, mode: Value, instances: CostRange, cpuPercent: number, aimPercent: number | undefined,
): Item[] {
  const figure = FIGURES[type.split('.')[0]];
  const baseline = burstableSize(type);
  if (figure === undefined || baseline === undefined || mode.text === 'standard') return [];
  const surplus = (percent: number) => baseline.vcpus * Math.max(0, percent - baseline.baselinePercent) / 100;
  if (surplus(cpuPercent) > 0) {
    return [charge('surplus CPU credits', figure, times(instances, HOURS * surplus(cpuPercent)))];
  }
  if (cpuPercent > 0 || aimPercent === undefined || surplus(aimPercent) === 0) return [];
  return [note('warning', `${type} may use ${baseline.baselinePercent} % of its CPU for good, and scaling lets it rise `
    + `to ${aimPercent} %: up to ${surplus(aimPercent).toFixed(2)} surplus vCPU-hours an hour on each instance; `
    + 'give "cpuPercent" to count them')];
}

/** The CPU that scaling of a group keeps or lets rise to, in percent. */
export function cpuAim(group: Resource, template: Template): number | undefined {
  const policies = template.ofType('AWS::AutoScaling::ScalingPolicy')
    .filter((policy) => template.target(policy.get('AutoScalingGroupName')) === group);
  const targets = policies.map((policy) => policy.get('TargetTrackingConfiguration'))
    .filter((config) => config.at('PredefinedMetricSpecification', 'PredefinedMetricType').text
      === 'ASGAverageCPUUtilization')
    .map((config) => config.at('TargetValue').number);
  const thresholds = template.ofType('AWS::CloudWatch::Alarm')
    .filter((alarm) => alarm.get('MetricName').text === 'CPUUtilization'
      && /^GreaterThan/.test(alarm.get('ComparisonOperator').text ?? '')
      && template.targets(alarm.get('AlarmActions')).some((action) => policies.includes(action)))
    .map((alarm) => alarm.get('Threshold').number);
  return [...targets, ...thresholds].find((percent) => percent !== undefined);
}
