import { nestedStack, type Resource, type SynthesizedStack, type Template } from '../../template';
import { Changes, type Change } from '../changes/change-of';
import { ResourceChange } from '../changes/resource-change';
import type { DurationRange } from '../times/duration-range';
import { QUICK_CHANGE } from '../times/fixed-times';
import { NOTHING } from '../times/range';
import type { TypicalTime } from '../times/typical-time';

/** One resource of a deployment, with what has to be done before it. */
export interface GraphNode {
  readonly id: string;
  readonly resource: Resource;
  /** Nothing if the resource stays as it is; it is in the graph because others may wait for what is behind it. */
  readonly change?: Change;
  readonly duration: DurationRange;
  readonly time: TypicalTime;
  /** Ids of other nodes. */
  readonly needs: readonly string[];
}

/** What the nodes of a deployment are made from. */
export interface Deployed {
  readonly stacks: readonly SynthesizedStack[];
  /** What is there already; nothing for a first deployment. */
  readonly before?: readonly SynthesizedStack[];
  readonly timeOf: (resource: Resource, template: Template) => TypicalTime;
}

/**
 * The resources of a stack and of those nested in it. What is in a nested stack waits for what the stack waits for, and
 * who waits for the nested stack waits for all of it.
 *
 * @param then the same stack as it is deployed
 * @param outer ids of what the whole stack waits for
 */
export function nodesOf(
  stack: SynthesizedStack, then: SynthesizedStack | undefined, deployed: Deployed, outer: readonly string[] = [],
): GraphNode[] {
  const { template } = stack;
  const changes = new Changes(template, then?.template);
  const idOf = (logicalId: string) => `${stack.path} ${logicalId}`;
  return template.resources.flatMap((resource) => {
    const change = changes.of(resource);
    const time = deployed.timeOf(resource, template);
    const needs = [...resource.needs.filter((other) => template.find(other)).map(idOf), ...outer];
    const inside = change && insideOf(resource, needs, stack, deployed);
    const node = { id: idOf(resource.logicalId), resource, change, time, duration: durationOf(change, time) };
    return [...inside ?? [], { ...node, needs: [...needs, ...inside?.map(({ id }) => id) ?? []] }];
  });
}

/** Resources that a deployment removes. */
export function deletedIn(stack: SynthesizedStack, then: SynthesizedStack | undefined): Resource[] {
  return new Changes(stack.template, then?.template).deleted;
}

function insideOf(
  resource: Resource, needs: readonly string[], stack: SynthesizedStack, deployed: Deployed,
): GraphNode[] | undefined {
  const inner = stack.nested.includes(resource.logicalId) ? nestedStack(deployed.stacks, resource) : undefined;
  return inner && nodesOf(inner, deployed.before && nestedStack(deployed.before, resource), deployed, needs);
}

function durationOf(change: Change | undefined, { create, update = QUICK_CHANGE }: TypicalTime): DurationRange {
  switch (change?.change) {
    case undefined: return NOTHING;
    case ResourceChange.UPDATE: return update;
    case ResourceChange.MAY_REPLACE: return {
      minSeconds: Math.min(update.minSeconds, create.minSeconds),
      maxSeconds: Math.max(update.maxSeconds, create.maxSeconds),
    };
    default: return create;
  }
}
