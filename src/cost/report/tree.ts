import type { CostLine } from '../charges/cost-line';
import type { CostRange } from '../charges/cost-range';
import { sum } from '../charges/ranges';

/** A construct in the tree of costs. */
export interface CostNode {
  /** Path below the node above it. */
  readonly name: string;
  readonly monthly: CostRange;
  /** What is charged for the construct itself. */
  readonly lines: readonly CostLine[];
  readonly children: readonly CostNode[];
}

/** The tree of constructs that cost something, with totals that add up. */
export function treeOf(lines: readonly CostLine[]): CostNode[] {
  return childrenOf(lines.map((line) => ({ line, path: segmentsOf(line.path) })));
}

interface Placed { readonly line: CostLine; readonly path: readonly string[] }

function childrenOf(placed: readonly Placed[]): CostNode[] {
  const groups = new Map<string, Placed[]>();
  for (const { line, path: [name, ...rest] } of placed.filter(({ path }) => path.length > 0)) {
    groups.set(name, [...groups.get(name) ?? [], { line, path: rest }]);
  }
  return [...groups].map(([name, inside]) => nodeOf(name, inside));
}

/** A construct that holds nothing but one other is shown with it, in one row. */
function nodeOf(name: string, placed: readonly Placed[]): CostNode {
  const lines = placed.filter(({ path }) => path.length === 0).map(({ line }) => line);
  const children = childrenOf(placed);
  if (lines.length === 0 && children.length === 1) return { ...children[0], name: `${name}/${children[0].name}` };
  return { name, lines, children, monthly: sum(placed.map(({ line }) => line.monthly)) };
}

/** The L1 inside an L2 is no construct that people know. */
function segmentsOf(path: string): string[] {
  return path.replace(/\/(Resource|Default)$/, '').split('/');
}
