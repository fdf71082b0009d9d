import type { CostRange } from '../charges/cost-range';
import { mapped, sum } from '../charges/ranges';
import { rounded } from './money';
import type { Reported } from './text';

/** The cost of a deployment for machines. */
export function renderJson({ regions, pricesOf, lines, notes }: Reported): string {
  const round = (range: CostRange) => mapped(range, rounded);
  return `${JSON.stringify({
    regions,
    pricesOf,
    monthlyUsd: round(sum(lines.map(({ monthly }) => monthly))),
    isComplete: notes.unpriced.length === 0,
    lines: lines.map(({ monthly, quantity, ...line }) => ({
      ...line, quantity: round(quantity), monthlyUsd: round(monthly),
    })),
    unpriced: notes.unpriced,
    warnings: notes.warning,
    assumptions: notes.assumption,
    billedByUse: notes.byUse,
  }, null, 2)}\n`;
}
