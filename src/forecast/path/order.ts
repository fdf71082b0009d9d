import { Links, nestedStack, type SynthesizedStack } from '../../template';

/** Stacks that are deployed by themselves: what is nested in another one goes with that. */
export function topStacks(stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  const nested = stacks.flatMap(({ nested: ids, template }) =>
    ids.map((logicalId) => nestedStack(stacks, template.find(logicalId)!)));
  return stacks.filter((stack) => !nested.includes(stack));
}

/** The same stacks, each behind those whose exports it takes, and otherwise in their order. */
export function inOrder(stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  const links = new Links(stacks);
  const ordered: SynthesizedStack[] = [];
  const visited = new Set<SynthesizedStack>();
  const visit = (stack: SynthesizedStack) => {
    if (visited.has(stack)) return;
    visited.add(stack);
    links.providers(stack).forEach(visit);
    ordered.push(stack);
  };
  stacks.forEach(visit);
  return ordered;
}
