import { RuleStatus, type AlarmDefinition } from '../evaluation';
import { burstableSize } from '../template';
import type { Bounds } from './engine/adjustment';
import { Fleet } from './engine/fleet';
import type { Policy } from './engine/policy';
import { LoadKind, type LoadMetric } from './engine/readings';
import type { Outcome } from './engine/simulate';
import { SCALING_RULES, type ScalingRuleName } from './engine/scaling-rules';
import type { ScaledTarget } from './reading/scaled-target';

/** What warnings look at. */
export interface Judged {
  readonly target: ScaledTarget;
  readonly outcome: Outcome;
  readonly unitCapacity: number;
  readonly averageUtilization: number;
}

/** Times within which down and up again is back and forth. */
const FLAP_SECONDS = 900;
/** A warning does not name more capacities. */
const MANY = 1000;
const JUST_BELOW = 0.999_999;

/** What people should know about a group before they rely on it. */
export function warningsOf(judged: Judged): string[] {
  const { target } = judged;
  return [
    ...maximumWarnings(judged), ...silenceWarnings(judged), ...neverWarnings(target), ...flapWarnings(judged),
    ...creditWarnings(judged),
    ...when(target.isWarmupUnset, `the warm-up is not set, so the cooldown of ${target.warmupSeconds} seconds takes `
    + 'its place: new instances count late, and step scaling is as slow as simple scaling'),
    ...when(target.hasBasicMetrics, 'instances report their CPU every 5 minutes: turn detailed monitoring on'),
    ...when(target.hasPrediction, 'predictive scaling is not simulated'),
    ...target.timedSchedules.filter(({ fits }) => !fits).map(({ name }) =>
      `the schedule ${name} is left out: only cron and at are simulated`),
  ];
}

/** What was taken for granted. */
export function assumptionsOf({ target }: Judged): string[] {
  return [
    ...when(!target.areTargetsKnown,
      'a target group is not in the template: give "healthySeconds" and "drainSeconds"'),
    ...when(target.hasLaunchHook, 'instances go into service when their start script says so: give "launchSeconds"'),
    ...ruleNames().filter((name) => SCALING_RULES[name].status === RuleStatus.MODELLED && applies(name, target))
      .map((name) => SCALING_RULES[name].text),
  ];
}

function ruleNames(): ScalingRuleName[] {
  return Object.keys(SCALING_RULES) as ScalingRuleName[];
}

/** Whether a rule says something about a target at all. */
function applies(name: ScalingRuleName, { policies, metrics }: ScaledTarget): boolean {
  if (name === 'backlog') return metrics.some(({ kind }) => kind === LoadKind.BACKLOG);
  if (name === 'targetTracking') return policies.some(({ tracksTarget }) => tracksTarget);
  return true;
}

function maximumWarnings({ target, outcome, unitCapacity }: Judged): string[] {
  const most = Math.max(target.bounds.max, ...target.timedSchedules.map(({ max = 0 }) => max));
  const peak = Math.max(...outcome.minutes.map(({ load }) => load));
  const needed = Math.ceil(peak / unitCapacity - 1e-9);
  return when(needed > most, `a load of ${shown(peak)} needs ${needed}, and the maximum is ${most}`);
}

/** Overload to which nothing reacted. */
function silenceWarnings({ target, outcome }: Judged): string[] {
  const seconds = outcome.overloads.reduce((total, { from, to }) => total + to - from, 0);
  if (seconds === 0 || outcome.peak >= target.bounds.max || outcome.events.some(({ from, to }) => to > from)) return [];
  const highs = target.policies.flatMap(({ alarms }) => alarms).filter(isHigh);
  const tooMuch = `the load was too much for ${seconds} seconds`;
  if (highs.length === 0) return [`nothing adds capacity: no policy watches for too much load, and ${tooMuch}`];
  if (outcome.alarms.some(({ alarm }) => isHigh(alarm))) {
    return [`${tooMuch}, alarms fired, and no policy added anything`];
  }
  const least = Math.min(...highs.map(({ periodSeconds, datapointsToAlarm }) => periodSeconds * datapointsToAlarm));
  return [`${tooMuch}, and no alarm fired: each needs at least ${least} seconds of it`];
}

