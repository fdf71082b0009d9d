import type { Resource } from './resource';
import type { Template } from './template';
import type { Value } from './value';

/** How many instances or tasks there may be. */
export interface UnitRange {
  readonly minimum: number;
  readonly expected: number;
  readonly maximum: number;
}

const SERVICE = 'AWS::ECS::Service';

/** The resources whose number of units scaling changes. */
export const SCALING_TYPES = ['AWS::AutoScaling::AutoScalingGroup', SERVICE];

/**
 * How many instances or tasks a resource may have, or nothing if that is known at deployment only.
 *
 * @param expected units on average, where somebody knows better than the template
 */
export function capacityOf(resource: Resource, template: Template, expected?: number): UnitRange | undefined {
  const range = resource.type === SERVICE ? tasksOf(resource, template) : instancesOf(resource, template);
  return range && { ...range, expected: expected ?? range.expected };
}

function instancesOf(group: Resource, template: Template): UnitRange | undefined {
  const bounds = [group, ...template.ofType('AWS::AutoScaling::ScheduledAction')
    .filter((action) => template.target(action.get('AutoScalingGroupName')) === group)];
  return rangeOf(
    bounds.map((resource) => resource.get('MinSize')), bounds.map((resource) => resource.get('MaxSize')),
    group.get('DesiredCapacity').number,
  );
}

function tasksOf(service: Resource, template: Template): UnitRange | undefined {
  const targets = template.ofType('AWS::ApplicationAutoScaling::ScalableTarget')
    .filter((target) => serviceOf(template, target) === service);
  const desired = service.get('DesiredCount');
  if (targets.length === 0) {
    const count = desired.exists ? desired.number : 1;
    return count === undefined ? undefined : { minimum: count, expected: count, maximum: count };
  }
  const bounds = targets.flatMap((target) => [
    target.get(), ...target.get('ScheduledActions').items.map((action) => action.at('ScalableTargetAction')),
  ]);
  return rangeOf(
    bounds.map((value) => value.at('MinCapacity')), bounds.map((value) => value.at('MaxCapacity')), desired.number,
  );
}

/** The ECS service of a scalable target, named by reference or by its name; nothing if it is not in the template. */
export function serviceOf(template: Template, target: Resource): Resource | undefined {
  const id = target.get('ResourceId');
  const name = (id.text ?? id.deferred?.text)?.split('/').at(-1);
  return template.targets(id).find(({ type }) => type === SERVICE)
    ?? template.ofType(SERVICE).find((service) => name !== undefined && service.get('ServiceName').text === name);
}

/** Schedules move the bounds, so the smallest and the largest of all bounds count. */
function rangeOf(mins: readonly Value[], maxes: readonly Value[], desired?: number): UnitRange | undefined {
  const numbers = (values: readonly Value[]) => values.filter(({ exists }) => exists).map(({ number }) => number);
  const [lower, upper] = [numbers(mins), numbers(maxes)];
  if (lower.length === 0 || upper.length === 0 || [...lower, ...upper].includes(undefined)) return undefined;
  const [minimum, maximum] = [Math.min(...lower as number[]), Math.max(...upper as number[])];
  return { minimum, expected: Math.min(maximum, Math.max(minimum, desired ?? lower[0]!)), maximum };
}
