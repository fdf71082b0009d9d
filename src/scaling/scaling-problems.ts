import { contradiction, type CapacityRange, type Problem } from '../core';
import type { ScalingPolicy } from './scaling-policy';

/**
 * Rules of the policies of one service or group, taken together.
 *
 * @param policies as the user gave them; nothing where the default is taken
 * @param hasTargets whether there is a target group to count requests of
 */
export function scalingProblems(
  prop: string, policies: readonly ScalingPolicy[] | undefined, capacity: CapacityRange, hasTargets: boolean,
): Problem[] {
  if (policies === undefined) return [];
  const variants = policies.map((policy) => policy._variant);
  const ids = variants.map(({ name, id }) => `${name} ${id}`);
  return [
    ...contradiction(policies.length > 0 && capacity.isFixed, {
      prop, must: 'be left out with a fixed capacity', got: variants.map(({ name }) => name),
      advice: 'give a range with CapacityRange.between',
    }),
    ...contradiction(policies.length === 0 && !capacity.isFixed, {
      prop, must: 'have at least one policy', got: policies,
      advice: 'leave it out for the default, or give CapacityRange.fixed as "capacity"',
    }),
    ...variants.flatMap((policy, index) => [
      ...policy.problems(`${prop}[${index}]`, hasTargets, capacity),
      ...contradiction(ids.indexOf(ids[index]) < index, {
        prop: `${prop}[${index}]`,
        must: `differ from "${prop}[${ids.indexOf(ids[index])}]" in kind, or in name if both are schedules`,
        got: policy.name,
        advice: 'two policies of one kind would work against each other',
      }),
    ]),
  ];
}
