import { alarmFrom, type AlarmDefinition } from '../evaluation';
import type { Resource, Template, Value } from '../template';
import type { AdjustmentType, Bounds, Step } from './adjustment';
import type { FleetTimes } from './fleet';
import { alarmProperties } from './plain';
import { simplePolicy, stepPolicy, targetPolicy, withCooldowns, type Policy } from './policy';
import { LoadKind, type LoadMetric } from './readings';
import { targetAlarms } from './target-alarms';

/** What scales, as its template says. Only the time that a launch takes is in no template. */
export interface ScaledTarget extends Omit<FleetTimes, 'launchSeconds'> {
  readonly bounds: Bounds;
  readonly initial: number;
  readonly policies: readonly Policy[];
  /** The metrics that the policies look at. */
  readonly metrics: readonly LoadMetric[];
}

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const TASKS = 'AWS::ApplicationAutoScaling::ScalableTarget';
const ALARM = 'AWS::CloudWatch::Alarm';
/** Defaults of AWS, in seconds. */
const COOLDOWN = 300;
const DEREGISTRATION = 300;
const HEALTH_CHECK = { interval: 30, count: 5 };

/** What target tracking can hold, with the metric behind it. */
const TRACKED: Readonly<Record<string, readonly [namespace: string, name: string, statistic: string]>> = {
  ASGAverageCPUUtilization: ['AWS/EC2', 'CPUUtilization', 'Average'],
  ECSServiceAverageCPUUtilization: ['AWS/ECS', 'CPUUtilization', 'Average'],
  ECSServiceAverageMemoryUtilization: ['AWS/ECS', 'MemoryUtilization', 'Average'],
  ALBRequestCountPerTarget: ['AWS/ApplicationELB', 'RequestCountPerTarget', 'Sum'],
};
/** Metrics that can be made from a load. */
const KINDS: Readonly<Record<string, LoadKind>> = {
  CPUUtilization: LoadKind.UTILIZATION, MemoryUtilization: LoadKind.UTILIZATION,
  RequestCountPerTarget: LoadKind.PER_UNIT,
};

/** The Auto Scaling groups and scalable services of a template. */
export function scalableIn(template: Template): Resource[] {
  return template.ofType(GROUP, TASKS);
}

/**
 * Reads how a group or a service scales.
 *
 * @param resource an Auto Scaling group, or a scalable target of Application Auto Scaling
 * @throws an error that names the resource and what cannot be simulated
 */
export function scaledTarget(template: Template, resource: Resource): ScaledTarget {
  return resource.type === GROUP ? scaledGroup(template, resource) : scaledService(template, resource);
}

function scaledGroup(template: Template, group: Resource): ScaledTarget {
  const cooldown = group.get('Cooldown').number ?? COOLDOWN;
  const warmupSeconds = group.get('DefaultInstanceWarmup').number ?? cooldown;
  const policies = template.ofType('AWS::AutoScaling::ScalingPolicy')
    .filter((policy) => template.target(policy.get('AutoScalingGroupName')) === group);
  const bounds = boundsOf(group, 'MinSize', 'MaxSize');
  return {
    bounds, warmupSeconds, initial: group.get('DesiredCapacity').number ?? bounds.min,
    ...targetTimes(template, group.get('TargetGroupARNs').items),
    ...scaling(group, policies, (policy) => groupPolicy(template, policy, cooldown)),
  };
}

function scaledService(template: Template, target: Resource): ScaledTarget {
  const [service] = template.targets(target.get('ResourceId')).filter(({ type }) => type === 'AWS::ECS::Service');
  const policies = template.ofType('AWS::ApplicationAutoScaling::ScalingPolicy')
    .filter((policy) => template.target(policy.get('ScalingTargetId')) === target);
  const bounds = boundsOf(target, 'MinCapacity', 'MaxCapacity');
  return {
    bounds, warmupSeconds: 0, initial: service?.get('DesiredCount').number ?? bounds.min,
    ...targetTimes(template, service?.get('LoadBalancers').items.map((one) => one.at('TargetGroupArn')) ?? []),
    ...scaling(target, policies, (policy) => servicePolicy(template, policy)),
  };
}

/** What the policies want, and the metrics that they want it by. */
function scaling(
  resource: Resource, all: readonly Resource[], read: (policy: Resource) => Policy,
): Pick<ScaledTarget, 'policies' | 'metrics'> {
  const policies = all.map(read);
  const names = policies.flatMap(({ alarms }) => alarms).flatMap(({ queries }) => Object.values(queries))
    .flatMap((query) => 'metric' in query ? [query.metric] : []);
  const metrics = names.map((metric) => {
    if (Object.hasOwn(KINDS, metric.name)) return { metric, kind: KINDS[metric.name] };
    throw new Error(
      `${resource.path} scales on ${metric.name}; only ${Object.keys(KINDS).join(', ')} can be simulated`,
    );
  });
  return { policies, metrics: [...new Map(metrics.map((each) => [JSON.stringify(each), each])).values()] };
}

