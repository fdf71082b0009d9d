import type { Resource, Template } from '../../template';
import type { CostRange } from './cost-range';
import { always } from './ranges';

/**
 * How many parts of a resource Application Auto Scaling may make: what the template says, where nothing scales.
 *
 * @param dimension name of what scales, for example `rds:cluster:ReadReplicaCount`
 */
export function scaledRange(resource: Resource, template: Template, dimension: string, count: number): CostRange {
  const target = template.ofType('AWS::ApplicationAutoScaling::ScalableTarget')
    .find((other) => other.get('ScalableDimension').text === dimension
      && template.targets(other.get('ResourceId')).includes(resource));
  if (!target) return always(count);
  const bound = (name: string) => target.get(name).number ?? count;
  const [minimum, maximum] = [bound('MinCapacity'), bound('MaxCapacity')];
  return { minimum, expected: Math.min(maximum, Math.max(minimum, count)), maximum };
}
