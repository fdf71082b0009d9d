import type { AlarmDefinition, AlarmProperties, MetricName } from '../../evaluation';
import type { Value } from '../../template';
import { LoadKind, type LoadMetric } from '../engine/readings';
import { plain } from './plain';

/** Metrics that can be made from a load. */
const KINDS: Readonly<Record<string, LoadKind>> = {
  CPUUtilization: LoadKind.UTILIZATION, MemoryUtilization: LoadKind.UTILIZATION,
  RequestCountPerTarget: LoadKind.PER_UNIT,
  // of the CloudWatch agent.
  mem_used_percent: LoadKind.UTILIZATION, cpu_usage_active: LoadKind.UTILIZATION,
  GroupInServiceInstances: LoadKind.UNITS, RunningTaskCount: LoadKind.UNITS,
  ApproximateNumberOfMessagesVisible: LoadKind.BACKLOG, ApproximateNumberOfMessagesNotVisible: LoadKind.IN_FLIGHT,
};
const NAMED = ['CPUUtilization', 'MemoryUtilization', 'RequestCountPerTarget'];
/** Each unit that runs reports once a minute, so the number of reports is the number of units. */
const UNITS: MetricName = { namespace: 'simulated', name: 'RunningTaskCount', dimensions: {} };
const COUNTED = 'SampleCount';
const MINUTE = 60;

/** A metric or a formula as the properties of an alarm name it. */
export function measured(properties: Value): AlarmProperties {
  const queries = properties.at('Metrics');
  if (!queries.exists) return { ...plain(properties) as AlarmProperties, Period: periodOf(properties) };
  return { Metrics: queries.items.map((query) => ({
    ...plain(query) as { readonly Id: string },
    ...query.at('MetricStat').exists && { MetricStat: statOf(query.at('MetricStat')) },
  })) };
}

/** A metric that counts units by their reports becomes one that counts them. */
function statOf(stat: Value): { readonly Metric: object; readonly Period: number; readonly Stat: string } {
  const { namespace: Namespace, name: MetricName } = UNITS;
  const name = stat.at('Stat').text ?? '';
  const counts = name === COUNTED && KINDS[stat.at('Metric', 'MetricName').text ?? ''] === LoadKind.UTILIZATION;
  return {
    Metric: counts ? { Namespace, MetricName } : plain(stat.at('Metric')) as object, Period: periodOf(stat),
    Stat: counts ? 'Average' : name,
  };
}

function periodOf(properties: Value): number {
  return properties.at('Period').number ?? MINUTE;
}

/**
 * The metrics that alarms look at, as something that follows the load. One that is not known is the backlog if its
 * alarm divides it by the units.
 *
 * @param report how often the CPU of instances is reported, in seconds
 */
export function loadMetrics(path: string, alarms: readonly AlarmDefinition[], report: number): LoadMetric[] {
  const metrics = alarms.flatMap(({ queries }) => {
    const names = Object.values(queries).flatMap((query) => 'metric' in query ? [query.metric] : []);
    const hasUnits = names.some(({ name }) => KINDS[name] === LoadKind.UNITS);
    return names.map((metric): LoadMetric => {
      const known = Object.hasOwn(KINDS, metric.name) ? KINDS[metric.name] : undefined;
      const kind = known ?? (hasUnits ? LoadKind.BACKLOG : undefined);
      if (kind === undefined) {
        throw new Error(`${path} scales on ${metric.name}; only ${NAMED.join(', ')} can be simulated`);
      }
      return { metric, kind, ...metric.namespace === 'AWS/EC2' && { reportSeconds: report } };
    });
  });
  return [...new Map(metrics.map((each) => [JSON.stringify(each), each])).values()];
}
