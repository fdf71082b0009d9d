import { decimal, renderProblem, type Problem } from '../core';
import { isWithin, type Resource, type SynthesizedStack, type Template } from '../template';
import type { ForecastOptions } from './forecast-options';
import { timeOf } from './times/time-of';
import type { TypicalTime } from './times/typical-time';

type TimeOf = (resource: Resource, template: Template) => TypicalTime;

/** Typical times, and in their place those that the user knows better; a name wins over a type. */
export function timesWith({ durations = {} }: ForecastOptions): TimeOf {
  return (resource, template) => {
    const own = Object.keys(durations).find((name) => names(resource, name)) ?? resource.type;
    return Object.hasOwn(durations, own)
      ? { create: durations[own], update: durations[own], basis: 'given by the user' }
      : timeOf(resource, template);
  };
}

/** Fails with everything that is wrong with the options. */
export function rejectDurations({ durations = {} }: ForecastOptions, stacks: readonly SynthesizedStack[]): void {
  const resources = stacks.flatMap(({ template }) => template.resources);
  const problems = Object.entries(durations).flatMap(([name, { minSeconds, maxSeconds }]): Problem[] => {
    const prop = `durations[${name}]`;
    const isKnown = resources.some((resource) => resource.type === name || names(resource, name));
    return [
      ...isKnown ? [] : [{ prop, must: 'name a type, a logical id or the construct path of one resource', got: name }],
      ...decimal(`${prop}.minSeconds`, minSeconds, { min: 0, unit: 'seconds' }),
      ...decimal(`${prop}.maxSeconds`, maxSeconds, { min: Math.max(0, minSeconds || 0), unit: 'seconds' }),
    ];
  });
  if (problems.length === 0) return;
  const lines = problems.map((problem) => `  ${renderProblem(problem)}`);
  throw new Error(['the deployment cannot be forecast:', ...lines].join('\n'));
}

/** A resource is named by its logical id, by its path, or by that of the construct around it. */
function names({ logicalId, path }: Resource, name: string): boolean {
  return name === logicalId || (isWithin(path, name) && !path.slice(name.length + 1).includes('/'));
}
