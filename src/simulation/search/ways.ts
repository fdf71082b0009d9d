import { alarmFrom, type AlarmDefinition } from '../../evaluation';
import { simplePolicy, stepPolicy, targetPolicy, withCooldowns, type Policy } from '../engine/policy';
import { LoadKind, type LoadMetric } from '../engine/readings';
import { targetAlarms, type TargetAlarms } from '../engine/target-alarms';
import type { ScaledTarget } from '../reading/scaled-target';

/** A way to scale that is tried. */
export interface Way {
  readonly text: string;
  readonly policies: readonly Policy[];
  readonly metrics: readonly LoadMetric[];
}

const MINUTE = 60;
/** What is tried: values that people use, from careful to quick. */
const TARGETS = [40, 50, 60, 70, 80];
const STEPS = {
  thresholds: [50, 70], periods: [60], adjustments: [1, 2, 4], cooldowns: [60, 180, 300], lowThreshold: 30,
};
/** As many smallest capacities between the least and the most. */
const MINIMUMS = 6;

/** Ways to scale a group or a service. Those of the template come first, so that of equal ones they win. */
export function waysFor(target: ScaledTarget, unitCapacity: number): Way[] {
  return [
    { text: 'the policies of the template', policies: target.policies, metrics: target.metrics },
    ...targets(target), ...requestTargets(target, unitCapacity), ...steps(target),
  ];
}

/** From the smallest capacity to the one that needs no scaling. */
export function minimums(least: number, needed: number): number[] {
  const most = Math.max(least, needed);
  const count = Math.min(MINIMUMS, most - least + 1);
  return [...new Set(Array.from({ length: count }, (_, i) =>
    Math.round(least + (most - least) * (count === 1 ? 0 : i / (count - 1)))))];
}

function targets(target: ScaledTarget): Way[] {
  const metric = cpuOf(target);
  return TARGETS.map((percent) => ({
    text: `target tracking at ${percent} % CPU${pace(target)}`, metrics: [{ metric, kind: LoadKind.UTILIZATION }],
    policies: [paced(target, tracking(target, targetAlarms(metric, 'Average', percent), percent, MINUTE))],
  }));
}

/** Only where requests arrive by a load balancer. */
function requestTargets(target: ScaledTarget, unitCapacity: number): Way[] {
  const metric = { namespace: 'AWS/ApplicationELB', name: 'RequestCountPerTarget', dimensions: {} };
  if (!target.metrics.some(({ kind }) => kind === LoadKind.PER_UNIT)) return [];
  return TARGETS.map((percent) => {
    const perMinute = Math.round(unitCapacity * MINUTE * percent / 100);
    return {
      text: `target tracking at ${perMinute} requests a minute for each target${pace(target)}`,
      metrics: [{ metric, kind: LoadKind.PER_UNIT }],
      policies: [paced(target, tracking(target, targetAlarms(metric, 'Sum', perMinute), perMinute, 2 * MINUTE))],
    };
  });
}

function tracking({ isGroup }: ScaledTarget, alarms: TargetAlarms, value: number, warmupSeconds: number): Policy {
  return targetPolicy(alarms, value, { warmupSeconds, endsOneByOne: isGroup });
}

function steps(target: ScaledTarget): Way[] {
  const metric = cpuOf(target);
  const { thresholds, periods, adjustments, cooldowns, lowThreshold } = STEPS;
  return thresholds.flatMap((threshold) => periods.flatMap((period) => adjustments.flatMap((value) =>
    cooldowns.map((cooldown): Way => ({
      text: `${value} more above ${threshold} % CPU for 2 times ${period} seconds, 1 fewer below ${lowThreshold} % for `
        + `5 times, then ${cooldown} seconds pause`,
      metrics: [{ metric, kind: LoadKind.UTILIZATION }],
      policies: [
        stepping(target, cpuAlarm(metric, 'GreaterThanThreshold', threshold, period, 2), value, cooldown),
        stepping(target, cpuAlarm(metric, 'LessThanThreshold', lowThreshold, period, 5), -1, cooldown),
      ],
    })))));
}

function stepping({ isGroup }: ScaledTarget, alarm: AlarmDefinition, value: number, cooldown: number): Policy {
  if (isGroup) return simplePolicy(alarm, { type: 'ChangeInCapacity', value }, cooldown);
  const ends = value > 0 ? { lower: 0 } : { upper: 0 };
  return withCooldowns(stepPolicy(alarm, [{ ...ends, adjustment: value }], { type: 'ChangeInCapacity' }), {
    outSeconds: cooldown, inSeconds: cooldown,
  });
}

/** What beside the target decides how quick target tracking is. */
function pace({ isGroup }: ScaledTarget): string {
  return isGroup ? ' with a warm-up of a minute' : ' with a cooldown of a minute';
}

function paced({ isGroup }: ScaledTarget, policy: Policy): Policy {
  return isGroup ? policy : withCooldowns(policy, { outSeconds: MINUTE, inSeconds: 5 * MINUTE });
}

function cpuOf({ isGroup }: ScaledTarget): LoadMetric['metric'] {
  return { namespace: isGroup ? 'AWS/EC2' : 'AWS/ECS', name: 'CPUUtilization', dimensions: {} };
}

function cpuAlarm(
  metric: LoadMetric['metric'], ComparisonOperator: string, Threshold: number, Period: number,
  EvaluationPeriods: number,
): AlarmDefinition {
  return alarmFrom(`Cpu${Threshold}`, {
    Namespace: metric.namespace, MetricName: metric.name, Statistic: 'Average', Period, EvaluationPeriods, Threshold,
    ComparisonOperator,
  });
}
