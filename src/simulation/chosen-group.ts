import { isWithin, serviceOf, type Resource, type SynthesizedStack } from '../template';
import { scalableIn, scaledTarget, type ScaledTarget } from './reading/scaled-target';

/** The group or service that is simulated. */
export interface ChosenGroup {
  /** Construct path, or logical id where no construct is known. */
  readonly name: string;
  readonly target: ScaledTarget;
}

interface Candidate {
  readonly stack: SynthesizedStack;
  readonly resource: Resource;
  /** What the user knows it by. */
  readonly owner: Resource;
}

/**
 * Finds the one group or service that is meant.
 *
 * @param wanted a path, or a logical id
 * @param below path of the construct that holds it
 */
export function chosenGroup(
  stacks: readonly SynthesizedStack[], wanted: string | undefined, below: string,
): ChosenGroup {
  const all = stacks.flatMap((stack) => scalableIn(stack.template).map((resource): Candidate =>
    ({ stack, resource, owner: serviceOf(stack.template, resource) ?? resource })));
  const inside = all.filter(({ resource, owner }) => [resource, owner].some(({ path }) => isWithin(path, below)));
  const named = wanted === undefined ? inside : inside.filter((candidate) => isNamed(candidate, wanted));
  if (named.length === 1) {
    const [{ stack: { template }, resource, owner }] = named;
    return { name: owner.path, target: scaledTarget(template, resource) };
  }
  throw new Error(messageOf(inside, wanted, below));
}

function isNamed({ resource, owner }: Candidate, wanted: string): boolean {
  return [resource, owner].some(({ path, logicalId }) => logicalId === wanted || isWithin(path, wanted));
}

function messageOf(inside: readonly Candidate[], wanted: string | undefined, below: string): string {
  const where = below === '' ? 'the template' : below;
  if (inside.length === 0) return `${where} has no Auto Scaling group and no ECS service that scales`;
  const names = inside.map(({ owner }) => owner.path).join(', ');
  return `"group" must name one of ${names}, got ${wanted === undefined ? 'nothing' : `"${wanted}"`}`;
}
