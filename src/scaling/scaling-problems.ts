import type { IConstruct } from 'constructs';
import { areKnown, contradiction, type CapacityRange, type Problem } from '../core';
import type { ScalingPolicy } from './scaling-policy';
import { schedulesProblems } from './schedules-problems';

/** The policies of one service or group, and what they scale. */
export interface ScalingPlan {
  /** As the user gave them; nothing where the usual ones are taken. */
  readonly policies?: readonly ScalingPolicy[];
  /** Those that work in the end. */
  readonly usual: readonly ScalingPolicy[];
  readonly capacity: CapacityRange;
  /** Whether there is a target group to count requests of. */
  readonly hasTargets: boolean;
  /** How many schedules AWS takes. */
  readonly mostSchedules: number;
  /** The service or the tier; left out where a plan is checked alone. */
  readonly scope?: IConstruct;
}

/** Rules of the policies of one service or group, taken together. */
export function scalingProblems(prop: string, plan: ScalingPlan): Problem[] {
  const { policies, capacity } = plan;
  if (policies === undefined) return zeroProblems(prop, plan);
  return [
    ...contradiction(policies.length > 0 && capacity.isFixed, {
      prop, must: 'be left out with a fixed capacity', got: policies.map(({ _variant }) => _variant.name),
      advice: 'give a range with CapacityRange.between',
    }),
    ...contradiction(policies.length === 0 && !capacity.isFixed, {
      prop, must: 'have at least one policy', got: policies,
      advice: 'leave it out for the default, or give CapacityRange.fixed as "capacity"',
    }),
    ...policies.length > 0 && !capacity.isFixed ? zeroProblems(prop, plan) : [],
    ...policies.flatMap(({ _variant }, i) => _variant.problems(
      `${prop}[${i}]`, plan.hasTargets, capacity, plan.scope,
    )),
    ...kindProblems(prop, policies),
    ...schedulesProblems(prop, policies.map(({ _variant }) => _variant.schedule), plan.mostSchedules),
  ];
}

function kindProblems(prop: string, policies: readonly ScalingPolicy[]): Problem[] {
  const ids = policies.map(({ _variant: { name, id } }) => `${name} ${id}`);
  return ids.flatMap((id, index) => contradiction(ids.indexOf(id) < index, {
    prop: `${prop}[${index}]`,
    must: `differ from "${prop}[${ids.indexOf(id)}]" in kind, or in name if both are schedules`,
    got: policies[index]._variant.name,
    advice: 'two policies of one kind would work against each other',
  }));
}

/** Where nothing runs, nothing measures CPU, memory or requests of a target. */
function zeroProblems(prop: string, { usual, capacity }: ScalingPlan): Problem[] {
  const { min, isFixed } = capacity;
  const names = usual.map(({ _variant }) => _variant.name);
  const canStart = usual.some(({ _variant }) => _variant.startsFromZero === true);
  return contradiction(areKnown(min) && min === 0 && !isFixed && usual.length > 0 && !canStart, {
    prop, must: 'have a policy that starts the first one in a range from 0', got: names,
    advice: 'nothing measures what does not run: add a backlogPerTarget policy or a schedule with "minCapacity", or '
      + 'raise the lower bound',
  });
}