/** Alarms that no load can raise, and capacity that never ends. */
function neverWarnings({ policies, metrics, bounds }: ScaledTarget): string[] {
  const alarms = policies.flatMap((policy) => policy.alarms);
  const above = alarms.filter((alarm) => isHigh(alarm) && kindOf(alarm, metrics) === LoadKind.UTILIZATION
    && (alarm.threshold > 100 || (alarm.threshold === 100 && alarm.comparison === 'GreaterThanThreshold')));
  return [
    ...above.map(({ name, threshold }) => `${name} can never fire: it waits for more than ${threshold} %`),
    ...when(bounds.max > bounds.min && alarms.length > 0 && !alarms.some((alarm) => !isHigh(alarm)),
      'nothing ends capacity: no policy watches for too little load'),
  ];
}

function flapWarnings({ target, outcome }: Judged): string[] {
  const count = flapsOf(outcome);
  const shaky = shakyCapacities(target);
  return [
    ...when(count > 0, `capacity went down and up again within ${FLAP_SECONDS / 60} minutes, ${count} times`),
    ...when(shaky.length > 0, `thresholds are too near to each other: from ${shaky.join(', ')} down, what is left is `
    + 'over the upper threshold'),
  ];
}

/** How often capacity was added soon after some was taken away. */
export function flapsOf({ events }: Outcome): number {
  return events.filter((event, i) => {
    const before = events[i - 1];
    return before && before.to < before.from && event.to > event.from
      && event.seconds - before.seconds <= FLAP_SECONDS;
  }).length;
}

/** Capacities at which the step down pushes the metric over the upper threshold. */
function shakyCapacities({ policies, metrics, bounds }: ScaledTarget): number[] {
  const highs = policies.flatMap(({ alarms }) => alarms).filter(isHigh);
  const count = Math.min(bounds.max - bounds.min, MANY);
  const capacities = Array.from({ length: Math.max(0, count) }, (_, i) => bounds.min + i + 1);
  return capacities.filter((capacity) => policies.some((policy) => policy.alarms.some((low) => {
    if (isHigh(low) || low.threshold <= 0) return false;
    const less = proposed(policy, low, capacity, bounds);
    if (less === undefined || less >= capacity || less === 0) return false;
    const after = low.threshold * capacity / less;
    return highs.some((high) => high.threshold < after && kindOf(high, metrics) === kindOf(low, metrics));
  })));
}

/** What a policy makes of a metric that is as high as its alarm for too little lets it be. */
function proposed(policy: Policy, low: AlarmDefinition, count: number, bounds: Bounds): number | undefined {
  const fleet = new Fleet(count, { launchSeconds: 0, healthySeconds: 0, drainSeconds: 0, warmupSeconds: 0 });
  const point = low.threshold * JUST_BELOW;
  return policy.propose({
    seconds: 0, fleet, bounds, last: undefined,
    readingOf: (alarm) => alarm === low ? { state: 'ALARM', point } : { state: 'OK', point: 0 },
  })?.capacity;
}

function creditWarnings({ target: { machine }, averageUtilization }: Judged): string[] {
  const type = machine?.type.text ?? '';
  const size = burstableSize(type);
  if (!size || machine?.credits.text === 'standard' || averageUtilization <= size.baselinePercent) return [];
  const surplus = size.vcpus * (averageUtilization - size.baselinePercent) / 100;
  return [`${type} may use ${size.baselinePercent} % of its CPU for good and uses ${shown(averageUtilization)} % on `
    + `average, if the load is CPU: ${surplus.toFixed(2)} surplus vCPU-hours an hour on each instance cost extra`];
}

/** Whether an alarm watches for too much. */
export function isHigh({ comparison }: AlarmDefinition): boolean {
  return comparison.startsWith('Greater');
}

/** What the metric of an alarm says; nothing for a formula. */
export function kindOf({ queries, returned }: AlarmDefinition, metrics: readonly LoadMetric[]): LoadKind | undefined {
  const query = queries[returned];
  return 'metric' in query
    ? metrics.find(({ metric }) => JSON.stringify(metric) === JSON.stringify(query.metric))?.kind
    : undefined;
}

function when(isTrue: boolean, text: string): string[] {
  return isTrue ? [text] : [];
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
