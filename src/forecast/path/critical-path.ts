import type { DurationRange } from '../times/duration-range';
import { NOTHING, together } from '../times/range';
import type { GraphNode } from './graph';

/** When everything in a graph is done, each as soon as what it needs is there. */
export class CriticalPath {
  private readonly byId: ReadonlyMap<string, GraphNode>;
  private readonly known = new Map<string, DurationRange>();

  constructor(private readonly nodes: readonly GraphNode[]) {
    this.byId = new Map(nodes.map((node) => [node.id, node]));
  }

  /** When a node is done, counted from the start. */
  public doneAfter({ id, needs, duration }: GraphNode): DurationRange {
    const known = this.known.get(id);
    if (known) return known;
    // nodes that need each other end here; CloudFormation refuses them.
    this.known.set(id, NOTHING);
    const done = together(latest(this.needed(needs).map((node) => this.doneAfter(node))), duration);
    this.known.set(id, done);
    return done;
  }

  /** When everything is done: once with all quick figures, once with all slow ones. */
  public get total(): DurationRange {
    return latest(this.nodes.map((node) => this.doneAfter(node)));
  }

  /** The nodes that everything waits for if all are slow, the first one first; of two that are equal, the first one. */
  public get path(): GraphNode[] {
    const path: GraphNode[] = [];
    for (let last = this.last(this.nodes); last && !path.includes(last); last = this.last(this.needed(last.needs))) {
      path.unshift(last);
    }
    return path.filter(({ change }) => change !== undefined);
  }

  private last(nodes: readonly GraphNode[]): GraphNode | undefined {
    const end = latest(nodes.map((node) => this.doneAfter(node))).maxSeconds;
    return end === 0 ? undefined : nodes.find((node) => this.doneAfter(node).maxSeconds === end);
  }

  private needed(ids: readonly string[]): GraphNode[] {
    return ids.flatMap((id) => this.byId.get(id) ?? []);
  }
}

function latest(ranges: readonly DurationRange[]): DurationRange {
  return {
    minSeconds: Math.max(0, ...ranges.map(({ minSeconds }) => minSeconds)),
    maxSeconds: Math.max(0, ...ranges.map(({ maxSeconds }) => maxSeconds)),
  };
}
