import { groupMachine, serviceOf, type Machine, type Resource, type Template } from '../../template';
import type { Bounds } from '../engine/adjustment';
import type { FleetTimes } from '../engine/fleet';
import type { Policy } from '../engine/policy';
import type { LoadMetric } from '../engine/readings';
import { loadMetrics } from './metrics';
import { groupPolicies, servicePolicies } from './policies';
import { groupSchedules, targetSchedules, type TimedSchedule } from './schedules';
import { targetTimes, type TargetTimes } from './times';

/** What scales, as its template says. Only the time that a launch takes is in no template. */
export interface ScaledTarget extends Omit<FleetTimes, 'launchSeconds'>, TargetTimes {
  readonly bounds: Bounds;
  readonly initial: number;
  readonly policies: readonly Policy[];
  /** The metrics that the policies look at. */
  readonly metrics: readonly LoadMetric[];
  readonly timedSchedules: readonly TimedSchedule[];
  readonly isGroup: boolean;
  /** The Auto Scaling group or the ECS service; nothing if the service is not in the template. */
  readonly owner?: Resource;
  /** What the template leaves out, so that a fall-back takes its place. */
  readonly isWarmupUnset: boolean;
  readonly hasLaunchHook: boolean;
  readonly hasPrediction: boolean;
  readonly hasBasicMetrics: boolean;
  /** Nothing for tasks, and for instances whose launch template is not in the template. */
  readonly machine?: Machine;
}

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const TASKS = 'AWS::ApplicationAutoScaling::ScalableTarget';
/** Of AWS, in seconds. */
const COOLDOWN = 300;
const REPORTS = { detailed: 60, basic: 300 };

/** The Auto Scaling groups and scalable services of a template. */
export function scalableIn(template: Template): Resource[] {
  return template.ofType(GROUP, TASKS).filter((resource) => resource.type === GROUP
    || (resource.get('ServiceNamespace').text ?? 'ecs') === 'ecs');
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
  const resources = template.ofType('AWS::AutoScaling::ScalingPolicy')
    .filter((policy) => template.target(policy.get('AutoScalingGroupName')) === group);
  const bounds = boundsOf(group, 'MinSize', 'MaxSize');
  const policies = resources.flatMap((policy) => groupPolicies(template, policy, cooldown));
  const machine = groupMachine(group, template);
  const hasBasicMetrics = machine?.isDetailed === false;
  return {
    bounds, policies, isGroup: true, owner: group, hasBasicMetrics,
    warmupSeconds: group.get('DefaultInstanceWarmup').number ?? cooldown,
    initial: within(bounds, group.get('DesiredCapacity').number),
    ...targetTimes(template, group.get('TargetGroupARNs').items),
    metrics: metricsOf(group, policies, hasBasicMetrics ? REPORTS.basic : REPORTS.detailed),
    timedSchedules: groupSchedules(template, group),
    isWarmupUnset: !group.get('DefaultInstanceWarmup').exists
      && resources.some((policy) => /^(Step|TargetTracking)/.test(policy.get('PolicyType').text ?? '')
        && !policy.get('EstimatedInstanceWarmup').exists),
    hasLaunchHook: hooksOf(template, group).some((text) => text.endsWith('INSTANCE_LAUNCHING')),
    hasPrediction: isPredicted(resources), machine,
  };
}

function scaledService(template: Template, target: Resource): ScaledTarget {
  const service = serviceOf(template, target);
  const resources = template.ofType('AWS::ApplicationAutoScaling::ScalingPolicy')
    .filter((policy) => template.target(policy.get('ScalingTargetId')) === target);
  const bounds = boundsOf(target, 'MinCapacity', 'MaxCapacity');
  const policies = resources.flatMap((policy) => servicePolicies(template, policy));
  return {
    bounds, policies, isGroup: false, owner: service, warmupSeconds: 0,
    initial: within(bounds, service?.get('DesiredCount').number),
    ...targetTimes(template, service?.get('LoadBalancers').items.map((one) => one.at('TargetGroupArn')) ?? []),
    metrics: metricsOf(target, policies, REPORTS.detailed), timedSchedules: targetSchedules(target),
    isWarmupUnset: false, hasLaunchHook: false, hasPrediction: isPredicted(resources), hasBasicMetrics: false,
  };
}

function metricsOf({ path }: Resource, policies: readonly Policy[], report: number): LoadMetric[] {
  return loadMetrics(path, policies.flatMap(({ alarms }) => alarms), report);
}

function isPredicted(policies: readonly Resource[]): boolean {
  return policies.some((policy) => policy.get('PolicyType').text === 'PredictiveScaling');
}

function hooksOf(template: Template, group: Resource): string[] {
  return [
    ...group.get('LifecycleHookSpecificationList').items.map((hook) => hook.at('LifecycleTransition')),
    ...template.ofType('AWS::AutoScaling::LifecycleHook')
      .filter((hook) => template.target(hook.get('AutoScalingGroupName')) === group)
      .map((hook) => hook.get('LifecycleTransition')),
  ].flatMap(({ text }) => text ?? []);
}

/** The capacity at the start; one outside of the bounds is moved into them, as a service does at once. */
function within({ min, max }: Bounds, desired: number = min): number {
  return Math.min(max, Math.max(min, desired));
}

function boundsOf(resource: Resource, min: string, max: string): Bounds {
  const [least, most] = [resource.get(min).number, resource.get(max).number];
  if (least === undefined || most === undefined) {
    throw new Error(`${resource.path} has bounds that are not known before the deployment`);
  }
  if (![least, most].every((bound) => Number.isInteger(bound) && bound >= 0) || least > most) {
    throw new Error(`${resource.path} has bounds that AWS rejects: ${min} ${least}, ${max} ${most}`);
  }
  return { min: least, max: most };
}