function groupPolicy(template: Template, policy: Resource, cooldown: number): Policy {
  const type = policy.get('PolicyType').text ?? 'SimpleScaling';
  if (type === 'TargetTrackingScaling') return trackingPolicy(policy, policy.get('TargetTrackingConfiguration'));
  const alarm = alarmOf(template, policy);
  const adjustment = adjustmentOf(policy.get());
  if (type === 'StepScaling') return stepPolicy(alarm, stepsOf(policy.get('StepAdjustments')), adjustment);
  return simplePolicy(alarm, { ...adjustment, value: policy.get('ScalingAdjustment').number ?? 0 },
    policy.get('Cooldown').number ?? cooldown);
}

function servicePolicy(template: Template, policy: Resource): Policy {
  const tracking = policy.get('TargetTrackingScalingPolicyConfiguration');
  if (tracking.exists) {
    return withCooldowns(trackingPolicy(policy, tracking), {
      outSeconds: tracking.at('ScaleOutCooldown').number ?? COOLDOWN,
      inSeconds: tracking.at('ScaleInCooldown').number ?? COOLDOWN,
    });
  }
  const steps = policy.get('StepScalingPolicyConfiguration');
  const cooldown = steps.at('Cooldown').number ?? COOLDOWN;
  return withCooldowns(
    stepPolicy(alarmOf(template, policy), stepsOf(steps.at('StepAdjustments')), adjustmentOf(steps)),
    { outSeconds: cooldown, inSeconds: cooldown },
  );
}

function trackingPolicy(policy: Resource, configuration: Value): Policy {
  const type = configuration.at('PredefinedMetricSpecification', 'PredefinedMetricType').text ?? 'a metric of its own';
  const tracked = Object.hasOwn(TRACKED, type) ? TRACKED[type] : undefined;
  if (!tracked) {
    throw new Error(`${policy.path} tracks ${type}; only ${Object.keys(TRACKED).join(', ')} can be simulated`);
  }
  const target = configuration.at('TargetValue').number;
  if (target === undefined) throw new Error(`${policy.path} has a target that is not known before the deployment`);
  const [namespace, name, statistic] = tracked;
  const { high, low } = targetAlarms({ namespace, name, dimensions: {} }, statistic, target);
  return targetPolicy(configuration.at('DisableScaleIn').boolean ? { high } : { high, low }, target);
}

/** The alarm that triggers a policy. */
function alarmOf(template: Template, policy: Resource): AlarmDefinition {
  const alarm = template.ofType(ALARM).find((each) => template.targets(each.get('AlarmActions')).includes(policy));
  if (!alarm) throw new Error(`${policy.path} has no alarm in the template that triggers it`);
  return alarmFrom(alarm.path, alarmProperties(alarm.get()));
}

function adjustmentOf(configuration: Value): { type: AdjustmentType; minMagnitude?: number } {
  return {
    type: configuration.at('AdjustmentType').text as AdjustmentType | undefined ?? 'ChangeInCapacity',
    minMagnitude: configuration.at('MinAdjustmentMagnitude').number,
  };
}

function stepsOf(steps: Value): Step[] {
  return steps.items.map((step) => ({
    lower: step.at('MetricIntervalLowerBound').number, upper: step.at('MetricIntervalUpperBound').number,
    adjustment: step.at('ScalingAdjustment').number ?? 0,
  }));
}

function boundsOf(resource: Resource, min: string, max: string): Bounds {
  const [least, most] = [resource.get(min).number, resource.get(max).number];
  if (least === undefined || most === undefined) {
    throw new Error(`${resource.path} has bounds that are not known before the deployment`);
  }
  return { min: least, max: most };
}

/** Times of the slowest target group; none without one. */
function targetTimes(template: Template, arns: readonly Value[]): { healthySeconds: number; drainSeconds: number } {
  const groups = arns.flatMap((arn) => template.target(arn) ?? []);
  return {
    healthySeconds: Math.max(0, ...groups.map((group) =>
      (group.get('HealthyThresholdCount').number ?? HEALTH_CHECK.count)
      * (group.get('HealthCheckIntervalSeconds').number ?? HEALTH_CHECK.interval))),
    drainSeconds: Math.max(0, ...groups.map((group) => delayOf(group) ?? DEREGISTRATION)),
  };
}

function delayOf(group: Resource): number | undefined {
  return group.get('TargetGroupAttributes').items
    .find((attribute) => attribute.at('Key').text === 'deregistration_delay.timeout_seconds')?.at('Value').number;
}
