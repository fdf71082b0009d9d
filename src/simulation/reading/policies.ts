import { alarmFrom, type AlarmDefinition, type AlarmProperties } from '../../evaluation';
import type { Resource, Template, Value } from '../../template';
import type { AdjustmentType, Step } from '../engine/adjustment';
import {
  simplePolicy, stepPolicy, targetPolicy, withCooldowns, type Policy, type TrackingOptions,
} from '../engine/policy';
import { targetAlarmsOn } from '../engine/target-alarms';
import { measured } from './metrics';
import { plain } from './plain';

const ALARM = 'AWS::CloudWatch::Alarm';
/** Of AWS, in seconds. */
const COOLDOWN = 300;
const MINUTE = 60;
const ADJUSTMENTS: readonly AdjustmentType[] = ['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity'];

/** What target tracking can hold, with the metric behind it. */
const TRACKED: Readonly<Record<string, readonly [namespace: string, name: string, statistic: string]>> = {
  ASGAverageCPUUtilization: ['AWS/EC2', 'CPUUtilization', 'Average'],
  ECSServiceAverageCPUUtilization: ['AWS/ECS', 'CPUUtilization', 'Average'],
  ECSServiceAverageMemoryUtilization: ['AWS/ECS', 'MemoryUtilization', 'Average'],
  ALBRequestCountPerTarget: ['AWS/ApplicationELB', 'RequestCountPerTarget', 'Sum'],
};

/** The policies that a resource of an Auto Scaling group stands for; none for one that is not simulated. */
export function groupPolicies(template: Template, policy: Resource, cooldown: number): Policy[] {
  const type = policy.get('PolicyType').text ?? 'SimpleScaling';
  const warmup = policy.get('EstimatedInstanceWarmup').number;
  switch (type) {
    case 'PredictiveScaling': return [];
    case 'TargetTrackingScaling': return [trackingPolicy(
      policy, policy.get('TargetTrackingConfiguration'), { warmupSeconds: warmup, endsOneByOne: true },
    )];
    case 'StepScaling': return alarmsOf(template, policy).map((alarm) =>
      stepPolicy(alarm, stepsOf(policy, policy.get()), adjustmentOf(policy, policy.get()), warmup));
    case 'SimpleScaling': return alarmsOf(template, policy).map((alarm) => simplePolicy(
      alarm, { ...adjustmentOf(policy, policy.get()), value: valueOf(policy, policy.get('ScalingAdjustment')) },
      policy.get('Cooldown').number ?? cooldown,
    ));
    default: throw new Error(`${policy.path} is of a type that is not known: ${type}`);
  }
}

/** The same for a policy of Application Auto Scaling. */
export function servicePolicies(template: Template, policy: Resource): Policy[] {
  if (policy.get('PolicyType').text === 'PredictiveScaling') return [];
  const tracking = policy.get('TargetTrackingScalingPolicyConfiguration');
  if (tracking.exists) {
    return [withCooldowns(trackingPolicy(policy, tracking, {}), {
      outSeconds: tracking.at('ScaleOutCooldown').number ?? COOLDOWN,
      inSeconds: tracking.at('ScaleInCooldown').number ?? COOLDOWN,
    })];
  }
  const steps = policy.get('StepScalingPolicyConfiguration');
  const cooldown = steps.at('Cooldown').number ?? COOLDOWN;
  return alarmsOf(template, policy).map((alarm) => withCooldowns(
    stepPolicy(alarm, stepsOf(policy, steps), adjustmentOf(policy, steps)),
    { outSeconds: cooldown, inSeconds: cooldown },
  ));
}

function trackingPolicy(policy: Resource, configuration: Value, options: TrackingOptions): Policy {
  const target = configuration.at('TargetValue').number;
  if (target === undefined) throw new Error(`${policy.path} has a target that is not known before the deployment`);
  if (target <= 0) throw new Error(`${policy.path} has a target of ${target}; it must be above 0`);
  const name = `${policy.path.replace(/\/Resource$/, '')}/`;
  const { high, low } = targetAlarmsOn(trackedMetric(policy, configuration), target, name);
  return targetPolicy(configuration.at('DisableScaleIn').boolean ? { high } : { high, low }, target, options);
}

function trackedMetric(policy: Resource, configuration: Value): AlarmProperties {
  const own = configuration.at('CustomizedMetricSpecification');
  if (own.exists) return measured(own);
  const type = configuration.at('PredefinedMetricSpecification', 'PredefinedMetricType').text ?? 'a metric of its own';
  const tracked = Object.hasOwn(TRACKED, type) ? TRACKED[type] : undefined;
  if (!tracked) {
    throw new Error(`${policy.path} tracks ${type}; only ${Object.keys(TRACKED).join(', ')} can be simulated`);
  }
  const [Namespace, MetricName, Statistic] = tracked;
  return { Namespace, MetricName, Statistic, Period: 60 };
}

/** The alarms that trigger a policy. */
function alarmsOf(template: Template, policy: Resource): AlarmDefinition[] {
  const alarms = template.ofType(ALARM).filter((each) => each.get('ActionsEnabled').boolean !== false
    && template.targets(each.get('AlarmActions')).includes(policy));
  if (alarms.length === 0) throw new Error(`${policy.path} has no alarm in the template that triggers it`);
  return alarms.map((alarm) => {
    const definition = alarmFrom(alarm.path, alarmProperties(alarm.get()));
    if (definition.periodSeconds % MINUTE === 0) return definition;
    const seconds = definition.periodSeconds;
    throw new Error(`${alarm.path} has a period of ${seconds} seconds; only whole minutes can be simulated`);
  });
}

/** The properties of an alarm; numbers that are written as texts are numbers. */
function alarmProperties(properties: Value): AlarmProperties {
  const numbers = ['Period', 'Threshold', 'EvaluationPeriods', 'DatapointsToAlarm'];
  return {
    ...Object.fromEntries(properties.entries.map(([name, value]) =>
      [name, numbers.includes(name) ? value.number ?? plain(value) : plain(value)])),
    ...properties.at('Metrics').exists && measured(properties),
  };
}

function adjustmentOf({ path }: Resource, configuration: Value): { type: AdjustmentType; minMagnitude?: number } {
  const text = configuration.at('AdjustmentType').text ?? 'ChangeInCapacity';
  const type = ADJUSTMENTS.find((known) => known === text);
  if (!type) throw new Error(`${path} has an adjustment type of ${text}; AWS knows ${ADJUSTMENTS.join(', ')}`);
  return { type, minMagnitude: configuration.at('MinAdjustmentMagnitude').number };
}

function stepsOf(policy: Resource, configuration: Value): Step[] {
  const steps = configuration.at('StepAdjustments').items.map((step) => ({
    lower: step.at('MetricIntervalLowerBound').number, upper: step.at('MetricIntervalUpperBound').number,
    adjustment: valueOf(policy, step.at('ScalingAdjustment')),
  }));
  if (steps.length === 0) throw new Error(`${policy.path} has no StepAdjustments`);
  return steps;
}

function valueOf({ path }: Resource, value: Value): number {
  if (value.number === undefined) {
    throw new Error(`${path} has no ScalingAdjustment that is known before the deployment`);
  }
  return value.number;
}
