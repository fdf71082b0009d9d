import type { Resource, SynthesizedStack } from '../../template';
import type { DurationRange } from '../times/duration-range';
import { NOTHING, together } from '../times/range';
import { CriticalPath } from './critical-path';
import { deletedIn, nodesOf, type Deployed, type GraphNode } from './graph';
import { inOrder, topStacks } from './order';

/** A resource that is touched, and when. */
export interface PlannedStep {
  readonly node: GraphNode;
  readonly doneAfter: DurationRange;
  readonly isCritical: boolean;
}

/** What happens to one stack. */
export interface StackPlan {
  readonly path: string;
  readonly duration: DurationRange;
  readonly steps: readonly PlannedStep[];
  /** The steps that everything waits for, in order. */
  readonly criticalPath: readonly PlannedStep[];
  readonly deleted: readonly Resource[];
}

/** Plans stacks one after the other, as the CDK deploys them; a stack in which nothing changes takes no time. */
export function planOf(deployed: Deployed): StackPlan[] {
  const [tops, befores] = [inOrder(topStacks(deployed.stacks)), deployed.before && topStacks(deployed.before)];
  // two single stacks are compared whatever they are called.
  const isSingle = tops.length === 1 && befores?.length === 1;
  let start = NOTHING;
  return tops.map((stack) => {
    const then = isSingle ? befores[0] : befores?.find(({ path }) => path === stack.path);
    const plan = stackPlan(stack, then, deployed, start);
    start = together(start, plan.duration);
    return plan;
  });
}

function stackPlan(
  stack: SynthesizedStack, then: SynthesizedStack | undefined, deployed: Deployed, start: DurationRange,
): StackPlan {
  const nodes = nodesOf(stack, then, deployed);
  const graph = new CriticalPath(nodes);
  const critical = graph.path;
  const step = (node: GraphNode): PlannedStep => ({
    node, doneAfter: together(start, graph.doneAfter(node)), isCritical: critical.includes(node),
  });
  return {
    path: stack.path, duration: graph.total, steps: nodes.filter(({ change }) => change).map(step),
    criticalPath: critical.map(step), deleted: deletedIn(stack, then),
  };
}
